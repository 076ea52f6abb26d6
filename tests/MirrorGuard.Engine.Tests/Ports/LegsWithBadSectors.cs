using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

using MirrorGuard.Core;
using MirrorGuard.Core.Status;
using MirrorGuard.Core.Steps;
using MirrorGuard.Engine.Ports;

namespace MirrorGuard.Engine.Tests.Ports;

/// <summary>Legs some of whose sectors cannot be read, and a helper that reads and copies them at once.</summary>
internal sealed class LegsWithBadSectors : IHelpers
{
    private const int HeldMicroseconds = 7000;
    private const int EIO = 5;
    private const int EALREADY = 114;
    private const int ESTALE = 116;

    /// <summary>The sectors that cannot be read, until they are written.</summary>
    internal HashSet<(DeviceNumber Leg, ulong Sector)> Bad { get; } = [];

    /// <summary>What was read of legs other than as the source of a copy.</summary>
    internal List<(DeviceNumber Leg, SectorRange Range)> Reads { get; } = [];

    /// <summary>What was copied, to which leg.</summary>
    internal List<(DeviceNumber Leg, SectorRange Range)> Copies { get; } = [];

    /// <summary>Tables that were loaded.</summary>
    internal int Loads { get; private set; }

    /// <summary>Programs other than those aside are not answered any more.</summary>
    internal bool IsSilent { get; set; }

    /// <summary>Writes to a leg fail.</summary>
    internal bool DoWritesFail { get; set; }

    /// <summary>What a sector holds, where it is not 0.</summary>
    internal Dictionary<(DeviceNumber Leg, ulong Sector), ulong> Contents { get; } = [];

    /// <summary>Files with what legs held.</summary>
    internal HashSet<string> Kept { get; } = [];

    /// <summary>What comes between keeping and overwriting.</summary>
    internal Action OnKept { get; set; } = () => { };

    /// <summary>Why no file can be written; 0: they can.</summary>
    internal int FileError { get; set; }

    public IHelper Start(string volume, out string? fault)
    {
        fault = null;
        return new Helper(this);
    }

    private StepReply Run(StepProgram program)
    {
        var (number, held) = (0, 0);
        var digest = 0ul;
        foreach (var step in program)
        {
            if (step.Kind == StepKind.Keep && Keep(step, out digest) is not 0 and var error)
                return new StepReply(program.Id, error == EALREADY ? StepOutcome.Refused : StepOutcome.Failed, number, error, 0, default);
            if (step.Kind == StepKind.ExpectContent && DigestOf(step.Device, RangeOf(step)) != step.Digest)
                return new StepReply(program.Id, StepOutcome.Refused, number, ESTALE, held, default);
            if (!Do(step, program.IsAside))
                return new StepReply(program.Id, StepOutcome.Failed, number, EIO, held, default);
            held = step.Kind == StepKind.Suspend ? HeldMicroseconds : held;
            number++;
        }
        return new StepReply(program.Id, StepOutcome.Done, -1, 0, HeldMicroseconds, default, digest);
    }

    private int Keep(Step step, out ulong digest)
    {
        var range = RangeOf(step);
        digest = DigestOf(step.Device, range);
        if (digest == DigestOf(step.Target, range))
            return EALREADY;
        if (FileError != 0)
            return FileError;
        Kept.Add(Encoding.UTF8.GetString(step.Path));
        OnKept();
        return 0;
    }

    private ulong DigestOf(DeviceNumber leg, SectorRange range)
    {
        var digest = 1ul;
        for (var sector = range.Start.Count; sector < range.End.Count; sector++)
            digest = (digest * 31) + Contents.GetValueOrDefault((leg, sector));
        return digest;
    }

    private static SectorRange RangeOf(Step step) =>
        new(new Sectors(step.OffsetBytes / Sectors.Size), new Sectors(step.LengthBytes / Sectors.Size));

    private bool Do(Step step, bool isAside)
    {
        var range = RangeOf(step);
        switch (step.Kind)
        {
            case StepKind.Identify:
                return false;
            case StepKind.Read:
                if (isAside)
                    Reads.Add((step.Device, range));
                return IsReadable(step.Device, range);
            case StepKind.Copy:
                return Copy(step.Device, step.Target, range);
            case StepKind.Forget:
                _ = Kept.Remove(Encoding.UTF8.GetString(step.Path));
                return true;
            case StepKind.Load:
                Loads++;
                return true;
            default:
                return true;
        }
    }

    private bool Copy(DeviceNumber from, DeviceNumber to, SectorRange range)
    {
        if (DoWritesFail || !IsReadable(from, range))
            return false;
        Copies.Add((to, range));
        for (var sector = range.Start.Count; sector < range.End.Count; sector++)
            Contents[(to, sector)] = Contents.GetValueOrDefault((from, sector));
        Bad.RemoveWhere(bad => bad.Leg == to && IsIn(range, bad.Sector));
        return true;
    }

    private bool IsReadable(DeviceNumber leg, SectorRange range) => !Bad.Any(bad => bad.Leg == leg && IsIn(range, bad.Sector));

    private static bool IsIn(SectorRange range, ulong sector) => sector >= range.Start.Count && sector < range.End.Count;

    private sealed class Helper(LegsWithBadSectors legs) : IHelper
    {
        private readonly Queue<StepReply> _replies = [];

        public bool TrySend(StepProgram program)
        {
            var reply = legs.Run(program);
            if (!legs.IsSilent || program.IsAside)
                _replies.Enqueue(reply);
            return true;
        }

        public bool TryReceive(out StepReply reply) => _replies.TryDequeue(out reply);

        public void Dispose()
        {
        }
    }
}
