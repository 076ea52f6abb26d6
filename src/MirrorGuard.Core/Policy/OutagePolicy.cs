using System;
using MirrorGuard.Core.Faults;

namespace MirrorGuard.Core.Policy;

/// <summary>
/// One step of the waiting for a leg or log. Events only bring the next look forward: a look has
/// the tables as well as the status, and comes when no swap is under way.
///
/// A decision whose outage has the stage <see cref="OutageStage.None"/> and no report says that the
/// waiting is over and the status is to be judged afresh.
/// </summary>
internal static partial class OutagePolicy
{
    /// <summary>Swaps in a row that may be refused while a leg is out: with the pauses, longer than any LVM command.</summary>
    private const int MaxRefusals = 12;

    internal static Decision Step(in DeviceState state, in PolicyInput input)
    {
        if (state.Outage.Stage is not (OutageStage.Releasing or OutageStage.Holding or OutageStage.Waiting or OutageStage.Refilling))
            return StepAtStage(in state, in input);
        var known = state with { Repair = Memory.Noticing(state.Repair, input.Seen) };
        if (state.Outage.Stage == OutageStage.Releasing || !Memory.IsPrimaryForgotten(known.Repair, input.Seen))
            return StepAtStage(in known, in input);
        return input.Kind == InputKind.Due ? OverWithWritesHeld(in known) : LookAtOnce(in known, in input);
    }

    private static Decision StepAtStage(in DeviceState state, in PolicyInput input)
    {
        if (input.Kind == InputKind.Event)
            return Keep(in state, state.Outage.IsSwapping ? state.Outage : state.Outage with { DueAt = input.Now });
        if (input.Kind is InputKind.RepairSucceeded or InputKind.RepairFailed)
            return Keep(in state, state.Outage);
        return state.Outage.Stage switch
        {
            OutageStage.Releasing => WhileReleasing(in state, in input),
            OutageStage.Released => WhileReleased(in state, in input),
            OutageStage.Returning => WhileReturning(in state, in input),
            OutageStage.Holding => WhileHolding(in state, in input),
            OutageStage.Waiting => WhileWaiting(in state, in input),
            OutageStage.Reloading => WhileReloading(in state, in input),
            OutageStage.Refilling => RefillPolicy.Step(in state, in input),
            OutageStage.Hung => WhileHung(in state, in input),
            _ => throw new ArgumentOutOfRangeException(nameof(state)),
        };
    }

    private static Decision WhileReturning(in DeviceState state, in PolicyInput input) => input.Kind switch
    {
        InputKind.Swapped => Enter(in state, in input, OutageStage.Refilling, Report.Refilling),
        InputKind.SwapHangs => Hang(in state),
        InputKind.SwapRefused or InputKind.SwapFailed when state.Outage.Refusals >= MaxRefusals => GiveUp(in state, Report.PatienceEnds),
        InputKind.SwapRefused or InputKind.SwapFailed => TryLater(in state, in input, OutageStage.Released),
        InputKind.Due => IsOver(in state, in input) ? Over(in state) : new Decision(state, Work.Return, Report.None),
        _ => Keep(in state, state.Outage),
    };

    private static Decision WhileHolding(in DeviceState state, in PolicyInput input)
    {
        var isForgotten = ForgottenFlush.Is(in state, in input);
        var isOut = isForgotten || (input.Seen.HasDeadComponent && input.Seen.Mirror.Part == state.Outage.Leg);
        switch (input.Kind)
        {
            case InputKind.ProbeGood when !isOut:
                return LookAtOnce(in state, in input);
            case InputKind.ProbeGood when IsQuiet(in state, in input):
                return Swap(in state, OutageStage.Reloading, Work.Reload);
            case InputKind.ProbeGood or InputKind.ProbeBad or InputKind.ProbeOtherDisk:
                return ProbedInVain(in state, in input);
            case not InputKind.Due:
                return Keep(in state, state.Outage);
        }
        if (IsOver(in state, in input) || !isOut)
            return OverWithWritesHeld(in state);
        if (isForgotten && IsQuiet(in state, in input) && OutageStart.IsReleasable(in input))
            return Swap(in state, OutageStage.Releasing, Work.Release);
        if (!IsPatienceOver(in state, in input))
            return Probe(in state, in input);
        return isForgotten ? Withdraw(in state, in input) : GiveUp(in state, Report.None);
    }

