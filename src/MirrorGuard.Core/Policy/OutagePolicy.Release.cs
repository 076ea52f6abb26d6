using MirrorGuard.Core.Faults;

namespace MirrorGuard.Core.Policy;

/// <content>While the second leg is let go of, and while writes go on without it.</content>
internal static partial class OutagePolicy
{
    /// <summary>Releases that may fail, while writes wait: a helper that was killed, or memory that was short for a moment, must not cost a leg.</summary>
    private const int MaxFailedReleases = 3;

    private static Decision WhileReleasing(in DeviceState state, in PolicyInput input) => input.Kind switch
    {
        InputKind.Swapped => Released(in state, in input),
        InputKind.SwapHangs => Hang(in state),
        InputKind.SwapRefused when MayHold(in state, in input) || state.Outage.Refusals == 0 => TryLater(in state, in input),
        InputKind.SwapRefused when ForgottenFlush.Is(in state, in input) && state.Outage.Refusals < MaxRefusals => TryLater(in state, in input),
        InputKind.SwapFailed when MayHold(in state, in input) && state.Outage.Refusals < MaxFailedReleases => TryLater(in state, in input),
        InputKind.SwapRefused or InputKind.SwapFailed when ForgottenFlush.Is(in state, in input) || ForgottenFlush.IsAlone(in state, in input) =>
            Withdraw(in state, in input),
        InputKind.SwapRefused or InputKind.SwapFailed => GiveUp(in state, Report.None),
        InputKind.Due => ReleaseAgain(in state, in input),
        _ => Keep(in state, state.Outage),
    };

    /// <summary>What else failed since the release was decided would be forgotten by it, and the primary leg be taken for the good one.</summary>
    private static Decision ReleaseAgain(in DeviceState state, in PolicyInput input)
    {
        if (IsOver(in state, in input))
            return Over(in state);
        var hasPrimaryFailed = input.Seen.Letters.IsPrimaryMarked || state.Repair.Dead.HasFlag(DeadParts.PrimaryLeg);
        if (!hasPrimaryFailed && !input.Seen.Dead.HasFlag(DeadParts.Log))
            return new Decision(state, Work.Release, Report.None);
        if (input.Circumstances.Arrangement == Arrangement.LvmsOwn)
            return OverWithWritesHeld(in state);
        return hasPrimaryFailed ? PrimaryDiedToo(in state, in input) : GiveUp(in state, Report.None);
    }

    /// <summary>A letter of the primary leg that was seen while the tables were changed is in none of them any more.</summary>
    private static Decision Released(in DeviceState state, in PolicyInput input)
    {
        var released = Enter(in state, in input, OutageStage.Released, Report.Released);
        var repair = released.State.Repair with { Dead = state.Repair.Dead & DeadParts.PrimaryLeg };
        return released with { State = released.State with { Repair = repair } };
    }

    private static Decision WhileReleased(in DeviceState state, in PolicyInput input)
    {
        var outage = state.Outage;
        switch (input.Kind)
        {
            case InputKind.ProbeGood when IsPrimaryDoubtful(in state, in input):
                return LookAtOnce(in state, in input);
            case InputKind.ProbeGood:
                return Swap(in state, OutageStage.Returning, Work.Return);
            case InputKind.ProbeBad or InputKind.ProbeOtherDisk:
                return ProbedInVain(in state, in input);
            case not InputKind.Due:
                return Keep(in state, outage);
        }
        if (IsOver(in state, in input))
            return Over(in state);
        if (input.Circumstances.Arrangement == Arrangement.LvmsOwn)
            return Enter(in state, in input, OutageStage.Refilling, Report.LvmTookOver);
        if (input.Seen.Dead.HasFlag(DeadParts.PrimaryLeg) || IsPrimaryDoubtful(in state, in input))
            return PrimaryDiedToo(in state, in input);
        if (state.Repair.Phase == Phase.NeedsPerson)
            return AskOn(in state, in input);
        if (input.Seen.Dead.HasFlag(DeadParts.Log) || MissesTooMuch(in input) || IsPatienceOver(in state, in input))
            return GiveUp(in state, Report.PatienceEnds);
        return Probe(in state, in input);
    }

    /// <summary>
    /// What was newest is on the primary, and the leg that is out is stale: nothing but the primary's own disk can help, and no repair.
    /// A probe then asks the primary's disk too: once both answer, the return makes the kernel try them again, and its copy begins at
    /// the primary. Where that disk may have lost its cache meanwhile, that copy would bring back old data, and overwrite what the
    /// other leg alone still has: that is for a person to choose.
    /// </summary>
    private static Decision PrimaryDiedToo(in DeviceState state, in PolicyInput input)
    {
        var isNew = state.Repair.Phase != Phase.NeedsPerson;
        var repair = state.Repair with { Phase = Phase.NeedsPerson, Faults = input.Seen.Faults };
        var asked = AskOn(new DeviceState(repair, state.Outage), in input) with { Report = isNew ? Report.NeedsPersonNoGoodLeg : Report.None };
        // A leg that is only half out might have got writes that the primary has not.
        return input.Circumstances.Arrangement == Arrangement.Released && !IsPrimaryDoubtful(in state, in input) ? asked : asked with { Work = Work.None };
    }

    /// <summary>The primary's disk failed in any way, and has a cache that may have gone with its power.</summary>
    private static bool IsPrimaryDoubtful(in DeviceState state, in PolicyInput input) =>
        (input.Seen.Letters.IsPrimaryMarked || state.Repair.Dead.HasFlag(DeadParts.PrimaryLeg)) && input.Circumstances.HasPrimaryCache;

    /// <summary>Writes wait for the release, and may wait on.</summary>
    private static bool MayHold(in DeviceState state, in PolicyInput input) =>
        input.Now - state.Outage.Since < input.Circumstances.Settings.WriteHold;

    /// <summary>With a log in memory the kernel cannot tell how much a leg misses.</summary>
    private static bool MissesTooMuch(in PolicyInput input)
    {
        var mirror = input.Seen.Mirror;
        return mirror.HasDiskLog && input.Circumstances.Settings.MaxOutOfSync.IsExceededBy(mirror.InSync);
    }
}
