using System;
using System.Globalization;
using MirrorGuard.Core.Explain;
using MirrorGuard.Core.Policy;
using MirrorGuard.Core.Status;
using MirrorGuard.Core.Time;
using MirrorGuard.Engine.Ports;

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
    private const string RestartTheCopy =
        "The kernel does not go on with it by itself: check the disk, then restart the copy with 'lvchange --refresh'.";

    /// <summary>Says what is to be said about <paramref name="report"/>; nothing for <see cref="Report.None"/>.</summary>
    internal void Say(Report report, in DeviceState state, DeviceStatus status, Instant now)
    {
        if (report == Report.None)
            return;

        if (Names(report))
            SayWhatFailed(status);
        log.Write(SeverityOf(report), $"{volume}: {Sentence(report, in state, status, now)}");
    }

    /// <summary>Whether the failed parts are named line by line before the sentence.</summary>
    private static bool Names(Report report) => report
        is Report.RepairFollows or Report.ReadFailed or Report.SyncFailed
        or Report.LogUnreachable or Report.Repaired or Report.FaultWithdrawn or Report.NeedsPersonPrimaryInDoubt
        or Report.NeedsPersonNoCompleteLeg or Report.NeedsPersonNoGoodLeg;

    private void SayWhatFailed(DeviceStatus status)
    {
        foreach (ref readonly var mirror in status.Mirrors)
        {
            foreach (var line in StatusExplanation.LogLines(names.Of(in mirror), in mirror))
                log.Write(Severity.Warning, line);
        }
    }

    private static Severity SeverityOf(Report report) => report switch
    {
        Report.InSync or Report.Repaired or Report.ResyncInstead => Severity.Notice,
        Report.ReadFailed or Report.SyncFailed or Report.LogUnreachable or Report.RepairFollows
            or Report.RepairFailedTriedAgain => Severity.Warning,
        _ => Severity.Error,
    };

    private string Sentence(Report report, in DeviceState state, DeviceStatus status, Instant now) => report switch
    {
        Report.InSync => "in sync: every leg holds the same data.",
        Report.ReadFailed => "nothing is lost, as long as another leg can be read there; check the disk.",
        Report.SyncFailed => $"the copy is incomplete. {RestartTheCopy}",
        Report.LogUnreachable => "nobody keeps track of which regions are in sync; see to the cluster's log daemon.",
        Report.RepairFollows => $"LVM repairs the volume {When(state.DueAt - now)}; writes wait until that is done. "
            + "Nothing has to be done by hand.",
        Report.Repaired => $"repaired: {Shape(status)}",
        Report.ResyncInstead => "the leg is back, and the kernel brings it in sync; no repair was needed.",
        Report.FaultWithdrawn => "the kernel reports no failure any more, though nobody reloaded the volume. After a failed cache "
            + "flush its legs may differ without its knowing: bring the volume in sync again with 'lvchange --resync'.",
        Report.RepairFailedTriedAgain => string.Create(CultureInfo.InvariantCulture,
            $"the repair did not help; it is tried again in {Seconds(state.DueAt - now)} s ({state.FailedRepairs} of {RepairPolicy.MaxRepairs} tries)."),
        Report.NeedsPersonRepairFails => $"NEEDS A PERSON: LVM's repair failed {RepairPolicy.MaxRepairs} times. Writes wait. "
            + "See LVM's messages above, and run 'lvconvert --repair' by hand.",
        Report.NeedsPersonNoCompleteLeg => "NEEDS A PERSON: no leg that a repair would keep is known to be complete, so it could keep "
            + "stale data and is not run. Bring the failed disk back, then run 'lvchange --refresh'.",
        Report.NeedsPersonNoGoodLeg => "NEEDS A PERSON: every leg failed, so a repair would remove the last copy and is not run. "
            + "Bring a disk back, the one that failed last first, then run 'lvchange --refresh'.",
        Report.NeedsPersonPrimaryInDoubt => "NEEDS A PERSON: the kernel reports no failure of the primary leg any more, though nobody "
            + "reloaded the volume. After a failed cache flush the newest data may be on the other legs only, and whatever reloads the "
            + "volume copies the primary leg over them: do not refresh, resync, extend or restart it. Take the primary leg out with "
            + $"'{WithoutPrimaryLeg(status)}'.",
        Report.NeedsPersonUnknownStatus => $"NEEDS A PERSON: the kernel's status is not understood, so nothing is done: {status.Refusal}.",
        _ => throw new ArgumentOutOfRangeException(nameof(report)),
    };

    private static string Shape(DeviceStatus status)
    {
        if (status.Mirrors.Length == 0)
            return "the failed leg was removed, and the volume is no longer mirrored. "
                + "Replace the disk, then add a leg with 'lvconvert --type mirror -m1'.";
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

    /// <summary>LVM removes the leg that lies on the disk it is given.</summary>
    private string WithoutPrimaryLeg(DeviceStatus status)
    {
        ref readonly var mirror = ref status.Mirrors[0];
        var disk = names.Of(in mirror).Of(mirror[0].Device).Disks is [var only] ? only : "DISK-OF-THE-PRIMARY-LEG";
        return string.Create(CultureInfo.InvariantCulture, $"lvconvert -m{Math.Max(0, mirror.LegCount - 2)} {volume} {disk}");
    }

    private static string When(TimeSpan wait) => wait > TimeSpan.Zero
        ? string.Create(CultureInfo.InvariantCulture, $"in {Seconds(wait)} s, since repairs have just failed")
        : "now";

    private static double Seconds(TimeSpan duration) => Math.Round(duration.TotalSeconds, 1);
}
