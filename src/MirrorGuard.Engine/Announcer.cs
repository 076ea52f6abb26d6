using System;
using System.Globalization;
using System.Linq;
using MirrorGuard.Core.Explain;
using MirrorGuard.Core.Faults;
using MirrorGuard.Core.Policy;
using MirrorGuard.Core.Reports;
using MirrorGuard.Core.Settings;
using MirrorGuard.Core.Status;
using MirrorGuard.Core.Time;
using MirrorGuard.Engine.Ports;
using MirrorGuard.Engine.Reports;

namespace MirrorGuard.Engine;

/// <summary>
/// Puts the policy's reports into words: which volume and disk, what happened, what happens next,
/// and what the reader has to do.
/// </summary>
/// <param name="volume">The volume's name, <c>vg/lv</c>.</param>
/// <param name="names">Names the legs.</param>
/// <param name="log">Where to write.</param>
internal sealed class Announcer(string volume, ComponentNames names, IEventLog log)
{
    private string RestartTheCopy =>
        $"The kernel does not go on with it by itself: check the disk, then restart the copy with 'lvchange --refresh {volume}'.";

    /// <summary>
    /// Not 'lvchange --refresh': it suspends and resumes the same table, and a table in which a cache flush failed lets the legs
    /// drift apart from then on, in sync by its own account (kernel <c>dm-region-hash.c</c>, <c>flush_failure</c>).
    /// </summary>
    private string LoadAnew => $"load the volume anew with 'lvchange -an {volume}' and 'lvchange -ay {volume}', or by restarting the "
        + "machine where held writes keep it in use. Do not use 'lvchange --refresh': after a failed cache flush the legs drift apart.";

    /// <summary>The leg that a repair removed is put back if its disk returns: a person need not.</summary>
    internal bool IsLegAwaited { get; set; }

    /// <summary>Says what is to be said about <paramref name="report"/>; nothing for <see cref="Report.None"/>.</summary>
    /// <param name="report">What is to be said.</param>
    /// <param name="state">What is remembered.</param>
    /// <param name="settings">How long it may last.</param>
    /// <param name="status">The status by which it was decided.</param>
    /// <param name="failedAs">How the mirror looked before its second leg was released: nothing is said before writes go on.</param>
    /// <param name="now">The time.</param>
    internal void Say(Report report, in DeviceState state, FaultSettings settings, DeviceStatus status, in MirrorStatus failedAs, Instant now)
    {
        if (report == Report.None)
            return;

        if (Names(report))
            SayWhatFailed(status);
        if (report == Report.Released && failedAs.LegCount > 0)
            SayWhatFailed(in failedAs);
        var sentence = OutageWords.Tells(report)
            ? OutageWords.Sentence(report, state.Outage, settings, PartName(state.Outage.Leg, status), status, now)
            : RelocationWords.Sentence(report, volume) ?? Sentence(report, state.Repair, status, now);
        log.Write(new Occurrence(ReportEvents.Of(report), SeverityOf(report), volume, sentence) { Cause = report.ToString(), Status = Text(status) });
    }

    /// <summary>Says that more than one disk went away within seconds, if so.</summary>
    internal void SaySharedCause(int otherDisks)
    {
        if (otherDisks == 0)
            return;
        var others = string.Create(CultureInfo.InvariantCulture, $"{otherDisks} other {(otherDisks == 1 ? "disk" : "disks")}");
        log.Write(new Occurrence(
            EventKind.Noted,
            Severity.Warning,
            volume,
            $"{others} failed within {Seconds(DiskDeaths.Together)} s. Look for what they share (controller, cable, enclosure, power) "
                + "before you replace a disk. Each is waited for as usual."));
    }

    /// <summary>Whether the failed parts are named line by line before the sentence.</summary>
    private static bool Names(Report report) => report
        is Report.RepairFollows or Report.RepairFollowsObserved or Report.ReadFailed or Report.SyncFailed
        or Report.LogUnreachable or Report.Repaired or Report.FaultWithdrawn or Report.NeedsPersonPrimaryInDoubt
        or Report.NeedsPersonNoCompleteLeg or Report.NeedsPersonNoGoodLeg
        or Report.Held or Report.WaitsForLeg or Report.Relocating;

    private void SayWhatFailed(DeviceStatus status)
    {
        foreach (ref readonly var mirror in status.Mirrors)
            SayWhatFailed(in mirror);
    }

    private void SayWhatFailed(in MirrorStatus mirror)
    {
        foreach (var line in StatusExplanation.LogLines(names.Of(in mirror), in mirror))
            log.Write(new Occurrence(EventKind.Noted, Severity.Warning, volume, line) { Status = mirror.ToString() });
    }

