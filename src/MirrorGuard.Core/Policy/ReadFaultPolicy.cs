using MirrorGuard.Core.Faults;
using MirrorGuard.Core.Relocation;
using MirrorGuard.Core.Settings;
using MirrorGuard.Core.Time;

namespace MirrorGuard.Core.Policy;

/// <summary>
/// One step of the handling of legs that cannot be read everywhere (R): all legs are searched and
/// rewritten, then the mirror's table is loaded anew, without which the kernel never reads such a
/// leg again.
///
/// All legs, since the kernel reads but one, and a mirror whose legs have one bad place each, not
/// even the same, cannot be read at all once it has met both. Where that has happened already, the
/// reload comes first as well: with a log on a disk it costs nothing and gives back all that can be
/// read. With a log in memory every reload copies the whole volume from the primary leg, so there it
/// comes only when that leg can be read everywhere, and the volume is not large.
///
/// A read may also have failed because the disk was away for a moment. If it has a volatile cache, it may have lost writes that were
/// acknowledged, and no letter tells. The reload would let the kernel read what is old there, and copy it over what is new. So it comes
/// only once each leg with an error has shown a place that could not be read, and could be written.
///
/// Null: something else is wrong, or nothing any more; the status is to be judged afresh.
/// </summary>
internal static class ReadFaultPolicy
{
    /// <summary>
    /// 16 GiB: what a disk copies in a few minutes. The copies of a larger volume are worth nothing for longer than that, until the
    /// kernel has come to them, and the disks are busy: a person is to choose when.
    /// </summary>
    internal static readonly Sectors LongestCopy = new(16UL << 21);

    /// <summary>Reloads in a row that may be refused: with the pauses, longer than any LVM command.</summary>
    private const int MaxRefusals = 12;

    internal static Decision? AtFault(in DeviceState state, in PolicyInput input)
    {
        if (input.Kind is not (InputKind.Registered or InputKind.Event) || state.Repair.Phase is Phase.RepairDue or Phase.Repairing)
            return null;
        var known = Memory.After(state.Repair, input.Kind, input.Seen);
        var isNews = input.Kind == InputKind.Registered || input.Seen.Faults != state.Repair.Faults;
        if (!isNews || !MayBegin(in known, in input))
            return null;
        var fault = new ReadFault(ReadFaultStage.Searching, input.Seen.Layout, ReloadAt: input.Now);
        return Begin(state with { Repair = known, ReadFault = fault }, in input);
    }

    internal static Decision? Step(in DeviceState state, in PolicyInput input)
    {
        if (input.Kind == InputKind.SwapHangs)
            return Hang(in state, in input);
        if (input.Seen.Verdict == Verdict.Unreadable)
            return LookLater(in state, in input);
        var known = state with { Repair = Memory.After(state.Repair, input.Kind, input.Seen) };
        if (IsOver(in known, in input))
            return null;
        return state.ReadFault.Stage switch
        {
            ReadFaultStage.Reloading => WhileReloading(in known, in input),
            ReadFaultStage.Searching => WhileSearching(in known, in input),
            ReadFaultStage.Rearming => WhileRearming(in known, in input),
            ReadFaultStage.SearchingPlaces => FoundPlacesPolicy.Step(in known, in input),
            _ => WhileResting(in known, in input),
        };
    }

    /// <summary>Whether LVM's repair would take out exactly this leg, and the others hold all of the volume.</summary>
    internal static bool CanBeSpared(int leg, in Diagnosis seen) =>
        seen.Verdict == Verdict.ReadFailed && seen.Mirror.Part == leg && seen.Mirror.LegCount > 1 && seen.IsFullySynced;

    internal static bool MayBegin(in RepairState known, in PolicyInput input) =>
        IsWanted(input.Circumstances.Settings)
        && input.Seen.Verdict == Verdict.ReadFailed
        && input.Seen.Mirror.LegCount > 1
        && input.Seen.IsFullySynced
        && known.Copies.TrustsKernel
        && input.Circumstances.Arrangement == Arrangement.LvmsOwn;