    private static Decision WhileWaiting(in DeviceState state, in PolicyInput input)
    {
        var maySwap = input.Circumstances.RecentFailures <= input.Circumstances.Settings.SyncRetries;
        switch (input.Kind)
        {
            case InputKind.ProbeGood when input.Seen.Mirror.Part != state.Outage.Leg:
                return LookAtOnce(in state, in input);
            case InputKind.ProbeGood when maySwap && IsQuiet(in state, in input):
                return Swap(in state, OutageStage.Reloading, Work.Reload);
            case InputKind.ProbeGood or InputKind.ProbeBad or InputKind.ProbeOtherDisk:
                return ProbedInVain(in state, in input);
            case not InputKind.Due:
                return Keep(in state, state.Outage);
        }
        if (IsOver(in state, in input) || input.Seen.Verdict != Verdict.SyncFailed)
            return OverWithWritesHeld(in state);
        return IsPatienceOver(in state, in input) ? GiveUp(in state, Report.PatienceEnds) : Probe(in state, in input);
    }

    private static Decision WhileReloading(in DeviceState state, in PolicyInput input) => input.Kind switch
    {
        InputKind.Swapped => Enter(in state, in input, OutageStage.Refilling, Report.Refilling),
        InputKind.SwapHangs => Hang(in state),
        InputKind.SwapRefused or InputKind.SwapFailed =>
            TryLater(in state, in input, input.Seen.HasDeadComponent ? OutageStage.Holding : OutageStage.Waiting),
        InputKind.Due => IsOver(in state, in input) ? Over(in state) : new Decision(state, Work.Reload, Report.None),
        _ => Keep(in state, state.Outage),
    };

    private static Decision Enter(in DeviceState state, in PolicyInput input, OutageStage stage, Report report)
    {
        var outage = state.Outage with
        {
            Stage = stage,
            BadProbes = 0,
            Refusals = 0,
            ToCopy = Math.Max(state.Outage.ToCopy, input.Seen.Mirror.InSync.OutOfSync),
            CopiedAt = input.Now,
        };
        outage = outage with
        {
            DueAt = stage == OutageStage.Refilling ? input.Now + OutageTimes.FirstRefillLook : OutageTimes.NextProbe(in outage, in input),
        };
        var repair = RepairState.Registered with { Layout = outage.Layout };
        return new Decision(new DeviceState(stage == OutageStage.Refilling ? Memory.Noticing(in repair, input.Seen) : repair, outage), Work.None, report);
    }

    private static Decision Probe(in DeviceState state, in PolicyInput input)
    {
        var inSync = input.Seen.Mirror.InSync;
        var outage = state.Outage with
        {
            DueAt = OutageTimes.EndOf(state.Outage.Stage, state.Outage.Since, in input),
            Synced = inSync.Synced,
            ToCopy = Math.Max(state.Outage.ToCopy, inSync.OutOfSync),
        };
        return new Decision(state with { Outage = outage }, Work.Probe, Report.None);
    }

    private static Decision ProbedInVain(in DeviceState state, in PolicyInput input)
    {
        var isNews = input.Kind == InputKind.ProbeOtherDisk && !state.Outage.IsOtherDiskSaid;
        var outage = state.Outage with
        {
            BadProbes = input.Kind == InputKind.ProbeGood ? 0 : state.Outage.BadProbes + 1,
            IsOtherDiskSaid = state.Outage.IsOtherDiskSaid || isNews,
            Synced = input.Seen.Mirror.InSync.Synced,
        };
        var next = state with { Outage = outage with { DueAt = OutageTimes.NextProbe(in outage, in input) } };
        return new Decision(next, Work.None, isNews ? Report.OtherDisk : Report.None);
    }

    private static Decision Swap(in DeviceState state, OutageStage stage, Work work) =>
        new(state with { Outage = state.Outage with { Stage = stage } }, work, Report.None);

    private static Decision TryLater(in DeviceState state, in PolicyInput input, OutageStage? stage = null)
    {
        var outage = state.Outage with { Stage = stage ?? state.Outage.Stage, DueAt = OutageTimes.NextSwap(state.Outage, input.Now) };
        return Keep(in state, outage with { Refusals = outage.Refusals + 1, Synced = input.Seen.Mirror.InSync.Synced });
    }

