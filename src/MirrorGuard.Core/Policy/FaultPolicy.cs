using MirrorGuard.Core.Faults;
using MirrorGuard.Core.Settings;

namespace MirrorGuard.Core.Policy;

/// <summary>
/// Each fault in its own way. A part that may come back is waited for, with writes going on where
/// that is safe (<see cref="OutagePolicy"/>); what is not waited for, or did not come back in time,
/// is repaired by LVM (<see cref="RepairPolicy"/>). A leg that cannot be read everywhere is rewritten where
/// it cannot (<see cref="ReadFaultPolicy"/>), be it the kernel that met the place or the scan (<see cref="FoundPlacesPolicy"/>).
/// </summary>
public static class FaultPolicy
{
    /// <summary>Decides; a <see cref="PolicyStep"/>.</summary>
    /// <param name="state">What was remembered.</param>
    /// <param name="input">What happened.</param>
    public static Decision Step(in DeviceState state, in PolicyInput input) => Step(in state, in input, RepairPolicy.Step);

    /// <summary>The same, with another way to repair.</summary>
    /// <param name="state">What was remembered.</param>
    /// <param name="input">What happened.</param>
    /// <param name="repair">Decides when LVM repairs.</param>
    public static Decision Step(in DeviceState state, in PolicyInput input, RepairStep repair)
    {
        if (input.Kind is InputKind.PlacesFound or InputKind.DifferencesFound)
            return FoundPlacesPolicy.AtPlaces(in state, in input);
        if (state.ReadFault.Stage != ReadFaultStage.None)
            return FollowReadFault(in state, in input, repair);
        if (input.Kind == InputKind.Registered)
            return OutageStart.LeftBehind(in state, in input) ?? AtFault(in state, in input, repair);

        if (input.Kind == InputKind.Due && OutageStart.IsSwappedByOther(in state, in input))
            return OutageStart.LeftBehind(in state, in input)!.Value;

        return state.Outage.Stage switch
        {
            OutageStage.None => AtFault(in state, in input, repair),
            OutageStage.GivenUp => RepairInstead(in state, in input, repair),
            _ => Follow(OutagePolicy.Step(in state, in input), in input, repair),
        };
    }

    /// <summary>Waits or repairs; who only observes is told of the wait, and gets the repair.</summary>
    private static Decision AtFault(in DeviceState state, in PolicyInput input, RepairStep repair)
    {
        var wait = OutageStart.AtFault(in state, in input);
        if (wait is { } begun && input.Circumstances.Settings.Mode == FaultMode.Act)
            return begun;
        if (ReadFaultPolicy.AtFault(in state, in input) is { } healed)
            return healed;
        var repaired = Repair(state.Repair, in input, repair);
        return wait is not null && repaired.Report == Report.RepairFollows ? repaired with { Report = Report.RepairFollowsObserved } : repaired;
    }

    /// <summary>Whatever is worse than a read error ends its handling, and is judged as if it had just been seen.</summary>
    private static Decision FollowReadFault(in DeviceState state, in PolicyInput input, RepairStep repair)
    {
        if (ReadFaultPolicy.Step(in state, in input) is not { } made)
            return Step(state with { ReadFault = default }, input with { Kind = InputKind.Event }, repair);
        return made.State.Outage.Stage == OutageStage.GivenUp ? GiveUp(in made, in input, repair) : made;
    }

    /// <summary>An outage that has just ended leaves the rest to the repair, in the same step.</summary>
    private static Decision Follow(in Decision made, in PolicyInput input, RepairStep repair) => made.State.Outage.Stage switch
    {
        OutageStage.None when made.Report == Report.None && IsLook(input.Kind) => LookAfresh(in made, in input, repair),
        OutageStage.GivenUp => GiveUp(in made, in input, repair),
        _ => made,
    };

