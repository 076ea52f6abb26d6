using System;
using MirrorGuard.Core.Faults;
using MirrorGuard.Core.Time;

namespace MirrorGuard.Core.Policy;

/// <summary>
/// As good as the stock DSO: a dead leg or log is repaired by LVM at once. And where stock is
/// blunt, better: a repair that would keep stale data or remove the last copy is never started,
/// one that fails is tried again a few times, and the end is always said.
///
/// One pure step; the status is read anew before and after every repair, so an event that
/// arrives meanwhile cannot be lost.
/// </summary>
public static class RepairPolicy
{
    /// <summary>Repairs of one fault before a person is called: with the pauses below, half a minute.</summary>
    public const int MaxRepairs = 5;

    /// <summary>The pause after the first failed repair; it doubles each time.</summary>
    public static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(2);

    /// <summary>Decides.</summary>
    /// <param name="state">What was remembered.</param>
    /// <param name="kind">Why the policy is asked.</param>
    /// <param name="seen">What the status says now.</param>
    /// <param name="now">The time.</param>
    public static Decision Step(in DeviceState state, InputKind kind, in Diagnosis seen, Instant now)
    {
        var known = state with { WasFullySynced = seen.HasDeadComponent ? state.WasFullySynced : seen.IsFullySynced };

        return kind switch
        {
            InputKind.Registered or InputKind.Event => Observe(in known, kind, in seen, now, wasInSync: state.WasFullySynced),
            InputKind.Due => WhenDue(in known, in seen),
            InputKind.RepairSucceeded or InputKind.RepairFailed => AfterRepair(in known, in seen, now),
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
    }

    /// <summary>The pause before the next repair.</summary>
    /// <param name="failedRepairs">1 to <see cref="MaxRepairs"/>.</param>
    public static TimeSpan PauseAfter(int failedRepairs) => FirstPause * (1 << (failedRepairs - 1));

    private static Decision Observe(in DeviceState state, InputKind kind, in Diagnosis seen, Instant now, bool wasInSync)
    {
        // A repair under way looks for itself when it is due and when it ends.
        if (state.Phase is Phase.RepairDue or Phase.Repairing)
            return Nothing(in state);

        var isNew = seen.Faults != state.Faults;
        return seen.Verdict switch
        {
            Verdict.Repairable => isNew ? StartRepair(in state, in seen, now) : Nothing(in state),
            Verdict.NoCompleteLeg => isNew ? CallPerson(in state, in seen, Report.NeedsPersonNoCompleteLeg) : Nothing(in state),
            Verdict.NoGoodLeg => isNew ? CallPerson(in state, in seen, Report.NeedsPersonNoGoodLeg) : Nothing(in state),
            Verdict.Unknown => Say(in state, state.Faults, Report.NeedsPersonUnknownStatus),
            Verdict.SyncFailed => Say(in state, seen.Faults, isNew ? Report.SyncFailed : Report.None),
            Verdict.ReadFailed => Say(in state, seen.Faults, isNew ? Report.ReadFailed : Report.None),
            Verdict.InSync => Say(in state, 0, kind == InputKind.Event && (isNew || !wasInSync) ? Report.InSync : Report.None),
            Verdict.Resyncing or Verdict.NoMirror or Verdict.Gone => Say(in state, 0, Report.None),
            _ => throw new ArgumentOutOfRangeException(nameof(seen)),
        };
    }

    private static Decision WhenDue(in DeviceState state, in Diagnosis seen)
    {
        if (state.Phase != Phase.RepairDue)
            return Nothing(in state);

        return seen.Verdict switch
        {
            Verdict.Repairable => new Decision(
                state with { Phase = Phase.Repairing, Faults = seen.Faults, Layout = seen.Layout }, Work.Repair, Report.None),
            Verdict.NoCompleteLeg => CallPerson(in state, in seen, Report.NeedsPersonNoCompleteLeg),
            Verdict.NoGoodLeg => CallPerson(in state, in seen, Report.NeedsPersonNoGoodLeg),
            Verdict.Unknown => CallPerson(in state, in seen, Report.NeedsPersonUnknownStatus),
            _ => FaultIsGone(in state, in seen),
        };
    }

    private static Decision AfterRepair(in DeviceState state, in Diagnosis seen, Instant now)
    {
        if (state.Phase != Phase.Repairing)
            return Nothing(in state);

        return seen.Verdict switch
        {
            Verdict.Repairable => RepairAgain(in state, in seen, now),
            Verdict.NoCompleteLeg => CallPerson(in state, in seen, Report.NeedsPersonNoCompleteLeg),
            Verdict.NoGoodLeg => CallPerson(in state, in seen, Report.NeedsPersonNoGoodLeg),
            Verdict.Unknown => CallPerson(in state, in seen, Report.NeedsPersonUnknownStatus),
            _ => FaultIsGone(in state, in seen),
        };
    }

    private static Decision StartRepair(in DeviceState state, in Diagnosis seen, Instant now) => new(
        state with { Phase = Phase.RepairDue, Faults = seen.Faults, Layout = seen.Layout, FailedRepairs = 0, DueAt = now },
        Work.ComeBackWhenDue, Report.RepairFollows);

    private static Decision RepairAgain(in DeviceState state, in Diagnosis seen, Instant now)
    {
        // Another fault than the one that was repaired: it gets repairs of its own.
        var failed = seen.Faults == state.Faults ? state.FailedRepairs + 1 : 1;
        if (failed >= MaxRepairs)
            return CallPerson(in state, in seen, Report.NeedsPersonRepairFails);

        var next = state with { Phase = Phase.RepairDue, Faults = seen.Faults, FailedRepairs = failed, DueAt = now + PauseAfter(failed) };
        return new Decision(next, Work.ComeBackWhenDue, Report.RepairFailedTriedAgain);
    }

    /// <summary>
    /// Nothing is dead any more. Other legs: LVM replaced or removed the dead one. The same legs,
    /// and a resync: somebody reloaded the table. The same legs in sync: the kernel withdrew its
    /// report, as it does after a failed flush, and that all-clear is not to be believed.
    /// </summary>
    private static Decision FaultIsGone(in DeviceState state, in Diagnosis seen)
    {
        var report = seen.Verdict == Verdict.Gone ? Report.None
            : seen.Layout != state.Layout ? Report.Repaired
            : seen.IsFullySynced ? Report.FaultWithdrawn
            : Report.ResyncInstead;
        return new Decision(state with { Phase = Phase.Watching, Faults = seen.Faults, FailedRepairs = 0 }, Work.None, report);
    }

    private static Decision CallPerson(in DeviceState state, in Diagnosis seen, Report report) =>
        new(state with { Phase = Phase.NeedsPerson, Faults = seen.Faults }, Work.None, report);

    private static Decision Say(in DeviceState state, ulong faults, Report report) =>
        new(state with { Phase = Phase.Watching, Faults = faults }, Work.None, report);

    private static Decision Nothing(in DeviceState state) => new(state, Work.None, Report.None);
}
