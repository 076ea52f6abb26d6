using System;
using MirrorGuard.Core.Explain;
using MirrorGuard.Core.Policy;
using MirrorGuard.Core.Status;
using MirrorGuard.Core.Time;

namespace MirrorGuard.Core.Standing;

/// <summary>How a mirror stands, in words.</summary>
public static class StandingWords
{
    /// <summary>What helps a person who reads of a state that only the plugin knows all about.</summary>
    private const string SeeLog = "dmeventd's log says what to do";

    /// <summary>For a column of a table: <c>in sync</c>.</summary>
    public static string Of(Condition condition) => condition switch
    {
        Condition.InSync => "in sync",
        Condition.Resyncing => "resyncing",
        Condition.Refilling => "refilling",
        Condition.Released => "released",
        Condition.Changing => "changing",
        Condition.Held => "writes held",
        Condition.Waiting => "waits for leg",
        Condition.GivenUp => "repair due",
        Condition.ReadFailed => "read failed",
        Condition.SyncFailed => "resync failed",
        Condition.LogUnreachable => "log silent",
        Condition.Degraded => "degraded",
        Condition.InDoubt => "in doubt",
        Condition.Incomplete => "incomplete",
        Condition.Dead => "dead",
        Condition.Hung => "hung",
        Condition.NotUnderstood => "unclear",
        _ => throw new ArgumentOutOfRangeException(nameof(condition)),
    };

    /// <summary>What a leg suffers from: <c>alive</c>, <c>a write failed (D)</c>.</summary>
    /// <param name="facts">The mirror.</param>
    /// <param name="standing">What they mean.</param>
    /// <param name="target">Which of the mirror targets.</param>
    /// <param name="leg">The leg's index.</param>
    public static string OfLeg(MirrorFacts facts, in MirrorStanding standing, int target, int leg)
    {
        ref readonly var mirror = ref facts.Status.Mirrors[target];
        if (leg == 1 && facts.IsSecondImageOut)
            return "released: writes go on without it";
        if (FailureWords.OfLeg(mirror[leg].Health) is { } words)
            return $"{words.Event} ({HealthLetter.Of(mirror[leg].Health)})";
        var isCopiedTo = leg > 0 && !mirror.InSync.IsInSync && standing.Condition is Condition.Resyncing or Condition.Refilling;
        return isCopiedTo ? "alive, being filled" : "alive";
    }

    /// <summary>What a log suffers from; where it is, if it is on no device.</summary>
    public static string OfLog(in LogStatus log) => log.Kind switch
    {
        LogKind.None => "says nothing of itself",
        LogKind.Core => "in memory",
        LogKind.ClusteredCore => "in the cluster's memory",
        LogKind.Unreachable => "its daemon does not answer",
        _ => FailureWords.OfLog(log.Health) is { } words ? $"{words.Event} ({HealthLetter.Of(log.Health)})" : "alive",
    };

    /// <summary>What goes on, and what comes of it; null where all is as it should be.</summary>
    /// <param name="facts">The mirror.</param>
    /// <param name="standing">What they mean.</param>
    /// <param name="now">The time.</param>
    public static string? Sentence(MirrorFacts facts, in MirrorStanding standing, Instant now)
    {
        var sentence = Told(in standing) is { } report
            ? OutageWords.Sentence(report, standing.Outage, facts.Settings, Part(facts, in standing), facts.Status, now)
            : OfCondition(facts, in standing);
        if (sentence is null || facts.IsWatched != false)
            return sentence;
        return $"{sentence} MirrorGuard does not watch this volume, and does nothing about it: 'lvchange --monitor y {facts.Volume}'.";
    }

    /// <summary>What the plugin said when this began, where that is still the truth.</summary>
    private static Report? Told(in MirrorStanding standing) => standing.Condition switch
    {
        Condition.Released when standing.Until is not null => Report.Released,
        Condition.Held => Report.Held,
        Condition.Waiting => Report.WaitsForLeg,
        Condition.Hung => Report.NeedsPersonSwapHangs,
        _ => null,
    };

    private static string? OfCondition(MirrorFacts facts, in MirrorStanding standing) => standing.Condition switch
    {
        Condition.InSync => null,
        Condition.Resyncing => $"the kernel copies from the primary leg; {Missing(facts)} to be copied.",
        Condition.Refilling => $"{Part(facts, in standing)} is back, and the kernel copies what it misses; {Missing(facts)} to be copied.",
        Condition.Released => $"writes go on without {Part(facts, in standing)}. Since when, and for how long it is awaited, is not recorded.",
        Condition.Changing => $"{Change(facts, in standing)}. That takes moments; if it was cut off, it is finished when MirrorGuard is asked to watch the volume.",
        Condition.GivenUp => $"{Part(facts, in standing)} did not come back in time; LVM's repair is due, or runs.",
        Condition.ReadFailed => "nothing is lost, as long as another leg can be read there.",
        Condition.SyncFailed => $"the copy is incomplete, and writes to what is not in sync may wait; {SeeLog}.",
        Condition.LogUnreachable => "nobody keeps track of which regions are in sync; see to the cluster's log daemon.",
        Condition.Degraded when standing.RestsOnMemory => "LVM's repair is due, or runs, if everything was in sync before the fault. Otherwise it "
            + $"could keep stale data, and a person is needed; {SeeLog}.",
        Condition.Degraded => $"LVM's repair is due, runs, or has failed; {SeeLog}.",
        Condition.InDoubt => $"the kernel reports no failure any more, though nobody reloaded the volume. After a failed cache flush its legs may differ; {SeeLog}.",
        Condition.Incomplete => $"NEEDS A PERSON: no leg that a repair would keep is known to be complete, so none is run; {SeeLog}.",
        Condition.Dead when facts.IsSecondImageOut => $"NEEDS A PERSON: the primary leg failed while {Part(facts, in standing)} is out, and no repair is run. "
            + $"Bring the primary leg's disk back; {SeeLog}.",
        Condition.Dead => $"NEEDS A PERSON: every leg failed, so a repair would remove the last copy and is not run. Bring all disks back; {SeeLog}.",
        Condition.NotUnderstood => $"the kernel's status is not understood, so nothing is done: {facts.Status.Refusal ?? "there is none"}.",
        _ => throw new ArgumentOutOfRangeException(nameof(standing)),
    };

    private static string Change(MirrorFacts facts, in MirrorStanding standing) => standing.Outage.Stage switch
    {
        OutageStage.Reloading => "the mirror's table is being loaded anew",
        OutageStage.Releasing => $"{Part(facts, in standing)} is being let go of",
        OutageStage.Returning => $"{Part(facts, in standing)} is being taken back",
        _ => "the tables of the mirror and of its second image are being changed",
    };

    private static string Missing(MirrorFacts facts) =>
        $"{RegionWords.OutOfSync(facts.InSync, facts.Length)} {RegionWords.IsOrAre(facts.InSync)} still";

    /// <summary>The part that is waited for; without a record, of a released mirror, the second leg.</summary>
    private static string Part(MirrorFacts facts, in MirrorStanding standing)
    {
        ref readonly var mirror = ref facts.Status.Mirrors[0];
        return OutageWords.PartName(facts.Names[0], in mirror, standing.Outage.Stage == OutageStage.None ? 1 : standing.Outage.Leg);
    }
}
