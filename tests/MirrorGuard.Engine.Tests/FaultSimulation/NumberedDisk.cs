using System;
using System.Globalization;
using System.Text;

using MirrorGuard.Core;
using MirrorGuard.Core.Status;
using MirrorGuard.Core.Steps;
using MirrorGuard.Simulation;

namespace MirrorGuard.Engine.Tests.FaultSimulation;

/// <summary>A disk, and by what the machine knows it.</summary>
internal sealed class NumberedDisk
{
    private const uint Major = 8;
    private const uint MinorsPerDisk = 16;

    /// <summary>Tells what another disk holds from what any volume ever wrote.</summary>
    private const ulong ForeignContents = 1UL << 62;

    private readonly int _index;
    private readonly int _blocks;

    internal NumberedDisk(int index, int blocks, bool writesBack)
    {
        _index = index;
        _blocks = blocks;
        WritesBack = writesBack;
        Device = new SimulatedDisk(blocks, writesBack);
        Number = new DeviceNumber(Major, (uint)index * MinorsPerDisk);
        Uuid = UuidOf($"disk{index}");
    }

    internal SimulatedDisk Device { get; }

    internal DeviceNumber Number { get; }

    internal PvUuid Uuid { get; private set; }

    /// <summary>It has a volatile write cache.</summary>
    internal bool WritesBack { get; }

    internal ulong Sectors => (ulong)(_blocks * Geometry.SectorsPerBlock);

    internal bool IsGood => Device.Mode == DiskMode.Good;

    /// <summary>Another disk answers under this number; the one that was there is lost.</summary>
    internal bool IsForeign { get; private set; }

    /// <summary>At which step of the schedule it stopped answering.</summary>
    internal int BadSince { get; private set; } = int.MaxValue;

    /// <summary>It did not answer at some time.</summary>
    internal bool HasBeenBad { get; private set; }

    /// <summary>At which step a helper last read it.</summary>
    internal int ProbedAt { get; set; } = -1;

    /// <summary>Somebody wrote to the disk that is not ours.</summary>
    internal bool IsForeignDiskDamaged
    {
        get
        {
            for (var block = 0; IsForeign && block < _blocks; block++)
            {
                if (Device[block] != ForeignContents + (ulong)block)
                    return true;
            }
            return false;
        }
    }

    /// <summary>It stops answering. One that is dead passes flushes, so it must have nothing left to lose.</summary>
    internal void Fail(DiskMode mode, int step)
    {
        if (mode == DiskMode.Dead)
        {
            Device.Mode = DiskMode.Good;
            _ = Device.TryFlush();
        }
        Device.Mode = mode;
        HasBeenBad = true;
        BadSince = Math.Min(BadSince, step);
    }

    internal void ComeBack()
    {
        Device.Mode = DiskMode.Good;
        BadSince = int.MaxValue;
    }

    /// <summary>Another disk is put in its place, full of somebody else's data.</summary>
    internal void Replace()
    {
        ComeBack();
        IsForeign = true;
        Uuid = UuidOf($"other{_index}");
        for (var block = 0; block < _blocks; block++)
            _ = Device.TryWrite(block, ForeignContents + (ulong)block);
        _ = Device.TryFlush();
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"disk{_index}{(IsForeign ? " (another)" : "")}{(WritesBack ? " with a cache" : "")} {Device.Mode}");

    private static PvUuid UuidOf(string text)
    {
        Invariant.Require(PvUuid.TryParse(Encoding.ASCII.GetBytes(text.PadRight(PvUuid.Length, 'x')), out var uuid), "a UUID is letters and digits");
        return uuid;
    }
}
