using System;
using MirrorGuard.Core.Faults;
using MirrorGuard.Core.Time;

namespace MirrorGuard.Core.Policy;

/// <summary>
/// As good as the stock DSO: a dead leg or log is repaired by LVM at once. And where stock is
/// blunt, better: a repair that would keep stale data or remove the last copy is never started,
/// one that fails is tried again a few times, and the end is always said.
///
/// One pure step. Events that come while a repair is due or runs are only remembered; the status
/// that ends the wait must be newer than the last of them, which the engine sees to.
/// </summary>
public static class RepairPolicy
{
    /// <summary>Repairs in a row before a person is called: with the pauses below, half a minute.</summary>
    public const int MaxRepairs = 5;

    /// <summary>The pause after the first failed repair; it doubles each time.</summary>
    public static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(2);

    /// <summary>
    /// After this long a new fault is repaired at once again. Before, it waits as a retry does, and has one try where all were used
    /// up: a disk that comes and goes must not have LVM try for ever.
    /// </summary>
    public static readonly TimeSpan Forgiveness = TimeSpan.FromMinutes(10);

    /// <summary>Decides; a <see cref="RepairStep"/>.</summary>
    /// <param name="state">What was remembered.</param>
    /// <param name="kind">Why the policy is asked.</param>
    /// <param name="seen">What the status says now.</param>
    /// <param name="now">The time.</param>
    public static RepairDecision Step(in RepairState state, InputKind kind, in Diagnosis seen, Instant now)
    {
        var known = Memory.After(in state, kind, in seen);
        var judged = Memory.Recheck(in state, in seen);

        return kind switch
        {
            InputKind.Registered or InputKind.Event => Observe(in known, kind, in judged, now, before: state.Copies),
            InputKind.Due => WhenDue(in known, in judged, now),
            InputKind.RepairSucceeded or InputKind.RepairFailed => AfterRepair(in known, kind, in judged, now),
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
    }

    /// <summary>The pause before the next repair.</summary>
    /// <param name="failedRepairs">1 to <see cref="MaxRepairs"/>.</param>
    public static TimeSpan PauseAfter(int failedRepairs) => FirstPause * (1 << (failedRepairs - 1));

    private static RepairDecision Observe(in RepairState state, InputKind kind, in Diagnosis seen, Instant now, CopyKnowledge before)
    {
        // A repair under way looks for itself when it is due and when it ends.
        if (state.Phase is Phase.RepairDue or Phase.Repairing)
            return Nothing(in state);
        var isNewDoubt = kind == InputKind.Registered || state.Copies.InDoubt != before.InDoubt;
        if (isNewDoubt && !seen.HasDeadComponent && !state.Copies.TrustsKernel)
            return Withdraw(in state, in seen);

        var isNew = seen.Faults != state.Faults;
        return seen.Verdict switch
        {
            Verdict.Repairable => isNew ? StartRepair(in state, in seen, now) : Nothing(in state),
            Verdict.NoCompleteLeg or Verdict.NoGoodLeg or Verdict.Unknown or Verdict.Unreadable =>
                isNew ? CallPerson(in state, in seen, ReportOf(seen.Verdict)) : Nothing(in state),
            Verdict.SyncFailed or Verdict.ReadFailed or Verdict.LogUnreachable =>
                Say(in state, seen.Faults, isNew ? ReportOf(seen.Verdict) : Report.None),
            Verdict.InSync => Say(in state, 0, IsNews(in state, kind, isNew || !before.WasFullySynced || !before.TrustsKernel) ? Report.InSync : Report.None),
            Verdict.Resyncing or Verdict.NoMirror or Verdict.Gone => Say(in state, 0, Report.None),
            _ => throw new ArgumentOutOfRangeException(nameof(seen)),
        };
    }

    private static bool IsNews(in RepairState state, InputKind kind, bool isChange) =>
        kind == InputKind.Event && isChange && state.Copies.TrustsKernel;

    private static RepairDecision WhenDue(in RepairState state, in Diagnosis seen, Instant now)
    {
        // The event of what is seen here is still to come. Should the kernel forget it until then, these are the legs that it forgot.
        if (state.Phase != Phase.RepairDue)
            return Nothing(seen.HasDeadComponent && state.Phase != Phase.Repairing ? state with { Layout = seen.Layout } : state);

        return seen.Verdict switch
        {
            Verdict.Repairable => new RepairDecision(
                state with
                {
                    Phase = Phase.Repairing,
                    Copies = Memory.WhenRepairBegins(in state, in seen),
                    Faults = seen.Faults,
                    Layout = seen.Layout,
                },
                Work.Repair,
                Report.None),
            Verdict.NoCompleteLeg or Verdict.NoGoodLeg or Verdict.Unknown => CallPerson(in state, in seen, ReportOf(seen.Verdict)),
            Verdict.Unreadable => LookAgain(in state, in seen, now),
            _ => FaultIsGone(in state, InputKind.Due, in seen),
        };
    }

    private static RepairDecision AfterRepair(in RepairState state, InputKind kind, in Diagnosis seen, Instant now)
    {
        if (state.Phase != Phase.Repairing)
            return Nothing(in state);

        return seen.Verdict switch
        {
            Verdict.Repairable => StillDead(in state, kind, in seen, now),
            Verdict.NoCompleteLeg or Verdict.NoGoodLeg or Verdict.Unknown => CallPerson(in state, in seen, ReportOf(seen.Verdict)),
            Verdict.Unreadable => LookAgain(in state, in seen, now),
            _ => FaultIsGone(kind == InputKind.RepairFailed ? Tried(in state, now) : state, kind, in seen),
        };
    }

    private static RepairDecision StartRepair(in RepairState state, in Diagnosis seen, Instant now)
    {
        var failed = now - state.DueAt > Forgiveness ? 0 : state.FailedRepairs;
        var due = failed == 0 ? now : now + PauseAfter(failed);
        var next = state with { Phase = Phase.RepairDue, Faults = seen.Faults, Layout = seen.Layout, FailedRepairs = failed, DueAt = due };
        return new RepairDecision(next, Work.ComeBackWhenDue, Report.RepairFollows);
    }

    private static RepairDecision StillDead(in RepairState state, InputKind kind, in Diagnosis seen, Instant now)
    {
        // LVM loaded a table with other legs. What was seen of the old one says nothing about them: a
        // write to a region that is still to be copied goes to the new primary leg only.
        var isOtherTable = seen.Layout != state.Layout;
        if (isOtherTable && seen.RestsOnMemory)
            return CallPerson(state with { Copies = default }, in seen, Report.NeedsPersonNoCompleteLeg);
        if (isOtherTable && kind == InputKind.RepairSucceeded)
            return StartRepair(state with { Copies = default, FailedRepairs = 0 }, in seen, now);

        var tried = Tried(in state, now);
        if (tried.FailedRepairs == MaxRepairs)
            return CallPerson(in tried, in seen, Report.NeedsPersonRepairFails);
        var due = now + PauseAfter(tried.FailedRepairs);
        return new RepairDecision(
            tried with { Phase = Phase.RepairDue, Faults = seen.Faults, Layout = seen.Layout, DueAt = due },
            Work.ComeBackWhenDue,
            Report.RepairFailedTriedAgain);
    }

    /// <summary>Device-mapper did not answer, for lack of memory perhaps: the fault is not given up for that.</summary>
    private static RepairDecision LookAgain(in RepairState state, in Diagnosis seen, Instant now)
    {
        var tried = Tried(in state, now);
        if (tried.FailedRepairs == MaxRepairs)
            return CallPerson(in tried, in seen, Report.NeedsPersonUnknownStatus);
        var due = now + PauseAfter(tried.FailedRepairs);
        return new RepairDecision(tried with { Phase = Phase.RepairDue, DueAt = due }, Work.ComeBackWhenDue, Report.None);
    }

    private static RepairState Tried(in RepairState state, Instant now) =>
        state with { FailedRepairs = Math.Min(state.FailedRepairs + 1, MaxRepairs), DueAt = now };

    /// <summary>
    /// Nothing is dead any more. Other legs: LVM replaced or removed the dead one. The same legs, in
    /// sync: the kernel withdrew its report. The same legs, and a resync: LVM put another leg or log
    /// under the old number, or somebody else reloaded the table.
    /// </summary>
    private static RepairDecision FaultIsGone(in RepairState state, InputKind kind, in Diagnosis seen)
    {
        if (seen.Verdict == Verdict.Gone)
            return Say(in state, 0, Report.None);
        if (seen.Layout != state.Layout)
            return Say(state with { FailedRepairs = 0 }, seen.Faults, Report.Repaired);
        if (!state.Copies.TrustsKernel)
            return Withdraw(in state, in seen);
        if (seen.Verdict is Verdict.SyncFailed or Verdict.ReadFailed or Verdict.LogUnreachable)
            return Say(in state, seen.Faults, ReportOf(seen.Verdict));
        if (kind == InputKind.RepairSucceeded)
            return Say(state with { FailedRepairs = 0 }, 0, Report.Repaired);
        return Say(in state, 0, seen.IsFullySynced ? Report.InSync : Report.ResyncInstead);
    }

    private static RepairDecision Withdraw(in RepairState state, in Diagnosis seen) => state.Copies.InDoubt.HasFlag(DeadParts.PrimaryLeg)
        ? new(state with { Phase = Phase.NeedsPerson, Faults = seen.Faults }, Work.None, Report.NeedsPersonPrimaryInDoubt)
        : Say(in state, seen.Faults, Report.FaultWithdrawn);

    private static Report ReportOf(Verdict verdict) => verdict switch
    {
        Verdict.NoCompleteLeg => Report.NeedsPersonNoCompleteLeg,
        Verdict.NoGoodLeg => Report.NeedsPersonNoGoodLeg,
        Verdict.Unknown or Verdict.Unreadable => Report.NeedsPersonUnknownStatus,
        Verdict.SyncFailed => Report.SyncFailed,
        Verdict.ReadFailed => Report.ReadFailed,
        Verdict.LogUnreachable => Report.LogUnreachable,
        _ => throw new ArgumentOutOfRangeException(nameof(verdict)),
    };

    private static RepairDecision CallPerson(in RepairState state, in Diagnosis seen, Report report) => new(
        state with { Phase = Phase.NeedsPerson, Faults = seen.Faults, Layout = report == Report.NeedsPersonUnknownStatus ? state.Layout : seen.Layout },
        Work.None,
        report);

    private static RepairDecision Say(in RepairState state, ulong faults, Report report) =>
        new(state with { Phase = Phase.Watching, Faults = faults }, Work.None, report);

    private static RepairDecision Nothing(in RepairState state) => new(state, Work.None, Report.None);
}
