using System;
using MirrorGuard.Core.Faults;
using MirrorGuard.Core.Time;

namespace MirrorGuard.Core.Policy;

/// <summary>
/// Decides whether a part is waited for, and how. Null: it is not, the fault is for the repair.
///
/// The conditions of a release are each the answer to a way in which data was lost or a suspend
/// hung (README, "What can go wrong"): the primary leg must be the one complete copy, nothing may
/// be copied at the moment, and the log, which then alone knows what the leg misses, must be alive
/// and on another disk.
/// </summary>
internal static class OutageStart
{
    /// <summary>What an earlier registration left half done, or was waiting for.</summary>
    internal static Decision? LeftBehind(in DeviceState state, in PolicyInput input)
    {
        var remembered = state.Outage;
        if (remembered.Stage == OutageStage.Hung && remembered.Layout == input.Seen.Layout)
            return new Decision(state, Work.None, Report.NeedsPersonSwapHangs);
        switch (input.Circumstances.Arrangement)
        {
            case Arrangement.Released:
                return Adopt(in state, in input, OutageStage.Released, Work.None, Report.Released);
            case Arrangement.ImageReleasedOnly:
                return Adopt(in state, in input, OutageStage.Releasing, Work.None, Report.None);
            case Arrangement.MirrorReleasedOnly:
                return Adopt(in state, in input, OutageStage.Returning, Work.Return, Report.None);
            case var _ when remembered is { Stage: OutageStage.Reloading or OutageStage.Holding, Leg: > 0 }
                && remembered.Layout == input.Seen.Layout && ForgottenFlush.MayBe(in input):
                return HoldAnew(in state, in input);
            default:
                return IsBack(in remembered, in input) ? Adopt(in state, in input, OutageStage.Refilling, Work.None, Report.None) : null;
        }
    }

    /// <summary>The helper of an earlier registration went on with what it was sent, and has released the leg since this one looked.</summary>
    internal static bool IsSwappedByOther(in DeviceState state, in PolicyInput input) =>
        state.Outage.Stage is OutageStage.None or OutageStage.Holding or OutageStage.Waiting or OutageStage.Refilling
        && state.Repair.Phase is Phase.Watching or Phase.NeedsPerson
        && input.Circumstances.Arrangement is Arrangement.Released or Arrangement.ImageReleasedOnly or Arrangement.MirrorReleasedOnly;

    internal static Decision? AtFault(in DeviceState state, in PolicyInput input)
    {
        if (input.Kind is not (InputKind.Registered or InputKind.Event) || state.Repair.Phase is Phase.RepairDue or Phase.Repairing)
            return null;

        var before = state.Repair;
        var known = Memory.After(in before, input.Kind, input.Seen);
        var judged = Memory.Recheck(in before, input.Seen);
        var mirror = input.Seen.Mirror;
        var isForgotten = IsForgottenFlush(in before, in known, in input);
        if (isForgotten || (judged.Verdict == Verdict.Repairable && mirror.Part == 1 && mirror.LegCount == 2))
        {
            if (input.Circumstances.RecentFailures > input.Circumstances.Settings.SyncRetries)
                return null;
            if ((!isForgotten || input.Seen.IsFullySynced) && MayRelease(in known, in input))
                return Begin(in known, in state, in input, OutageStage.Releasing, 1, Work.Release, Report.None);
        }
        // Without knowing the tables nothing could be probed, and no table be loaded anew.
        if (input.Circumstances.Arrangement != Arrangement.LvmsOwn)
            return null;
        if (isForgotten)
            return ForgottenFlush.MayBe(in input) && MayHold(in state, in input, 1)
                ? Begin(in known, in state, in input, OutageStage.Holding, 1, Work.Probe, Report.None)
                : null;
        if (judged.Verdict == Verdict.Repairable && MayWaitFor(mirror.Part) && MayHold(in state, in input, mirror.Part)
            && input.Circumstances.RecentFailures <= input.Circumstances.Settings.SyncRetries)
            return Begin(in known, in state, in input, OutageStage.Holding, mirror.Part, Work.Probe, Report.Held);
        var isPrimaryInDoubt = known.Copies.InDoubt.HasFlag(DeadParts.PrimaryLeg);
        if (judged.Verdict == Verdict.SyncFailed && mirror.Part > 0 && !isPrimaryInDoubt && input.Circumstances.Settings.WriteHold > TimeSpan.Zero)
            return Begin(in known, in state, in input, OutageStage.Waiting, mirror.Part, Work.Probe, Report.WaitsForLeg);
        return null;
    }

