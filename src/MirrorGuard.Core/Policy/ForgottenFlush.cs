using MirrorGuard.Core.Faults;

namespace MirrorGuard.Core.Policy;

/// <summary>
/// The kernel took back its report of the leg that is waited for, as it does after a failed flush, but a write failed at the same
/// moment: it is held, with nothing in the status to show it but a count that stands still. A table that somebody loaded looks the
/// same while it copies, so it takes two looks to tell them apart.
/// </summary>
internal static class ForgottenFlush
{
    internal static bool Is(in DeviceState state, in PolicyInput input) =>
        state.Outage.Leg > 0 && MayBe(in input);

    /// <summary>Or a table that somebody loaded.</summary>
    internal static bool MayBe(in PolicyInput input) => input.Seen.Verdict == Verdict.Resyncing && input.Seen.Mirror.Part == SoleMirror.Nothing;

    /// <summary>The same, and no write failed beside, so that every region counts as in sync.</summary>
    internal static bool IsAlone(in DeviceState state, in PolicyInput input) =>
        state.Repair.Copies.InDoubt == DeadParts.SecondaryLeg && input.Seen.Verdict == Verdict.InSync;

    /// <summary>No repair: with every letter at A LVM might take the stale leg for the good one, should the primary leg's disk be away by then.</summary>
    internal static Decision Withdraw(in PolicyInput input)
    {
        var copies = new CopyKnowledge(WasFullySynced: false, DeadParts.SecondaryLeg);
        var repair = RepairState.Registered with
        {
            Copies = copies,
            Layout = input.Seen.Layout,
            Faults = input.Seen.Faults,
            OutOfSync = input.Seen.Mirror.InSync.OutOfSync,
        };
        return new Decision(new DeviceState(repair, default), Work.None, Report.FaultWithdrawn);
    }
}
