using System;
using System.Collections.Generic;
using System.Globalization;
using MirrorGuard.Core.Reattach;

namespace MirrorGuard.Engine.Reattach;

/// <summary>What LVM is asked and told, as arguments of <c>lvm</c>.</summary>
internal static class ReattachCommands
{
    /// <summary>Whether <paramref name="work"/> changes something.</summary>
    internal static bool Changes(ReattachWork work) => work is ReattachWork.Restore or ReattachWork.Convert;

    /// <summary>The command for <paramref name="work"/>.</summary>
    internal static IReadOnlyList<string> For(ReattachWork work, RemovedLeg leg, ReattachState state) => work switch
    {
        ReattachWork.AskForVolume =>
            ["lvs", "-a", .. LvmQuestions.Manner, "-o", VolumeAnswer.Fields, "--select", $"lv_uuid={leg.Id.Lv}", leg.Volume.Vg],
        ReattachWork.AskForDisks => ["pvs", .. LvmQuestions.Manner, "-o", DiskAnswer.Fields, "--select", Disks(leg)],
        ReattachWork.Restore => ["vgextend", "--restoremissing", leg.Volume.Vg, state.Disk!.Name!],
        ReattachWork.Convert => Convert(leg, state),
        _ => throw new ArgumentOutOfRangeException(nameof(work)),
    };

    /// <summary>
    /// One leg more, not so many legs: should somebody have added one a moment ago, the worst that comes of it is one too many. In the
    /// background: with three legs LVM waits for the copy, and its registration of the volume with us is not to wait for anything.
    /// </summary>
    private static List<string> Convert(RemovedLeg leg, ReattachState state)
    {
        List<string> command = ["lvconvert", "--yes", "--background", "--type", "mirror", "--mirrors", "+1"];
        if (leg.HasCoreLog && leg.LegsBefore == 2)
            command.AddRange(["--mirrorlog", "core"]);
        command.AddRange([leg.Volume.ToString(), state.Disk!.Name!]);
        if (leg.LegsBefore == 2 && state.LogDisk is { } log && log.Name != state.Disk.Name)
            command.Add(OneExtentOf(log));
        return command;
    }

    /// <summary>
    /// The log lies where it lay; without that disk, LVM puts it on the leg's. Of two whole disks LVM gives the leg to the
    /// log's where the leg's own has no free stretch that is long enough; of one extent, which is what a log needs, it cannot.
    /// </summary>
    private static string OneExtentOf(DiskAnswer log) => string.Create(CultureInfo.InvariantCulture, $"{log.Name}:{log.FreeExtent}-{log.FreeExtent}");

    private static string Disks(RemovedLeg leg) =>
        leg.LogDisk.IsNone ? $"pv_uuid={leg.Disk.Uuid}" : $"pv_uuid={leg.Disk.Uuid}||pv_uuid={leg.LogDisk}";
}
