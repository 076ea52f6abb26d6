using System;
using MirrorGuard.Core.Time;

namespace MirrorGuard.Core.Relocation;

/// <summary>
/// What a planner will read next, as long as nothing fails. Its reads can then be sent many at a time: the first that fails ends them,
/// and tells which went well. That costs nothing, since the planner is pure and can be asked what it would do; several reads at once
/// would be faster on no disk that has one head, and would have to be taken back after each failure.
/// </summary>
public static class ReadAhead
{
    /// <summary>Collects the reads that follow one another.</summary>
    /// <param name="state">The planner's state, having asked for a read.</param>
    /// <param name="first">What it asked for.</param>
    /// <param name="budget">What the disk may still have.</param>
    /// <param name="now">The time.</param>
    /// <param name="reads">Filled from its start; one entry at least.</param>
    /// <returns>The number of reads.</returns>
    public static int Collect(in RelocationState state, SectorRange first, RewriteBudget budget, Instant now, Span<SectorRange> reads)
    {
        var decision = new RelocationDecision(state, RelocationWork.Read, first);
        var count = 0;
        while (count < reads.Length && decision.Work == RelocationWork.Read)
        {
            reads[count++] = decision.Range;
            decision = RelocationPlanner.Step(decision.State, RelocationInput.ReadSucceeded, budget, now);
        }
        return count;
    }

    /// <summary>The planner's decision after some of its reads were carried out.</summary>
    /// <param name="state">Its state when they were collected.</param>
    /// <param name="reads">How many went well.</param>
    /// <param name="hasFailed">Another one failed after them.</param>
    /// <param name="budget">What the disk may still have.</param>
    /// <param name="now">The time.</param>
    public static RelocationDecision After(in RelocationState state, int reads, bool hasFailed, RewriteBudget budget, Instant now)
    {
        var decision = new RelocationDecision(state, RelocationWork.Read);
        for (var read = 0; read < reads; read++)
            decision = RelocationPlanner.Step(decision.State, RelocationInput.ReadSucceeded, budget, now);
        return hasFailed ? RelocationPlanner.Step(decision.State, RelocationInput.ReadFailed, budget, now) : decision;
    }
}
