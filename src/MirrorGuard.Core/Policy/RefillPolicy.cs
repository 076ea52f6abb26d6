using System;
using MirrorGuard.Core.Faults;

namespace MirrorGuard.Core.Policy;

/// <summary>One step while the kernel copies to a part that is back.</summary>
internal static class RefillPolicy
{
    internal static Decision Step(in DeviceState state, in PolicyInput input)
    {
        if (input.Kind != InputKind.Due)
            return OutagePolicy.Keep(in state, state.Outage);
        var outage = state.Outage with { ToCopy = Math.Max(state.Outage.ToCopy, input.Seen.Mirror.InSync.OutOfSync) };
        if (OutagePolicy.IsOver(in state, in input))
            return OutagePolicy.Over(in state);
        var wasLegDead = (state.Repair.Dead & DeadParts.Legs) != DeadParts.None;
        return input.Seen.Verdict switch
        {
            Verdict.InSync when !wasLegDead => new Decision(new DeviceState(Fresh(in input), Ended(in outage)), Work.None, Report.Recovered),
            Verdict.Resyncing when !wasLegDead => WhileCopying(in state, in outage, in input),
            _ => OutagePolicy.OverRemembering(in state) with { IsFailure = true },
        };
    }

    /// <summary>Only for the words: without the legs nothing that fails later is taken for the same.</summary>
    private static Outage Ended(in Outage outage) => outage with { Stage = OutageStage.None, Layout = 0 };

    /// <summary>A copy may stop without a letter (the kernel forgets a failed flush). No reload by ourselves: its suspend might wait for that copy for ever.</summary>
    private static Decision WhileCopying(in DeviceState state, in Outage outage, in PolicyInput input)
    {
        var synced = input.Seen.Mirror.InSync.Synced;
        var isMoving = synced != outage.Synced;
        var isNews = !isMoving && !outage.IsStandstillSaid && input.Now - outage.CopiedAt >= OutageTimes.Standstill;
        var looked = outage with
        {
            DueAt = input.Now + OutageTimes.RefillLook,
            Synced = synced,
            CopiedAt = isMoving ? input.Now : outage.CopiedAt,
            IsStandstillSaid = !isMoving && (outage.IsStandstillSaid || isNews),
        };
        return OutagePolicy.Keep(in state, in looked) with { Report = isNews ? Report.NeedsPersonCopyStandsStill : Report.None };
    }

    private static RepairState Fresh(in PolicyInput input) => Memory.After(RepairState.Registered, input.Kind, input.Seen);
}
