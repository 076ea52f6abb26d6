using System;
using MirrorGuard.Core.Policy;
using MirrorGuard.Core.Reattach;
using MirrorGuard.Core.Reports;

namespace MirrorGuard.Engine.Reports;

/// <summary>
/// Which of what is said are events for programs. What is followed within moments by its outcome is only noted: a person is told of the
/// outcome.
/// </summary>
internal static class ReportEvents
{
    internal static EventKind Of(Report report) => report switch
    {
        Report.None or Report.InSync or Report.ReadFailed or Report.RepairFollows or Report.RepairFollowsObserved
            or Report.RepairFailedTriedAgain or Report.Held or Report.Refilling or Report.PatienceEnds or Report.LvmTookOver
            or Report.Relocating or Report.Relocated or Report.RelocatingPlaces or Report.PlacesRelocated or Report.RelocationPostponed
            or Report.LegWornOut or Report.RelocatedNotRearmed or Report.PlacesLeftUnreadable => EventKind.Noted,
        Report.Released => EventKind.LegReleased,
        Report.Recovered or Report.ResyncInstead => EventKind.LegReturned,
        Report.Repaired => EventKind.LegRepaired,
        Report.WaitsForLeg => EventKind.ResyncFailed,
        Report.ReadErrorUnexplained or Report.LegSilent => EventKind.Unreadable,
        Report.OtherDisk => EventKind.OtherDisk,
        Report.SyncFailed or Report.LogUnreachable or Report.FaultWithdrawn or Report.NeedsPersonRepairFails or Report.NeedsPersonNoCompleteLeg
            or Report.NeedsPersonNoGoodLeg or Report.NeedsPersonPrimaryInDoubt or Report.NeedsPersonUnknownStatus or Report.NeedsPersonSwapHangs
            or Report.NeedsPersonCopyStandsStill or Report.NeedsPersonReadErrorsUnexplained or Report.NeedsPersonSourceInDoubt
            or Report.NeedsPersonPlacesLost or Report.NeedsPersonLegWornOut => EventKind.NeedsPerson,
        _ => throw new ArgumentOutOfRangeException(nameof(report)),
    };

    internal static EventKind Of(ReattachReport report) => report switch
    {
        ReattachReport.None or ReattachReport.Awaited or ReattachReport.DiskTaken or ReattachReport.VolumeChanged or ReattachReport.TurnedOff
            or ReattachReport.TriedAgain => EventKind.Noted,
        ReattachReport.PutBack => EventKind.LegReturned,
        ReattachReport.OtherDisk => EventKind.OtherDisk,
        ReattachReport.NotBack or ReattachReport.OtherLeg or ReattachReport.NeedsPersonRefused or ReattachReport.NeedsPersonHangs => EventKind.NeedsPerson,
        _ => throw new ArgumentOutOfRangeException(nameof(report)),
    };
}
