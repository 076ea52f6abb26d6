using System.Collections.Generic;
using MirrorGuard.Core.Policy;
using MirrorGuard.Core.Settings;

namespace MirrorGuard.Core.Standing;

/// <summary>A decision of the policy in words, for whoever asks what would be done.</summary>
/// <param name="Deed">What would be done: <c>writes wait for it, then LVM repairs the volume</c>.</param>
/// <param name="Keys">The keys of section <c>faults</c> that decide it; none: it is always so.</param>
public sealed record ForesightWords(string Deed, IReadOnlyList<string> Keys)
{
    private const string Grace = "leg_grace";
    private const string Hold = "write_hold";

    /// <summary>Puts a decision into words.</summary>
    /// <param name="decision">The decision.</param>
    /// <param name="part">The part that it is about: a leg's index, or <see cref="Outage.Log"/>.</param>
    /// <param name="settings">What counts for the volume.</param>
    /// <param name="hasDiskLog">The log is on a device, so that it tells how much a leg misses.</param>
    public static ForesightWords Of(in Decision decision, int part, FaultSettings settings, bool hasDiskLog) => decision switch
    {
        { State.Outage.Stage: OutageStage.Releasing } => new(
            "writes go on without it, and it is awaited; then LVM repairs the volume",
            hasDiskLog ? [Grace, "max_out_of_sync"] : [Grace]),
        { State.Outage.Stage: OutageStage.Holding } => new("writes wait in case it comes back; then LVM repairs the volume", [Hold]),
        { State.Outage.Stage: OutageStage.Waiting } => new("the copy is restarted if the leg answers in time; otherwise LVM repairs the volume", [Hold, "sync_retries"]),
        { State.ReadFault.Stage: not ReadFaultStage.None } => new("all legs are read through, and what cannot be read is rewritten from another leg", ["relocate", "relocations"]),
        { Report: Report.RepairFollowsObserved } => new("LVM repairs the volume at once", ["mode"]),
        { Report: Report.RepairFollows } when part == 0 => settings.IsReattachEnabled && settings.LegGrace > System.TimeSpan.Zero
            ? new("LVM repairs the volume at once, and the leg is put back if its disk returns in time", ["reattach", Grace])
            : new("LVM repairs the volume at once", []),
        { Report: Report.RepairFollows } => new("LVM repairs the volume at once", part == Outage.Log ? [Hold] : [Grace, Hold]),
        { Report: Report.NeedsPersonNoCompleteLeg } => new("a person is needed: the leg that is left is not known to be complete, so no repair is run", []),
        { Report: Report.NeedsPersonNoGoodLeg } => new("a person is needed: a repair would remove the last copy, and is not run", []),
        { Report: Report.NeedsPersonUnknownStatus } => new("a person is needed: the status is not understood", []),
        { Report: Report.ReadFailed } => new("it is reported; the data is read from another leg", settings.IsRelocateEnabled ? [] : ["relocate"]),
        { Report: Report.SyncFailed } => new("a person is needed: the copy is not restarted", [Hold]),
        { Report: Report.LogUnreachable } => new("it is reported, until the log's daemon answers again", []),
        { Report: Report.None } => new("nothing", []),
        _ => new("a person is told in dmeventd's log", []),
    };
}