    /// <summary>
    /// A secondary leg or the log. Not the primary: every reload copies from it, and nobody can tell whether another leg got newer
    /// writes in the meantime, or its disk lost its cache.
    /// </summary>
    private static bool MayWaitFor(int part) => part is SoleMirror.Log or > 0;

    /// <summary>The kernel took a report of the second leg back by itself: its cache flush failed, and from now on it misses writes in silence.</summary>
    private static bool IsForgottenFlush(in RepairState before, in RepairState known, in PolicyInput input) =>
        known.Copies.InDoubt == DeadParts.SecondaryLeg && before.Copies.InDoubt == DeadParts.None
        && input.Seen.Mirror is { LegCount: 2, Part: SoleMirror.Nothing or 1 };

    private static bool MayRelease(in RepairState known, in PolicyInput input)
    {
        var wasInSync = known.Copies.WasFullySynced || (known.Copies.InDoubt == DeadParts.SecondaryLeg && input.Seen.IsFullySynced);
        return wasInSync
            && !input.Circumstances.IsUnsettled
            && !known.Copies.InDoubt.HasFlag(DeadParts.PrimaryLeg)
            && IsReleasable(in input);
    }

    /// <summary>The tables are such that the second leg can be released, and the administrator wants it to be waited for.</summary>
    internal static bool IsReleasable(in PolicyInput input) =>
        input.Circumstances is { CanRelease: true, Arrangement: Arrangement.LvmsOwn } && input.Circumstances.Settings.LegGrace > TimeSpan.Zero;

    private static Decision Begin(
        in RepairState known, in DeviceState state, in PolicyInput input, OutageStage stage, int leg, Work work, Report report)
    {
        var seen = input.Seen;
        var since = Since(in state, in input, leg);
        var outage = new Outage(
            stage,
            leg,
            seen.Layout,
            since,
            DueAt: OutageTimes.EndOf(stage, since, in input),
            // Not what was seen just now: whether the kernel copies shows only between two looks.
            Synced: ulong.MaxValue);
        var repair = known with { Phase = Phase.Watching, Faults = seen.Faults, Layout = seen.Layout };
        return new Decision(new DeviceState(repair, outage), work, report, IsFailure: stage is OutageStage.Releasing or OutageStage.Waiting);
    }

    private static bool MayHold(in DeviceState state, in PolicyInput input, int leg) =>
        input.Now - Since(in state, in input, leg) < input.Circumstances.Settings.WriteHold;

    /// <summary>
    /// A leg that an earlier registration waited for is waited for no longer than by one. Nor are writes held for longer because what they
    /// wait for is another part by now, or has another letter.
    /// </summary>
    private static Instant Since(in DeviceState state, in PolicyInput input, int leg)
    {
        var known = state.Outage;
        var isSame = known.Leg == leg || known.Stage is OutageStage.None or OutageStage.Holding or OutageStage.Waiting;
        return isSame && known.Layout == input.Seen.Layout ? known.Since : input.Now;
    }

    private static bool IsBack(in Outage remembered, in PolicyInput input) =>
        remembered.Stage is OutageStage.Released or OutageStage.Returning or OutageStage.Refilling or OutageStage.Reloading
        && input.Seen.Layout == remembered.Layout && input.Seen.Verdict is Verdict.Resyncing or Verdict.InSync;

    /// <summary>The kernel has forgotten the failure, or a reload that was cut off has begun its copy: whether it goes on shows between two looks.</summary>
    private static Decision HoldAnew(in DeviceState state, in PolicyInput input)
    {
        var held = Adopt(in state, in input, OutageStage.Holding, Work.Probe, Report.None);
        var outage = held.State.Outage with { Since = input.Now, Synced = ulong.MaxValue, DueAt = OutageTimes.EndOf(OutageStage.Holding, input.Now, in input) };
        return held with { State = held.State with { Outage = outage } };
    }

    private static Decision Adopt(in DeviceState state, in PolicyInput input, OutageStage stage, Work work, Report report)
    {
        var isRemembered = state.Outage.Stage != OutageStage.None;
        var outage = (isRemembered ? state.Outage : new Outage(stage, Leg: 1, Since: input.Now)) with
        {
            Stage = stage,
            Layout = input.Seen.Layout,
            DueAt = input.Now,
            BadProbes = 0,
            Refusals = 0,
            CopiedAt = input.Now,
        };
        return new Decision(new DeviceState(RepairState.Registered with { Layout = input.Seen.Layout }, outage), work, report);
    }
}