    internal static bool IsWanted(FaultSettings settings, bool isOverwriting = false) =>
        settings.Mode == FaultMode.Act && (isOverwriting || settings.IsRelocateEnabled);

    /// <summary>Copying is no reason: the kernel does that for a moment after each resume and reload of ours, and nothing is rewritten meanwhile.</summary>
    private static bool IsOver(in DeviceState known, in PolicyInput input) =>
        !IsWanted(input.Circumstances.Settings, known.ReadFault.IsOverwriting)
        || input.Seen.Layout != known.ReadFault.Layout
        || input.Seen.Verdict is not (Verdict.ReadFailed or Verdict.InSync or Verdict.Resyncing)
        || !known.Repair.Copies.TrustsKernel;

    private static Decision WhileReloading(in DeviceState state, in PolicyInput input)
    {
        var fault = state.ReadFault;
        return input.Kind switch
        {
            InputKind.Swapped => Search(in state, in input),
            InputKind.SwapRefused or InputKind.SwapFailed when fault.Refusals < MaxRefusals => TryLater(in state, in input),
            InputKind.SwapRefused or InputKind.SwapFailed => Search(in state, in input),
            InputKind.Due => Begin(in state, in input),
            _ => Keep(in state, in fault),
        };
    }

    private static Decision WhileSearching(in DeviceState state, in PolicyInput input)
    {
        if (input.Kind == InputKind.Relocated)
            return AfterSearch(in state, in input);
        var fault = state.ReadFault;
        return CanHelpByReload(in state, in input)
            ? Reload(in state, in input, ReadFaultStage.Searching)
            : Keep(in state, fault with { DueAt = NextLook(in state, in input) });
    }

    private static Decision AfterSearch(in DeviceState state, in PolicyInput input)
    {
        var mirror = input.Seen.Mirror;
        switch (input.Relocation.End)
        {
            case RelocationEnd.AllReadable when mirror.AliveLegs == mirror.LegCount:
                return Rest(in state, in input, Report.Relocated);
            case RelocationEnd.AllReadable when input.Circumstances.HasUnexplainedError:
                return Rest(in state, in input, mirror.AliveLegs > 0 ? Report.ReadErrorUnexplained : Report.NeedsPersonReadErrorsUnexplained);
            case RelocationEnd.AllReadable when mirror.HasDiskLog || input.Circumstances.Length <= LongestCopy:
                return Rearm(in state, in input);
            case RelocationEnd.AllReadable:
                return Rest(in state, in input, Report.RelocatedNotRearmed);
            case RelocationEnd.PlacesLost:
                return RestAfterReload(in state, in input, Report.NeedsPersonPlacesLost);
            case RelocationEnd.SourceInDoubt:
                return Rest(in state, in input, Report.NeedsPersonSourceInDoubt);
            case RelocationEnd.LegWornOut when CanBeSpared(input.Relocation.Leg, input.Seen):
                return GiveUp(in state, in input);
            case RelocationEnd.LegWornOut or RelocationEnd.NoLegToSpare:
                return RestAfterReload(in state, in input, Report.NeedsPersonLegWornOut);
            default:
                return RestUnsettled(in state, in input, Report.RelocationPostponed);
        }
    }

    private static Decision WhileRearming(in DeviceState state, in PolicyInput input)
    {
        var fault = state.ReadFault;
        switch (input.Kind)
        {
            case InputKind.SwapRefused or InputKind.SwapFailed when fault.Refusals < MaxRefusals:
                return TryLater(in state, in input);
            case InputKind.SwapRefused or InputKind.SwapFailed:
                return RestUnsettled(in state, in input, Report.RelocationPostponed);
            case InputKind.Swapped:
                fault = fault with { IsRearmed = true };
                break;
        }
        if (input.Seen.Verdict == Verdict.InSync)
            return Rest(in state, in input, Report.Relocated);
        if (fault.IsRearmed && input.Seen.Verdict == Verdict.ReadFailed)
            return RestUnsettled(in state, in input, input.Seen.IsFullySynced ? Report.None : Report.ReadFailed);
        if (!fault.IsRearmed && input.Kind == InputKind.Due)
            return input.Circumstances.HasUnexplainedError ? RestUnsettled(in state, in input, Report.RelocationPostponed) : Rearm(in state, in input);
        var look = fault.IsRearmed && input.Kind != InputKind.Swapped ? ReadFaultTimes.Look : ReadFaultTimes.FirstLook;
        return Keep(in state, fault with { DueAt = input.Now + look });
    }

