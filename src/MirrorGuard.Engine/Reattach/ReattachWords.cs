using System;
using System.Globalization;
using MirrorGuard.Core.Reattach;
using MirrorGuard.Core.Settings;
using MirrorGuard.Core.Time;
using MirrorGuard.Engine.Ports;

namespace MirrorGuard.Engine.Reattach;

/// <summary>What is said of a leg that is to be put back.</summary>
internal static class ReattachWords
{
    /// <summary>The sentence for <paramref name="report"/>.</summary>
    /// <param name="report">What is to be said.</param>
    /// <param name="leg">The leg.</param>
    /// <param name="state">What is remembered.</param>
    /// <param name="settings">How long it may last.</param>
    /// <param name="complaint">What LVM said last; empty for nothing.</param>
    /// <param name="now">The time.</param>
    internal static string Sentence(
        ReattachReport report, RemovedLeg leg, ReattachState state, FaultSettings settings, string complaint, Instant now) => report switch
        {
            ReattachReport.Awaited => $"the disk of the removed leg {leg.Leg} is awaited for {Seconds(ReattachPolicy.Deadline(leg, settings) - now)}; if it "
                + "comes back by then, the leg is put back by itself.",
            ReattachReport.PutBack => $"the disk of the removed leg {leg.Leg} is back after {Seconds(now - leg.Since)}, and LVM has made a new leg on "
                + $"{state.Disk?.Name}; the kernel fills it from the other legs. Nothing has to be done by hand.",
            ReattachReport.NotBack => $"the disk of the removed leg {leg.Leg} did not come back in time (LVM finds no disk with the UUID {leg.Disk.Uuid}, "
                + $"and no other is touched). {ByHand(leg)}",
            ReattachReport.OtherDisk => $"{state.Disk?.Name ?? "a disk"} carries the UUID of the disk of the removed leg {leg.Leg}, but is of another size: "
                + $"it is not touched. {ByHand(leg)}",
            ReattachReport.OtherLeg => $"{state.Disk?.Name ?? "the disk"} of the leg {leg.Leg} still holds the volume: LVM removed another leg, and it is not "
                + $"known on which disk. {ByHand(leg)}",
            ReattachReport.DiskTaken => $"somebody took the disk of the removed leg {leg.Leg} out of the volume group, so that the leg is left to them.",
            ReattachReport.VolumeChanged => $"somebody changed the volume since its repair, so that the removed leg {leg.Leg} is left to them.",
            ReattachReport.TurnedOff => $"the disk of the removed leg {leg.Leg} is awaited no longer, as faults/reattach or faults/mode has it. {ByHand(leg)}",
            ReattachReport.TriedAgain => string.Create(CultureInfo.InvariantCulture,
                $"LVM did not put the removed leg {leg.Leg} back ({Said(complaint)}); it is tried again ({state.Refusals} of {ReattachPolicy.MaxRefusals} tries)."),
            ReattachReport.NeedsPersonRefused => $"NEEDS A PERSON: LVM does not put the removed leg {leg.Leg} back ({Said(complaint)}). {ByHand(leg, state.Disk)}",
            ReattachReport.NeedsPersonHangs => $"NEEDS A PERSON: LVM's command to put the removed leg {leg.Leg} back does not end; it is not cut off, since "
                + "that might leave the volume suspended. See with 'ps' and 'dmsetup info' what it waits for.",
            _ => throw new ArgumentOutOfRangeException(nameof(report)),
        };

    /// <summary>How much <paramref name="report"/> matters.</summary>
    internal static Severity SeverityOf(ReattachReport report) => report switch
    {
        ReattachReport.Awaited or ReattachReport.PutBack or ReattachReport.VolumeChanged or ReattachReport.DiskTaken
            or ReattachReport.TurnedOff => Severity.Notice,
        ReattachReport.TriedAgain => Severity.Warning,
        _ => Severity.Error,
    };

    /// <summary>What a person types; with the disk's name only while it is there.</summary>
    private static string ByHand(RemovedLeg leg, DiskAnswer? disk = null)
    {
        var name = disk?.Name ?? "DISK";
        var restore = disk is { IsMarkedMissing: false } ? "" : $"'vgextend --restoremissing {leg.Volume.Vg} {name}' for the old disk, or 'vgextend "
            + $"{leg.Volume.Vg} {name}' for a new one, then ";
        return $"To have the leg again: {restore}'lvconvert --type mirror --mirrors +1 {leg.Volume} {name}'.";
    }

    private static string Said(string complaint) => complaint.Length > 0 ? complaint : "it did not say why";

    private static string Seconds(TimeSpan duration) =>
        string.Create(CultureInfo.InvariantCulture, $"{Math.Round(duration.TotalSeconds, 1)} s");
}
