using System;
using System.Linq;
using System.Text;

using MirrorGuard.Core.Naming;
using MirrorGuard.Core.Reattach;
using MirrorGuard.Core.Settings;
using MirrorGuard.Core.Steps;
using MirrorGuard.Core.Time;

namespace MirrorGuard.Core.Tests.Reattach;

/// <summary>A removed leg of vg/lv, and time that is moved by hand.</summary>
internal sealed class ReattachRun
{
    internal static readonly RemovedLeg Leg = new(
        new VolumeName("vg", "lv"), new VolumeId(Uuid('g'), Uuid('v')), "lv_mimage_0 on /dev/sdb (254:3)",
        new DiskIdentity(131072, Uuid('d')), Uuid('l'), HasCoreLog: false, LegsBefore: 2, new Instant(1000));

    internal FaultSettings Settings { get; set; } = new() { LegGrace = TimeSpan.FromSeconds(60), ProbeIntervalMax = TimeSpan.FromSeconds(4) };

    internal RemovedLeg Removed { get; init; } = Leg;

    internal ReattachState State { get; private set; } = new();

    internal Instant Now { get; set; } = new(1000);

    internal bool IsRepairing { get; set; }

    internal static PvUuid Uuid(char letter) =>
        PvUuid.TryParse(Encoding.ASCII.GetBytes(new string(letter, PvUuid.Length)), out var uuid) ? uuid : throw new ArgumentOutOfRangeException(nameof(letter));

    internal static string Volume(string rest = "vg|lv|32768|linear|1|/dev/sdc(0)") => $"  {Uuid('g')}|{Uuid('v')}|{rest}\n";

    internal static string Disk(string rest = "/dev/sdb|131072|missing", char group = 'g') => $"  {Uuid('d')}|{rest}|{Uuid(group)}|0|free\n";

    internal static string LogDisk(string rest = "/dev/sdd|131072|", string pieces = "0|linear,3|free,9|linear,11|free") =>
        string.Concat(pieces.Split(',').Select(piece => $"  {Uuid('l')}|{rest}|{Uuid('g')}|{piece}\n"));

    internal ReattachDecision Due() => Take(ReattachInputKind.Due);

    internal ReattachDecision Done(string answer = "") => Take(ReattachInputKind.Done, answer);

    internal ReattachDecision Failed() => Take(ReattachInputKind.Failed);

    internal ReattachDecision TakesLong() => Take(ReattachInputKind.TakesLong);

    /// <summary>The disk is awaited.</summary>
    internal ReattachRun Awaiting()
    {
        Due();
        Done(Volume());
        Now = State.DueAt;
        return this;
    }

    /// <summary>The disk is seen, and the volume compared: the answer is what LVM is told.</summary>
    internal ReattachDecision SeeDisk(string disk)
    {
        Due();
        Done(disk);
        return Done(Volume());
    }

    private ReattachDecision Take(ReattachInputKind kind, string answer = "")
    {
        var decision = ReattachPolicy.Step(Removed, State, new ReattachInput(kind, Now, Settings, answer, IsRepairing));
        State = decision.State;
        return decision;
    }
}