    internal static Decision WhileResting(in DeviceState state, in PolicyInput input)
    {
        var fault = state.ReadFault;
        if (CanHelpByReload(in state, in input))
            return Reload(in state, in input, ReadFaultStage.Resting);
        if (input.Seen.Verdict == Verdict.InSync && input.Now >= fault.ForgetAt)
            return new Decision(new DeviceState(state.Repair with { Faults = 0 }, default), Work.None, Report.None);
        if (IsAnotherRoundDue(in state, in input))
            return Begin(in state, in input);
        var known = input.Seen.Faults == 0 ? Unsettled(in state) : state;
        return Keep(in known, fault with { DueAt = NextLook(in known, in input) });
    }

    private static bool IsAnotherRoundDue(in DeviceState state, in PolicyInput input) =>
        input.Now >= state.ReadFault.RoundAt && input.Seen.Faults != state.Repair.Faults && MayBegin(state.Repair, in input);

    /// <summary>Every leg has an error, so that no read succeeds; the reload forgets that, and costs nothing.</summary>
    private static bool CanHelpByReload(in DeviceState state, in PolicyInput input) =>
        MayHelpByReload(in input)
        && input.Kind is InputKind.Event or InputKind.Due or InputKind.Relocated
        && input.Now >= state.ReadFault.ReloadAt;

    private static bool IsBeyondReading(in PolicyInput input) =>
        input.Seen.Mirror is { AliveLegs: 0, HasDiskLog: true } && input.Seen is { Verdict: Verdict.ReadFailed, IsFullySynced: true };

    private static bool MayHelpByReload(in PolicyInput input) => IsBeyondReading(in input) && !input.Circumstances.HasUnexplainedError;

    internal static Decision Begin(in DeviceState state, in PolicyInput input) => MayHelpByReload(in input) && input.Now >= state.ReadFault.ReloadAt
        ? Reload(in state, in input, ReadFaultStage.Reloading)
        : Search(in state, in input);

    private static Decision Search(in DeviceState state, in PolicyInput input)
    {
        var rounds = state.ReadFault.Rounds + 1;
        var fault = state.ReadFault with
        {
            Stage = ReadFaultStage.Searching,
            DueAt = input.Now + ReadFaultTimes.Look,
            Rounds = rounds,
            RoundAt = input.Now + ReadFaultTimes.PauseAfter(rounds),
            Refusals = 0,
            IsRearmed = false,
        };
        var repair = state.Repair with { Phase = Phase.Watching, Faults = input.Seen.Faults };
        return new Decision(new DeviceState(repair, default, fault), Work.Relocate, Report.Relocating);
    }

    private static Decision Reload(in DeviceState state, in PolicyInput input, ReadFaultStage stage)
    {
        var reloads = state.ReadFault.Reloads + 1;
        var again = input.Now + ReadFaultTimes.PauseAfterReload(reloads, input.Circumstances.Settings);
        var fault = state.ReadFault with { Stage = stage, Reloads = reloads, ReloadAt = again, DueAt = again };
        return new Decision(state with { ReadFault = fault }, Work.Reload, Report.None);
    }

    /// <summary>Not while the kernel copies: a reload then may never end.</summary>
    private static Decision Rearm(in DeviceState state, in PolicyInput input)
    {
        var fault = state.ReadFault with { Stage = ReadFaultStage.Rearming, DueAt = input.Now + ReadFaultTimes.FirstLook };
        return new Decision(state with { ReadFault = fault }, input.Seen.IsFullySynced ? Work.Reload : Work.None, Report.None);
    }

