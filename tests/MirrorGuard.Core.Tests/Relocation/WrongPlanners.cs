using System;
using System.Collections.Generic;

using MirrorGuard.Core.Relocation;
using MirrorGuard.Core.Time;

namespace MirrorGuard.Core.Tests.Relocation;

/// <summary>Planners with one mistake each, which the rules must notice.</summary>
internal static class WrongPlanners
{
    private static readonly RewriteBudget Plenty = new(int.MaxValue, 0);

    internal static readonly Dictionary<string, RelocationStep> ByName = new()
    {
        ["reads chunks one block too short"] = Deciding((state, made) => IsWholeChunk(made)
            ? made with { Range = made.Range with { Length = made.Range.Length - state.Leg.LogicalBlock } }
            : made),
        ["begins chunks one block too late"] = Deciding((state, made) => IsWholeChunk(made)
            ? made with { Range = SectorRange.Between(made.Range.Start + state.Leg.LogicalBlock, made.Range.End) }
            : made),
        ["skips the last partial chunk"] = Deciding((_, made) => IsLastPartialChunk(made)
            ? Right(made.State, RelocationInput.ReadSucceeded)
            : made),
        ["reads the chunk of the hint twice"] = Deciding((state, made) => IsSecondChunkAfterHint(state, made)
            ? new RelocationDecision(
                made.State with { Turn = 0, Search = BadBlockSearch.Over(state.Order[0]), DueAt = new Instant(1) },
                RelocationWork.Read,
                state.Order[0])
            : made),
        ["forgets a run at a chunk border"] = Deciding((state, made) => made.Work == RelocationWork.Read && made.State.Turn != state.Turn
            ? made with { State = made.State with { Run = default } }
            : made),
        ["takes a half for bad because its twin is good"] = Deciding((state, made) => IsUnconfirmedBlock(state, made)
            ? Right(made.State, RelocationInput.ReadFailed)
            : made),
        ["rewrites the whole chunk"] = Deciding((_, made) => made.Work == RelocationWork.Rewrite
            ? made with { Range = made.State.Order[made.State.Turn] }
            : made),
        ["rewrites one block too many"] = Deciding((state, made) => made.Work == RelocationWork.Rewrite && made.Range.End < state.Leg.Length
            ? made with { Range = made.Range with { Length = made.Range.Length + state.Leg.LogicalBlock } }
            : made),
        ["rewrites block by block"] = Deciding((_, made) => made.Work == RelocationWork.Rewrite ? OnlyFirstBlock(made) : made),
        ["retries for ever"] = (in state, input, budget, now) => Right(state with { Refusals = 0 }, input, budget, now),
        ["gives up at the first refusal"] = (in state, input, budget, now) =>
            Right(state with { Refusals = RelocationPlanner.MaxRefusals - 1 }, input, budget, now),
        ["takes a dead leg for one bad place after the other"] = (in state, input, budget, now) =>
            Right(state with { FailedReadsInARow = 0 }, input, budget, now),
        ["takes an unreadable stretch for a dead leg"] = Deciding((_, made) => made.State.Phase == RelocationPhase.LookingElsewhere
            ? new RelocationDecision(made.State with { Phase = RelocationPhase.Over, Verdict = RelocationVerdict.LegDead }, RelocationWork.Finish)
            : made),
        ["knows no budget"] = (in state, input, _, now) => Right(state, input, Plenty, now),
        ["leaves one of the budget"] = (in state, input, budget, now) => Right(state, input, budget with { Limit = budget.Limit - 1 }, now),
        ["gives a run up for one lost block"] = Deciding((state, made) => state.Phase == RelocationPhase.Rewriting && made.State.Healing.IsBehindBadBlock
            ? Right(made.State with { Phase = RelocationPhase.NotBegun, Run = default, Healing = default }, RelocationInput.Begin)
            : made),
        ["hides what is lost"] = Deciding((_, made) => made with { State = made.State with { Tally = made.State.Tally with { Lost = default } } }),
        ["forgets what was healed under an abort"] = Deciding((_, made) => made.State.Phase == RelocationPhase.OverWhileRewriting
            ? made with { State = made.State with { Phase = RelocationPhase.Over } }
            : made),
        ["does not hear an abort"] = (in state, input, budget, now) => input == RelocationInput.Abort
            ? new RelocationDecision(state, RelocationWork.None)
            : Right(state, input, budget, now),
    };

    private static RelocationStep Deciding(Func<RelocationState, RelocationDecision, RelocationDecision> mistake) =>
        (in state, input, budget, now) => mistake(state, Right(state, input, budget, now));

    private static RelocationDecision Right(RelocationState state, RelocationInput input) => Right(state, input, Plenty, default);

    private static RelocationDecision Right(RelocationState state, RelocationInput input, RewriteBudget budget, Instant now) =>
        RelocationPlanner.Step(in state, input, budget, now);

    private static bool IsSearching(RelocationDecision made) => made is { Work: RelocationWork.Read, State.Phase: RelocationPhase.Searching };

    private static bool IsWholeChunk(RelocationDecision made) => IsSearching(made) && made.Range.Length == ChunkOrder.ChunkLength;

    private static bool IsLastPartialChunk(RelocationDecision made) =>
        IsSearching(made)
        && made.Range.End == made.State.Leg.Length
        && made.Range.Start.Count % ChunkOrder.ChunkLength.Count == 0
        && made.Range.Length < ChunkOrder.ChunkLength;

    private static bool IsSecondChunkAfterHint(RelocationState state, RelocationDecision made) =>
        IsSearching(made)
        && made.State is { Turn: 1, DueAt.Milliseconds: 0, Run.IsEmpty: true }
        && state.Turn == 0
        && state.Order[0].Start.Count > 0;

    private static bool IsUnconfirmedBlock(RelocationState state, RelocationDecision made) =>
        IsSearching(made)
        && state.Search.SuspectEnd > state.Search.Position
        && made.State.Search.Position > state.Search.Position
        && made.Range.End == made.State.Search.SuspectEnd
        && made.Range.Length == state.Leg.LogicalBlock;

    private static RelocationDecision OnlyFirstBlock(RelocationDecision made)
    {
        var block = made.State.Leg.LogicalBlock;
        var healing = made.State.Healing;
        return made with
        {
            State = made.State with { Healing = healing with { SuspectEnd = healing.Position + block } },
            Range = new SectorRange(healing.Position, block),
        };
    }
}