    private static Decision Hang(in DeviceState state) =>
        new(state with { Outage = state.Outage with { Stage = OutageStage.Hung } }, Work.None, Report.NeedsPersonSwapHangs);

    private static Decision GiveUp(in DeviceState state, Report report)
    {
        // News whatever the letters say: a released mirror that nobody wrote to shows none.
        var repair = state.Repair with { Phase = Phase.Watching, Faults = Diagnosis.UnknownFaults };
        return new Decision(new DeviceState(repair, state.Outage with { Stage = OutageStage.GivenUp }), Work.None, report);
    }

    /// <summary>What copies is a table that somebody loaded.</summary>
    private static Decision Withdraw(in DeviceState state, in PolicyInput input) =>
        IsQuiet(in state, in input) ? ForgottenFlush.Withdraw(in input) : Over(in state);

    internal static Decision Over(in DeviceState state) => new(new DeviceState(RepairState.Registered, default), Work.None, Report.None);

    /// <summary>The mirror's table is the one in which the fault began, so what was known of it still holds.</summary>
    internal static Decision OverRemembering(in DeviceState state) =>
        new(new DeviceState(state.Repair with { Faults = 0 }, default), Work.None, Report.None);

    /// <summary>The same; if writes wait for something else now, they have waited since this began.</summary>
    private static Decision OverWithWritesHeld(in DeviceState state)
    {
        var heldSince = new Outage(OutageStage.None, Layout: state.Outage.Layout, Since: state.Outage.Since);
        return new Decision(new DeviceState(state.Repair with { Faults = 0 }, heldSince), Work.None, Report.None);
    }

    /// <summary>Something else failed, or this part no more, while the disk was probed: that is for the next look to judge.</summary>
    private static Decision LookAtOnce(in DeviceState state, in PolicyInput input) =>
        Keep(in state, state.Outage with { DueAt = input.Now });

    /// <summary>The helper answered after all: the swap was only slow.</summary>
    private static Decision WhileHung(in DeviceState state, in PolicyInput input)
    {
        if (input.Kind is not (InputKind.Swapped or InputKind.SwapRefused or InputKind.SwapFailed))
            return Keep(in state, state.Outage);
        return input.Circumstances.Arrangement switch
        {
            Arrangement.Released => Enter(in state, in input, OutageStage.Released, Report.Released),
            Arrangement.ImageReleasedOnly => Keep(in state, state.Outage with { Stage = OutageStage.Releasing, DueAt = input.Now }),
            Arrangement.MirrorReleasedOnly => Swap(in state, OutageStage.Returning, Work.Return),
            _ => input.Seen.HasDeadComponent ? GiveUp(in state, Report.None) : Enter(in state, in input, OutageStage.Refilling, Report.Refilling),
        };
    }

    /// <summary>Nothing but the disk's return can help, for which it is asked now and then, without end.</summary>
    private static Decision AskOn(in DeviceState state, in PolicyInput input)
    {
        var outage = state.Outage with { DueAt = input.Now + input.Circumstances.Settings.LongestProbeInterval };
        return new Decision(state with { Outage = outage }, Work.Probe, Report.None);
    }

    internal static Decision Keep(in DeviceState state, in Outage outage) => new(state with { Outage = outage }, Work.None, Report.None);

    /// <summary>LVM made something else of the volume, or it is gone.</summary>
    internal static bool IsOver(in DeviceState state, in PolicyInput input) =>
        input.Seen.Verdict is not Verdict.Unreadable && (input.Seen.Mirror.LegCount < 2 || input.Seen.Layout != state.Outage.Layout);

    private static bool IsPatienceOver(in DeviceState state, in PolicyInput input) =>
        input.Now >= OutageTimes.EndOf(state.Outage.Stage, state.Outage.Since, in input);

    /// <summary>A suspend during a copy may never end, so the copy must have come to rest: nothing was copied between two looks.</summary>
    private static bool IsQuiet(in DeviceState state, in PolicyInput input) =>
        input.Seen.Mirror.InSync.IsInSync || input.Seen.Mirror.InSync.Synced == state.Outage.Synced;
}
