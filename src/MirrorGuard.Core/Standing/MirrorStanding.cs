using MirrorGuard.Core.Faults;
using MirrorGuard.Core.Policy;
using MirrorGuard.Core.Time;

namespace MirrorGuard.Core.Standing;

/// <summary>
/// What the facts of a mirror mean together. The tables outweigh the record, and the record outweighs the letters: a released mirror
/// shows no letter until somebody writes, and a record is left behind where LVM loaded its own tables meanwhile.
/// </summary>
/// <param name="Condition">In one word.</param>
/// <param name="Outage">The wait that goes on; <see cref="OutageStage.None"/> when there is none, or it was not recorded.</param>
/// <param name="Until">When its patience ends; null: it has no end, or that is not known.</param>
/// <param name="RestsOnMemory">A repair is safe only if everything was in sync before the fault, which the status does not tell.</param>
public readonly record struct MirrorStanding(Condition Condition, Outage Outage, Instant? Until, bool RestsOnMemory)
{
    /// <summary>The key of section <c>faults</c> that sets <see cref="Until"/>; null when there is none.</summary>
    public string? Patience => Until is null ? null : OutageTimes.HoldsWrites(Outage.Stage) ? "write_hold" : "leg_grace";

    /// <summary>Works it out.</summary>
    public static MirrorStanding Of(MirrorFacts facts)
    {
        // That everything was in sync before is what the plugin may know; without it nothing could be said of a dead primary leg.
        var copies = new CopyKnowledge(WasFullySynced: true, facts.Record?.InDoubt ?? DeadParts.None);
        var seen = Diagnosis.Of(facts.Status, copies);
        var outage = facts.Record is { } record && record.Outage.Layout == seen.Layout ? record.Outage : default;
        var condition = ConditionOf(facts, in seen, outage.Stage);
        if (!GoesOn(condition))
            return new MirrorStanding(condition, default, null, seen.RestsOnMemory);
        var hasEnd = outage.Stage != OutageStage.None && condition is Condition.Released or Condition.Held or Condition.Waiting;
        return new MirrorStanding(condition, outage, hasEnd ? OutageTimes.EndOf(outage.Stage, outage.Since, facts.Settings) : null, seen.RestsOnMemory);
    }

    /// <summary>What was recorded goes on; in any other condition it has ended, and nobody has come by to take the record away.</summary>
    private static bool GoesOn(Condition condition) => condition
        is Condition.Released or Condition.Changing or Condition.Held or Condition.Waiting or Condition.Refilling or Condition.GivenUp
        or Condition.Dead or Condition.Hung;

    private static Condition ConditionOf(MirrorFacts facts, in Diagnosis seen, OutageStage stage)
    {
        if (seen.Verdict is Verdict.Unknown or Verdict.Unreadable or Verdict.Gone or Verdict.NoMirror)
            return Condition.NotUnderstood;
        if (stage == OutageStage.Hung)
            return Condition.Hung;
        if (seen.Verdict == Verdict.NoGoodLeg || (facts.IsSecondImageOut && seen.Dead.HasFlag(DeadParts.PrimaryLeg)))
            return Condition.Dead;
        if (stage == OutageStage.GivenUp && (facts.IsSecondImageOut || !IsWhole(in seen)))
            return Condition.GivenUp;
        if (facts.Arrangement == Arrangement.Released)
            return stage == OutageStage.Returning ? Condition.Changing : Condition.Released;
        if (facts.Arrangement is Arrangement.ImageReleasedOnly or Arrangement.MirrorReleasedOnly)
            return Condition.Changing;
        return ByRecord(in seen, stage) ?? ByStatus(in seen, facts.Record?.InDoubt ?? DeadParts.None);
    }

    /// <summary>Null: the record says nothing of what is seen, or no longer.</summary>
    private static Condition? ByRecord(in Diagnosis seen, OutageStage stage) => stage switch
    {
        OutageStage.Releasing or OutageStage.Reloading when !IsWhole(in seen) => Condition.Changing,
        OutageStage.Holding when !IsWhole(in seen) => Condition.Held,
        OutageStage.Waiting when seen.Verdict == Verdict.SyncFailed => Condition.Waiting,
        OutageStage.Released or OutageStage.Returning or OutageStage.Refilling when seen.Verdict == Verdict.Resyncing => Condition.Refilling,
        _ => null,
    };

    private static Condition ByStatus(in Diagnosis seen, DeadParts inDoubt) => seen.Verdict switch
    {
        Verdict.NoCompleteLeg => Condition.Incomplete,
        Verdict.Repairable => Condition.Degraded,
        _ when inDoubt != DeadParts.None => Condition.InDoubt,
        Verdict.SyncFailed => Condition.SyncFailed,
        Verdict.ReadFailed => Condition.ReadFailed,
        Verdict.LogUnreachable => Condition.LogUnreachable,
        Verdict.Resyncing => Condition.Resyncing,
        _ => Condition.InSync,
    };

    private static bool IsWhole(in Diagnosis seen) => seen.Verdict == Verdict.InSync;
}