    private static Decision Rest(in DeviceState state, in PolicyInput input, Report report)
    {
        var repair = state.Repair with { Phase = Phase.Watching, Faults = input.Seen.Faults };
        var fault = state.ReadFault with
        {
            Stage = ReadFaultStage.Resting,
            RoundAt = input.Now + ReadFaultTimes.PauseAfter(state.ReadFault.Rounds),
            ForgetAt = input.Now + ReadFaultTimes.Forgiveness,
        };
        var resting = new DeviceState(repair, default, fault);
        return Keep(in resting, fault with { DueAt = NextLook(in resting, in input) }) with { Report = report };
    }

    /// <summary>The search has not come to its end, or was overtaken: the next one is not left to an event, which may never come.</summary>
    private static Decision RestUnsettled(in DeviceState state, in PolicyInput input, Report report)
    {
        var resting = Rest(in state, in input, report);
        var fault = resting.State.ReadFault;
        var due = ReadFaultTimes.Earlier(fault.DueAt, fault.RoundAt);
        return resting with { State = Unsettled(resting.State with { ReadFault = fault with { DueAt = due } }) };
    }

    private static Decision RestAfterReload(in DeviceState state, in PolicyInput input, Report report)
    {
        var resting = Rest(in state, in input, report);
        return CanHelpByReload(in state, in input)
            ? Reload(resting.State, in input, ReadFaultStage.Resting) with { Report = report }
            : resting;
    }

    /// <summary>Whatever read error is seen next, or still, is worth another search.</summary>
    private static DeviceState Unsettled(in DeviceState state) => state with { Repair = state.Repair with { Faults = 0 } };

    private static Decision GiveUp(in DeviceState state, in PolicyInput input)
    {
        var outage = new Outage(OutageStage.GivenUp, input.Relocation.Leg, input.Seen.Layout, input.Now, input.Now, IsWornOut: true);
        var repair = state.Repair with { Phase = Phase.Watching, Faults = 0 };
        return new Decision(new DeviceState(repair, outage), Work.None, Report.LegWornOut);
    }

    private static Decision Hang(in DeviceState state, in PolicyInput input)
    {
        var outage = new Outage(OutageStage.Hung, Layout: state.ReadFault.Layout, Since: input.Now);
        return new Decision(new DeviceState(state.Repair, outage), Work.None, Report.NeedsPersonSwapHangs);
    }

    private static Decision TryLater(in DeviceState state, in PolicyInput input)
    {
        var fault = state.ReadFault;
        return Keep(in state, fault with { Refusals = fault.Refusals + 1, DueAt = ReadFaultTimes.NextReload(fault.Refusals, input.Now) });
    }

    private static Decision? LookLater(in DeviceState state, in PolicyInput input) => (input.Kind, state.ReadFault.Stage) switch
    {
        // Afterwards nobody looks again by himself.
        (InputKind.Relocated, ReadFaultStage.SearchingPlaces) => null,
        (InputKind.Relocated, _) => RestUnsettled(in state, in input, Report.None),
        _ => Keep(in state, state.ReadFault with { DueAt = input.Now + ReadFaultTimes.Look }),
    };

    private static Instant NextLook(in DeviceState state, in PolicyInput input)
    {
        var fault = state.ReadFault;
        var look = fault.Stage == ReadFaultStage.Searching ? input.Now + ReadFaultTimes.Look
            : input.Now < fault.ForgetAt ? fault.ForgetAt
            : input.Now + ReadFaultTimes.Forgiveness;
        if (MayHelpByReload(in input))
            look = ReadFaultTimes.Earlier(look, fault.ReloadAt);
        if (fault.Stage == ReadFaultStage.Resting && input.Seen.Verdict == Verdict.ReadFailed && input.Seen.Faults != state.Repair.Faults)
            look = ReadFaultTimes.Earlier(look, fault.RoundAt);
        return look > input.Now ? look : input.Now + ReadFaultTimes.FirstLook;
    }

    private static Decision Keep(in DeviceState state, in ReadFault fault) => new(state with { ReadFault = fault }, Work.None, Report.None);
}
