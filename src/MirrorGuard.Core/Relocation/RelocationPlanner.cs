using System;
using MirrorGuard.Core.Time;

namespace MirrorGuard.Core.Relocation;

/// <summary>
/// Finds the unreadable places of one leg, or of a part of it, and has them rewritten from a good one.
///
/// The leg is read chunk by chunk; <see cref="BadBlockSearch"/> narrows a chunk that fails down to
/// its bad blocks. A run of bad blocks is rewritten as soon as its end is known, instead of all at
/// the end: nothing has to be kept, and what is healed stays healed when the rest is aborted. Where
/// the good leg cannot be read either, the same search runs over the rewrites, so that one block
/// that is lost does not keep its neighbours from being healed.
///
/// A rewrite suspends the volume, and a suspend towards a dead leg may never end. So a leg that
/// stopped answering is asked elsewhere before anything is rewritten, and also when too many reads
/// fail one after the other: an unreadable stretch, however long, does not hide the rest of the
/// leg, and a dead disk costs some dozen reads instead of one for each of its blocks.
///
/// Reads are at most: one for each chunk; for each run of k bad blocks within a chunk of n blocks,
/// k + log2(n) + 2; for each passing error log2(n) + 3; and <see cref="PlacesElsewhere"/> for each
/// look elsewhere, of which there is at most one for each rewrite and one for each
/// <see cref="MaxFailedReadsInARow"/> failed reads.
/// </summary>
public static class RelocationPlanner
{
    /// <summary>
    /// Failed reads in a row after which the leg is asked elsewhere: narrowing down to one block takes a dozen, and a disk may need
    /// seconds for each.
    /// </summary>
    public const int MaxFailedReadsInARow = 32;

    /// <summary>Places, spread over the leg, that must all be unreadable for it to count as dead.</summary>
    public const int PlacesElsewhere = 8;

    /// <summary>How often in a row a rewrite may be refused: with the pauses below, half a minute, longer than LVM's commands take.</summary>
    public const int MaxRefusals = 6;

    /// <summary>
    /// 64 KiB: the longest rewrite. The volume's writes wait for it, and a disk may need seconds for each sector that it remaps; a
    /// longer run is rewritten in several parts, between which the volume works.
    /// </summary>
    public static readonly Sectors MaxRewrite = new(128);