    private static Decision LookAfresh(in Decision made, in PolicyInput input, RepairStep repair)
    {
        var asEvent = input with { Kind = InputKind.Event };
        var decision = AtFault(made.State, in asEvent, repair);
        // How long writes were held counts only if they still are.
        var state = decision.State.Outage.Stage == OutageStage.None ? decision.State with { Outage = default } : decision.State;
        return decision with { State = state, IsFailure = decision.IsFailure || made.IsFailure };
    }

    private static Decision GiveUp(in Decision made, in PolicyInput input, RepairStep repair)
    {
        var repaired = RepairInstead(made.State, input with { Kind = InputKind.Event }, repair);
        var isAnnounced = made.Report != Report.None && repaired.Report == Report.RepairFollows;
        return isAnnounced ? repaired with { Report = made.Report } : repaired;
    }

    /// <summary>
    /// A repair of what was waited for. While the tables are still the released ones, or a copy failed, the status does not say that
    /// the leg is dead; LVM takes it for lost all the same, and it is to be.
    /// </summary>
    private static Decision RepairInstead(in DeviceState state, in PolicyInput input, RepairStep repair)
    {
        // An answer that was still under way when the patience ended.
        if (!IsRepairs(input.Kind))
            return new Decision(state, Work.None, Report.None);
        // Where the primary leg is in doubt, the other may hold what is newest.
        var isOtherTheNewest = state.Repair.Copies.InDoubt.HasFlag(DeadParts.PrimaryLeg);
        var seen = !isOtherTheNewest && IsLostToLvm(state.Outage, in input) ? input.Seen with { Verdict = Verdict.Repairable } : input.Seen;
        var made = repair(state.Repair, input.Kind, in seen, input.Now);
        var outage = made.State.Phase is Phase.RepairDue or Phase.Repairing ? state.Outage : AfterRepairs(in state, in input, made.State.Phase);
        return new Decision(new DeviceState(made.State, outage), made.Work, made.Report);
    }

    /// <summary>LVM cannot repair it, and a person was called. A leg that is still released is taken back all the same, should its disk return.</summary>
    private static Outage AfterRepairs(in DeviceState state, in PolicyInput input, Phase phase) =>
        phase == Phase.NeedsPerson && input.Circumstances.Arrangement == Arrangement.Released && state.Outage.Leg > 0
            ? state.Outage with { Stage = OutageStage.Released, DueAt = input.Now + input.Circumstances.Settings.LongestProbeInterval }
            : default;

    private static bool IsLostToLvm(in Outage outage, in PolicyInput input)
    {
        var mirror = input.Seen.Mirror;
        var isOnlyFault = outage.Leg > 0 && (mirror.Part == outage.Leg || mirror.Part == SoleMirror.Nothing) && mirror.LegCount > 1;
        var isStillReleased = input.Circumstances.Arrangement is Arrangement.Released or Arrangement.ImageReleasedOnly;
        if (outage.IsWornOut && input.Seen.Layout == outage.Layout)
            return ReadFaultPolicy.CanBeSpared(outage.Leg, input.Seen);
        // With more legs LVM might keep one that is out of sync as well, should the primary leg's disk be away by then.
        var isUnsynced = input.Seen.Verdict == Verdict.SyncFailed && mirror.LegCount == 2;
        return isOnlyFault && input.Seen.Layout == outage.Layout && (isStillReleased || isUnsynced);
    }

    private static Decision Repair(in RepairState state, in PolicyInput input, RepairStep repair)
    {
        if (!IsRepairs(input.Kind))
            return new Decision(new DeviceState(state, default), Work.None, Report.None);
        var made = repair(in state, input.Kind, input.Seen, input.Now);
        return new Decision(new DeviceState(made.State, default), made.Work, made.Report);
    }

    private static bool IsRepairs(InputKind kind) =>
        IsLook(kind) || kind is InputKind.Registered or InputKind.RepairSucceeded or InputKind.RepairFailed;

    private static bool IsLook(InputKind kind) => kind is InputKind.Event or InputKind.Due;
}