    /// <summary>Says what was found, and done, at one place.</summary>
    internal void Say(in RelocationFinding finding, DeviceStatus status)
    {
        var known = status.Mirrors.Length > 0 ? names.Of(in status.Mirrors[0]) : VolumeNames.Only(volume);
        var isLeft = finding.IsLost || finding.IsInDoubt;
        log.Write(new Occurrence(
            isLeft ? EventKind.Unreadable : EventKind.Relocated, isLeft ? Severity.Error : Severity.Notice, volume, RelocationWords.Of(in finding, known))
        {
            Cause = finding.IsLost ? "lost" : finding.IsInDoubt ? "in doubt" : "",
        });
    }

    /// <summary>Says what was overwritten, and how a person puts it back.</summary>
    internal void Say(in OverwriteFinding finding, DeviceStatus status)
    {
        var known = status.Mirrors.Length > 0 ? names.Of(in status.Mirrors[0]) : VolumeNames.Only(volume);
        log.Write(new Occurrence(
            EventKind.Overwritten, finding.IsWritten ? Severity.Warning : Severity.Error, volume, RelocationWords.Of(in finding, known, volume))
        {
            Cause = finding.IsWritten ? "" : "half",
        });
    }

    /// <summary>Says where the scan found what nobody is to rewrite.</summary>
    internal void Say(in FoundPlace place, DeviceStatus status)
    {
        var known = status.Mirrors.Length > 0 ? names.Of(in status.Mirrors[0]) : VolumeNames.Only(volume);
        log.Write(new Occurrence(EventKind.Unreadable, Severity.Warning, volume, RelocationWords.Of(in place, known)));
    }

    private static string? Text(DeviceStatus status) => status.Mirrors.Length > 0 ? status.Mirrors[0].ToString() : null;

    private static Severity SeverityOf(Report report) => report switch
    {
        Report.InSync or Report.Repaired or Report.ResyncInstead or Report.Refilling or Report.Recovered or Report.LvmTookOver
            or Report.Relocated or Report.PlacesRelocated => Severity.Notice,
        Report.ReadFailed or Report.LogUnreachable or Report.RepairFollows or Report.RepairFollowsObserved
            or Report.RepairFailedTriedAgain or Report.Released or Report.Held or Report.WaitsForLeg or Report.PatienceEnds
            or Report.Relocating or Report.RelocatedNotRearmed or Report.ReadErrorUnexplained or Report.RelocationPostponed
            or Report.LegWornOut or Report.RelocatingPlaces or Report.PlacesLeftUnreadable or Report.LegSilent => Severity.Warning,
        _ => Severity.Error,
    };

    private string Sentence(Report report, in RepairState state, DeviceStatus status, Instant now) => report switch
    {
        Report.InSync => "in sync: every leg holds the same data.",
        Report.ReadFailed when IsPrimaryInDoubt(in state) => $"what is read now may be old. {KeepOtherLegs}",
        Report.ReadFailed => "nothing is lost, as long as another leg can be read there; check the disk.",
        Report.SyncFailed => "NEEDS A PERSON: the copy is incomplete, and writes to what is not in sync may wait. "
            + (IsPrimaryInDoubt(in state) ? KeepOtherLegs : RestartTheCopy),
        Report.LogUnreachable => "nobody keeps track of which regions are in sync; see to the cluster's log daemon.",
        Report.RepairFollows => $"LVM repairs the volume {When(state.DueAt - now)}; writes wait until that is done. "
            + "Nothing has to be done by hand.",
        Report.RepairFollowsObserved => $"LVM repairs the volume {When(state.DueAt - now)}, as faults/mode = \"observe\" has it; with \"act\" "
            + "the failed part would be waited for first.",
        Report.Repaired => $"repaired: {Shape(status)}",
        Report.ResyncInstead => "the leg is back, and the kernel brings it in sync; no repair was needed.",
        Report.FaultWithdrawn => "the kernel reports no failure any more, though nobody reloaded the volume. After a failed cache "
            + "flush its legs may differ without its knowing: take the volume out of use, then bring it in sync again with "
            + $"'lvchange --resync {volume}'.",
        Report.RepairFailedTriedAgain => string.Create(CultureInfo.InvariantCulture,
            $"the repair did not help; it is tried again in {Seconds(state.DueAt - now)} s ({state.FailedRepairs} of {RepairPolicy.MaxRepairs} tries)."),
        Report.NeedsPersonRepairFails => $"NEEDS A PERSON: LVM's repair failed {RepairPolicy.MaxRepairs} times. Writes wait. "
            + $"See LVM's messages above, and run 'lvconvert --repair {volume}' by hand.",
        Report.NeedsPersonNoCompleteLeg => "NEEDS A PERSON: no leg that a repair would keep is known to be complete, so it could keep "
            + $"stale data and is not run. {(IsPrimaryInDoubt(in state) ? KeepOtherLegs : $"Bring the failed disk back, then {LoadAnew}")}",
        Report.NeedsPersonNoGoodLeg => "NEEDS A PERSON: every leg failed, so a repair would remove the last copy and is not run. "
            + (IsPrimaryInDoubt(in state) ? KeepOtherLegs : $"Bring all disks back, then {LoadAnew}"),
        Report.NeedsPersonPrimaryInDoubt => "NEEDS A PERSON: the kernel reports no failure of the primary leg any more, though nobody "
            + "reloaded the volume. After a failed cache flush the newest data may be on the other legs only, and whatever reloads the "
            + "volume copies the primary leg over them: do not refresh, resync, extend or restart it. "
            + WithoutPrimaryLeg(status),
        Report.NeedsPersonUnknownStatus => $"NEEDS A PERSON: the kernel's status is not understood, so nothing is done: {status.Refusal}.",
        _ => throw new ArgumentOutOfRangeException(nameof(report)),
    };