    /// <summary>The pause after the first refusal; it doubles each time.</summary>
    public static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);

    /// <summary>Decides; a <see cref="RelocationStep"/>. An answer that nobody waits for changes nothing.</summary>
    /// <param name="state">What was remembered.</param>
    /// <param name="input">What has happened.</param>
    /// <param name="budget">What the disk may still have.</param>
    /// <param name="now">The time.</param>
    public static RelocationDecision Step(in RelocationState state, RelocationInput input, RewriteBudget budget, Instant now)
    {
        if (input == RelocationInput.Abort)
            return Abort(in state);

        return (state.Phase, input) switch
        {
            (RelocationPhase.NotBegun, RelocationInput.Begin) => Proceed(in state, budget),
            (RelocationPhase.Searching, RelocationInput.ReadSucceeded) => Proceed(AfterGoodRead(in state), budget),
            (RelocationPhase.Searching, RelocationInput.ReadFailed) => Proceed(AfterFailedRead(in state), budget),
            (RelocationPhase.LookingElsewhere, RelocationInput.ReadSucceeded) => Proceed(Counted(in state, isGood: true), budget),
            (RelocationPhase.LookingElsewhere, RelocationInput.ReadFailed) => LookFurther(Counted(in state, isGood: false)),
            (RelocationPhase.Rewriting, RelocationInput.RewriteRefused) => Wait(in state, now),
            (RelocationPhase.Rewriting, RelocationInput.RewriteFailed) => End(Tallied(in state, input), RelocationVerdict.RewriteFailed),
            (RelocationPhase.Rewriting, RelocationInput.ReadableAgain) => Proceed(AfterRewrite(in state, input), budget),
            (RelocationPhase.Rewriting, RelocationInput.Rewritten or RelocationInput.SourceUnreadable or RelocationInput.SourceInDoubt) =>
                Proceed(AfterRewrite(Tallied(in state, input), input), budget),
            (RelocationPhase.Waiting, RelocationInput.Due) => now < state.DueAt
                ? new RelocationDecision(state, RelocationWork.ComeBackWhenDue)
                : Proceed(in state, budget),
            (RelocationPhase.OverWhileRewriting, _) when IsEndOfRewrite(input) => Nothing(Tallied(in state, input) with { Phase = RelocationPhase.Over }),
            _ => Nothing(in state),
        };
    }

    /// <summary>The pause before a rewrite is asked for again.</summary>
    /// <param name="refusals">1 to <see cref="MaxRefusals"/>.</param>
    public static TimeSpan PauseAfter(int refusals) => FirstPause * (1 << (refusals - 1));

    private static RelocationDecision Proceed(in RelocationState state, RewriteBudget budget)
    {
        if (state.FailedReadsInARow >= MaxFailedReadsInARow)
            return LookElsewhere(in state);
        var next = WithUnfinishedChunk(in state);
        if (IsRunComplete(in next))
            return next.FailedReadsInARow == 0 ? Rewrite(in next, budget) : LookElsewhere(in next);
        return next.Search.IsOver
            ? End(in next, VerdictOf(next.Tally))
            : new RelocationDecision(next with { Phase = RelocationPhase.Searching }, RelocationWork.Read, next.Search.Next(next.Leg.LogicalBlock));
    }

    /// <summary>Searching has come to the next chunk, if there is one.</summary>
    private static RelocationState WithUnfinishedChunk(in RelocationState state)
    {
        var turn = state.Turn + 1;
        return state.Search.IsOver && turn < state.Order.Count
            ? state with { Turn = turn, Search = BadBlockSearch.Over(state.Order[turn]) }
            : state;
    }

    /// <summary>The block behind the run is good, or is not looked at next, or would make it too long for one rewrite.</summary>
    private static bool IsRunComplete(in RelocationState state) =>
        !state.Run.IsEmpty && (state.Search.IsOver || state.Search.Position != state.Run.End || state.Run.Length == MaxRewrite);

    private static RelocationState AfterGoodRead(in RelocationState state) =>
        Counted(in state, isGood: true) with { Search = state.Search.AfterSuccess(state.Leg.LogicalBlock) };

    private static RelocationState AfterFailedRead(in RelocationState state)
    {
        var block = state.Leg.LogicalBlock;
        var failed = state.Search.Next(block);
        return Counted(in state, isGood: false) with
        {
            Search = state.Search.AfterFailure(block),
            Run = failed.Length == block ? state.Run.FollowedBy(failed) : state.Run,
        };
    }

    private static RelocationState Counted(in RelocationState state, bool isGood) => state with
    {
        FailedReadsInARow = isGood ? 0 : state.FailedReadsInARow + 1,
        Tally = state.Tally with { Reads = state.Tally.Reads + 1, FailedReads = state.Tally.FailedReads + (isGood ? 0UL : 1) },
    };

    private static RelocationDecision LookElsewhere(in RelocationState state) =>
        Look(state with { Phase = RelocationPhase.LookingElsewhere, Looks = 0 });

    private static RelocationDecision LookFurther(in RelocationState state) => state.Looks + 1 == PlacesElsewhere
        ? End(in state, RelocationVerdict.LegDead)
        : Look(state with { Looks = state.Looks + 1 });

    private static RelocationDecision Look(in RelocationState state) =>
        new(state, RelocationWork.Read, state.Leg.BlockAtPart(state.Looks, PlacesElsewhere));

    private static RelocationDecision Rewrite(in RelocationState state, RewriteBudget budget)
    {
        if (budget.IsSpent)
            return End(in state, RelocationVerdict.BudgetSpent);
        var healing = state.Healing.IsOver ? BadBlockSearch.Over(state.Run) : state.Healing;
        return new RelocationDecision(
            state with { Phase = RelocationPhase.Rewriting, Healing = healing },
            RelocationWork.Rewrite,
            healing.Next(state.Leg.LogicalBlock));
    }

    private static RelocationState AfterRewrite(in RelocationState state, RelocationInput input)
    {
        var block = state.Leg.LogicalBlock;
        // What is in doubt is so as a whole: no part of it would fare better.
        var healing = input == RelocationInput.SourceUnreadable ? state.Healing.AfterFailure(block) : state.Healing.AfterSuccess(block);
        return state with { Healing = healing, Run = healing.IsOver ? default : state.Run, Refusals = 0 };
    }

    private static RelocationState Tallied(in RelocationState state, RelocationInput input)
    {
        if (input == RelocationInput.RewriteRefused)
            return state;
        var range = state.Healing.Next(state.Leg.LogicalBlock);
        if (input == RelocationInput.SourceInDoubt)
            return state with { Tally = state.Tally with { InDoubt = state.Tally.InDoubt + range.Length } };
        var tally = state.Tally with { Rewrites = state.Tally.Rewrites + 1 };
        return state with
        {
            Tally = input switch
            {
                RelocationInput.Rewritten => tally with { Healed = tally.Healed + range.Length },
                RelocationInput.SourceUnreadable when range.Length == state.Leg.LogicalBlock => tally with { Lost = tally.Lost.With(range) },
                _ => tally,
            },
        };
    }

    private static RelocationDecision Wait(in RelocationState state, Instant now)
    {
        var refusals = state.Refusals + 1;
        if (refusals == MaxRefusals)
            return End(in state, RelocationVerdict.VolumeBusy);
        var waiting = state with { Phase = RelocationPhase.Waiting, Refusals = refusals, DueAt = now + PauseAfter(refusals) };
        return new RelocationDecision(waiting, RelocationWork.ComeBackWhenDue);
    }

    private static RelocationDecision Abort(in RelocationState state) => state.Phase switch
    {
        RelocationPhase.Over or RelocationPhase.OverWhileRewriting => Nothing(in state),
        RelocationPhase.Rewriting => End(in state, RelocationVerdict.Aborted, RelocationPhase.OverWhileRewriting),
        _ => End(in state, RelocationVerdict.Aborted),
    };

    private static RelocationVerdict VerdictOf(in RelocationTally tally) =>
        tally.InDoubt.Count > 0 ? RelocationVerdict.SourceInDoubt
        : tally.Lost.Total.Count > 0 ? RelocationVerdict.BadOnBothLegs
        : tally.Healed.Count > 0 ? RelocationVerdict.AllHealed
        : RelocationVerdict.NothingFound;

    private static bool IsEndOfRewrite(RelocationInput input) => input
        is RelocationInput.Rewritten or RelocationInput.SourceUnreadable or RelocationInput.RewriteFailed or RelocationInput.RewriteRefused;

    private static RelocationDecision End(
        in RelocationState state, RelocationVerdict verdict, RelocationPhase phase = RelocationPhase.Over) =>
        new(state with { Phase = phase, Verdict = verdict }, RelocationWork.Finish);

    private static RelocationDecision Nothing(in RelocationState state) => new(state, RelocationWork.None);
}
