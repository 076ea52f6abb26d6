using MirrorGuard.Core.Faults;
using MirrorGuard.Core.Relocation;

namespace MirrorGuard.Core.Policy;

/// <summary>
/// What is done about places that the scan found, unreadable ones and those where legs differ. The kernel knows of no error there, so they are
/// rewritten, and that is all: no letter has to be cleared, so no table is loaded anew, and since
/// nothing but the places is read, there is no pause before the next ones. What bounds it is how
/// often a disk may be rewritten.
///
/// It begins at rest only, and with all legs alive. Whatever is in the way, nothing is remembered of
/// the places: the scan finds them again. And whatever the kernel reports meanwhile comes first, a read error too: all
/// legs are searched for that one, as always.
///
/// No leg is given up for what the scan found. LVM takes out a leg that the kernel calls dead, or
/// unreadable, and keeps the others, of which nobody has seen that they can be read everywhere.
/// </summary>
internal static class FoundPlacesPolicy
{
    internal static Decision AtPlaces(in DeviceState state, in PolicyInput input)
    {
        var isOverwriting = input.Kind == InputKind.DifferencesFound;
        if (!ReadFaultPolicy.IsWanted(input.Circumstances.Settings, isOverwriting))
            return new Decision(state, Work.None, isOverwriting ? Report.None : Report.PlacesLeftUnreadable);
        var known = Memory.After(state.Repair, input.Kind, input.Seen);
        if (!IsAtRest(in state, in input) || !MayBegin(in known, in input))
            return Refuse(in state, in input);
        var fault = state.ReadFault with
        {
            Stage = ReadFaultStage.SearchingPlaces,
            IsOverwriting = isOverwriting,
            Layout = input.Seen.Layout,
            DueAt = input.Now + ReadFaultTimes.Look,
        };
        var repair = known with { Faults = input.Seen.Faults };
        return new Decision(new DeviceState(repair, default, fault), Work.RelocatePlaces, isOverwriting ? Report.None : Report.RelocatingPlaces);
    }

    /// <summary>
    /// Rest is where it ends, which is over at once if all is well. If not, it is the copying that our own suspend and resume have begun,
    /// or a read error: rest does not lose one that comes into that copying.
    /// </summary>
    internal static Decision Step(in DeviceState known, in PolicyInput input)
    {
        var fault = known.ReadFault;
        var resting = known with { ReadFault = fault with { Stage = ReadFaultStage.Resting, IsOverwriting = false } };
        if (IsReadErrorNew(in known, in input))
        {
            return fault.Rounds == 0 && ReadFaultPolicy.MayBegin(known.Repair, in input)
                ? ReadFaultPolicy.Begin(in resting, in input)
                : ReadFaultPolicy.WhileResting(in resting, in input);
        }
        return input.Kind == InputKind.Relocated
            ? ReadFaultPolicy.WhileResting(in resting, in input) with { Report = fault.IsOverwriting ? Report.None : ReportOf(input.Relocation.End) }
            : new Decision(known with { ReadFault = fault with { DueAt = input.Now + ReadFaultTimes.Look } }, Work.None, Report.None);
    }

    private static bool IsAtRest(in DeviceState state, in PolicyInput input) =>
        state.Outage.Stage == OutageStage.None
        && state.Repair.Phase == Phase.Watching
        && (state.ReadFault.Stage == ReadFaultStage.None
            || (state.ReadFault.Stage == ReadFaultStage.Resting && state.ReadFault.Layout == input.Seen.Layout));

    /// <summary>With an R, be it one that was dealt with, the scan does not read: it looked at another status than this one.</summary>
    private static bool MayBegin(in RepairState known, in PolicyInput input) =>
        input.Circumstances.ArePlacesThere
        && input.Seen.Verdict == Verdict.InSync
        && input.Seen.Mirror.LegCount > 1
        && input.Seen.IsFullySynced
        && known.Copies.TrustsKernel
        && input.Circumstances.Arrangement == Arrangement.LvmsOwn;

    /// <summary>
    /// The event of a dead part that is seen here is still to come. Should the kernel forget it until then, this is what it forgot.
    /// </summary>
    private static Decision Refuse(in DeviceState state, in PolicyInput input)
    {
        var noticed = Memory.Noticing(state.Repair, input.Seen);
        var isWatching = state.Repair.Phase is not (Phase.RepairDue or Phase.Repairing);
        var repair = input.Seen.HasDeadComponent && isWatching ? noticed with { Layout = input.Seen.Layout } : noticed;
        return new Decision(state with { Repair = repair }, Work.None, Report.None);
    }

    private static bool IsReadErrorNew(in DeviceState state, in PolicyInput input) =>
        input.Seen.Verdict == Verdict.ReadFailed && input.Seen.Faults != state.Repair.Faults;

    private static Report ReportOf(RelocationEnd end) => end switch
    {
        RelocationEnd.AllReadable => Report.PlacesRelocated,
        RelocationEnd.PlacesLost => Report.NeedsPersonPlacesLost,
        RelocationEnd.LegWornOut or RelocationEnd.NoLegToSpare => Report.NeedsPersonLegWornOut,
        RelocationEnd.LegSilent => Report.LegSilent,
        _ => Report.None,
    };
}
