using System;
using MirrorGuard.Core.Settings;
using MirrorGuard.Core.Time;

namespace MirrorGuard.Core.Reattach;

/// <summary>
/// Puts a leg back that LVM's repair removed, when its disk returns soon. LVM does all of it: it knows the disk by its UUID, and its
/// <c>lvconvert</c> copies onto the disk and takes nothing from it. What is decided here is when to act, and above all when not: each
/// act follows upon two looks, at the disk and at the volume, and whatever is not as the repair left it ends the whole.
///
/// The alternative, to keep the leg in LVM's metadata and wait for it as for a second leg, was rejected: the kernel copies from the first
/// leg at every reload, so a failed first leg that stays in the table costs data.
/// </summary>
public static class ReattachPolicy
{
    /// <summary>How often LVM may refuse before a person is asked.</summary>
    public const int MaxRefusals = 3;

    /// <summary>When the disk is awaited no longer.</summary>
    public static Instant Deadline(RemovedLeg leg, FaultSettings settings) => leg.Since + settings.LegGrace;

    /// <summary>Whether a leg that is removed at <paramref name="now"/> is to be put back at all.</summary>
    public static bool IsWanted(RemovedLeg leg, FaultSettings settings, Instant now) =>
        IsEnabled(settings) && now < Deadline(leg, settings) && !leg.Disk.Uuid.IsNone && leg.Disk.Sectors > 0;

    /// <summary>Decides.</summary>
    /// <param name="leg">The leg.</param>
    /// <param name="state">What was remembered.</param>
    /// <param name="input">What happened.</param>
    public static ReattachDecision Step(RemovedLeg leg, ReattachState state, in ReattachInput input) => input.Kind switch
    {
        ReattachInputKind.Due => Look(leg, state, in input),
        ReattachInputKind.Done => Answered(leg, state, in input),
        ReattachInputKind.Failed => Failed(state, in input),
        ReattachInputKind.TakesLong => new ReattachDecision(state, Report: ReattachReport.NeedsPersonHangs),
        _ => throw new ArgumentOutOfRangeException(nameof(input)),
    };

    private static ReattachDecision Look(RemovedLeg leg, ReattachState state, in ReattachInput input)
    {
        if (!IsEnabled(input.Settings))
            return End(state, ReattachReport.TurnedOff);
        if (input.Now >= Deadline(leg, input.Settings))
            return End(state, state.Refusals > 0 ? ReattachReport.NeedsPersonRefused : ReattachReport.NotBack);
        return state.Stage == ReattachStage.Learning
            ? new ReattachDecision(state, ReattachWork.AskForVolume)
            : new ReattachDecision(state with { Stage = ReattachStage.Looking }, ReattachWork.AskForDisks);
    }

    private static ReattachDecision Answered(RemovedLeg leg, ReattachState state, in ReattachInput input) => state.Stage switch
    {
        ReattachStage.Learning => Learn(leg, state, in input),
        ReattachStage.Looking => Judge(leg, state, in input),
        ReattachStage.Comparing => Compare(state, in input),
        ReattachStage.Restoring => new ReattachDecision(state with { Stage = ReattachStage.Awaiting, DueAt = input.Now }),
        ReattachStage.Converting => End(state, ReattachReport.PutBack),
        _ => new ReattachDecision(state),
    };

    /// <summary>LVM's policy may have been another one than to remove the leg: then there is nothing to put back, and nothing to say.</summary>
    private static ReattachDecision Learn(RemovedLeg leg, ReattachState state, in ReattachInput input)
    {
        if (!VolumeAnswer.Lacks(input.Answer, leg))
            return End(state, ReattachReport.None);
        var learned = state with { Volume = input.Answer.Trim(), Stage = ReattachStage.Awaiting, DueAt = input.Now + Pause(0, input.Settings), Looks = 0 };
        return new ReattachDecision(learned, Report: ReattachReport.Awaited);
    }

    private static ReattachDecision Judge(RemovedLeg leg, ReattachState state, in ReattachInput input)
    {
        var disk = DiskAnswer.Find(input.Answer, leg.Disk.Uuid.ToString());
        if (disk is null || disk.VgUuid != leg.Id.Vg.ToString())
            return End(state, ReattachReport.DiskTaken);
        if (disk.Name is null)
            return LookLater(state, in input);
        if (disk.Sectors != leg.Disk.Sectors)
            return End(state with { Disk = disk }, ReattachReport.OtherDisk);
        if (VolumeAnswer.LiesOn(state.Volume, disk.Name))
            return End(state with { Disk = disk }, ReattachReport.OtherLeg);
        var log = leg.LogDisk.IsNone ? null : DiskAnswer.Find(input.Answer, leg.LogDisk.ToString());
        var found = state with { Stage = ReattachStage.Comparing, Disk = disk, LogDisk = log is { Name: not null, IsMarkedMissing: false, FreeExtent: not null } ? log : null };
        return new ReattachDecision(found, ReattachWork.AskForVolume);
    }

    private static ReattachDecision Compare(ReattachState state, in ReattachInput input)
    {
        if (!IsEnabled(input.Settings))
            return End(state, ReattachReport.TurnedOff);
        if (input.Answer.Trim() != state.Volume)
            return End(state, ReattachReport.VolumeChanged);
        // A repair may have writes of its volume waiting, and would itself wait for the lock of the group.
        if (input.IsRepairing)
            return new ReattachDecision(state with { Stage = ReattachStage.Awaiting, DueAt = input.Now + input.Settings.ProbeInterval });
        return state.Disk!.IsMarkedMissing
            ? new ReattachDecision(state with { Stage = ReattachStage.Restoring }, ReattachWork.Restore)
            : new ReattachDecision(state with { Stage = ReattachStage.Converting }, ReattachWork.Convert);
    }

    private static ReattachDecision Failed(ReattachState state, in ReattachInput input)
    {
        if (state.Stage is not (ReattachStage.Restoring or ReattachStage.Converting))
            return LookLater(state, in input);
        var refused = state with { Refusals = state.Refusals + 1 };
        if (refused.Refusals >= MaxRefusals)
            return End(refused, ReattachReport.NeedsPersonRefused);
        return LookLater(refused, in input) with { Report = ReattachReport.TriedAgain };
    }

    private static ReattachDecision LookLater(ReattachState state, in ReattachInput input)
    {
        var stage = state.Stage == ReattachStage.Learning ? ReattachStage.Learning : ReattachStage.Awaiting;
        return new ReattachDecision(state with { Stage = stage, Looks = state.Looks + 1, DueAt = input.Now + Pause(state.Looks, input.Settings) });
    }

    private static ReattachDecision End(ReattachState state, ReattachReport report) =>
        new(state with { Stage = ReattachStage.Ended }, Report: report);

    private static TimeSpan Pause(int looks, FaultSettings settings)
    {
        var pause = settings.ProbeInterval;
        for (var look = 0; look < looks && pause < settings.LongestProbeInterval; look++)
            pause *= 2;
        return pause < settings.LongestProbeInterval ? pause : settings.LongestProbeInterval;
    }

    private static bool IsEnabled(FaultSettings settings) => settings is { IsReattachEnabled: true, Mode: FaultMode.Act };
}