    private string PartName(int part, DeviceStatus status)
    {
        if (status.Mirrors.Length == 0)
            return "the part that was waited for";
        ref readonly var mirror = ref status.Mirrors[0];
        return OutageWords.PartName(names.Of(in mirror), in mirror, part);
    }

    private string Shape(DeviceStatus status)
    {
        if (status.Mirrors.Length == 0)
            return "the failed leg was removed, and the volume is no longer mirrored."
                + (IsLegAwaited ? "" : $" Replace the disk, then add a leg with 'lvconvert --type mirror -m1 {volume}'.");
        ref readonly var mirror = ref status.Mirrors[0];
        if (mirror.InSync.IsInSync)
            return $"{mirror.LegCount} legs, in sync.";
        var rest = CopyFailed(in mirror) ? $"the copy of the rest failed. {RestartTheCopy}" : "the rest is being copied.";
        return string.Create(CultureInfo.InvariantCulture,
            $"{mirror.LegCount} legs; {mirror.InSync.Synced} of {mirror.InSync.Total} regions are in sync, {rest}");
    }

    private static bool CopyFailed(in MirrorStatus mirror)
    {
        foreach (var leg in mirror.Legs)
        {
            if (leg.Health == Health.SyncFailed)
                return true;
        }
        return false;
    }

    private static bool IsPrimaryInDoubt(in RepairState state) => state.Copies.InDoubt.HasFlag(DeadParts.PrimaryLeg);

    private string KeepOtherLegs =>
        "The newest data may be on the other legs only, and whatever reloads the volume copies the primary leg over them: do not refresh, "
        + $"resync, repair, extend or restart {volume}, bring the failed disk back, and save what the images of the other legs hold.";

    /// <summary>
    /// LVM removes a leg that lies wholly on the disks that it is given, the last one first; where there is none, it removes the last
    /// leg, here the good one (<c>mirror.c: _remove_mirror_images</c>). So the command is given only where it can mean no other leg.
    /// </summary>
    private string WithoutPrimaryLeg(DeviceStatus status)
    {
        ref readonly var mirror = ref status.Mirrors[0];
        var known = names.Of(in mirror);
        var primary = known.Of(mirror[0].Device);
        var isClear = primary.Disks.Count > 0;
        for (var leg = 1; leg < mirror.LegCount; leg++)
            isClear &= known.Of(mirror[leg].Device).Disks.Except(primary.Disks).Any();

        var disks = isClear ? string.Join(' ', primary.Disks.Select(Node)) : "DISKS";
        var command = string.Create(CultureInfo.InvariantCulture, $"lvconvert -m{Math.Max(0, mirror.LegCount - 2)} {volume} {disks}");
        return isClear
            ? $"Take the primary leg out with '{command}'."
            : $"Take the primary leg out with '{command}', DISKS being all disks of {primary} and of no other leg: else LVM takes a good leg out.";
    }

    /// <summary>A disk may be named with what it is made of: <c>/dev/mapper/mpatha (/dev/sdb, /dev/sdc)</c>.</summary>
    private static string Node(string disk) => disk.Split(' ')[0];

    private static string When(TimeSpan wait) => wait > TimeSpan.Zero
        ? string.Create(CultureInfo.InvariantCulture, $"in {Seconds(wait)} s, since repairs have just failed")
        : "now";

    private static double Seconds(TimeSpan duration) => Math.Round(duration.TotalSeconds, 1);
}
