using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;

using MirrorGuard.Core.Relocation;

namespace MirrorGuard.Core.Tests.Relocation;

/// <summary>What must be true of every relocation once it is over.</summary>
internal static class RelocationRules
{
    private static readonly Func<Scenario, RelocationRun, string?>[] All =
        [VerdictIsRight, FoundAll, TallyIsRight, ReadsAreBounded, RewritesAreMerged];

    /// <summary>The first rule that <paramref name="step"/> breaks, or null.</summary>
    internal static string? FirstBroken(Scenario scenario, RelocationStep step)
    {
        var run = RelocationRun.Of(scenario, step);
        var broken = run.Broken ?? All.Select(rule => rule(scenario, run)).FirstOrDefault(rule => rule is not null);
        return broken is null ? null : $"{scenario.Name}: {broken}";
    }

    private static bool IsComplete(RelocationRun run) =>
        run.State.Verdict is RelocationVerdict.NothingFound or RelocationVerdict.AllHealed or RelocationVerdict.BadOnBothLegs
            or RelocationVerdict.SourceInDoubt;

    private static string? VerdictIsRight(Scenario scenario, RelocationRun run)
    {
        var isRight = run.State.Verdict switch
        {
            RelocationVerdict.NothingFound => Lost(scenario, run).Count == 0 && run.Rewrites.TrueForAll(rewrite => rewrite.End == RelocationInput.SourceUnreadable)
                && (run.Rewrites.Count == 0 || scenario.DoubtEvery > 0),
            RelocationVerdict.AllHealed => run.Legs.Rewritten.Contains(1) && Lost(scenario, run).Count == 0 && !run.Legs.InDoubt.Contains(true),
            RelocationVerdict.BadOnBothLegs => Lost(scenario, run).Count > 0,
            RelocationVerdict.SourceInDoubt => run.Legs.InDoubt.Contains(true),
            RelocationVerdict.LegDead => run.Legs.IsDead || AllPlacesElsewhereAreBad(scenario, run) || scenario.PassingErrorEvery > 0,
            RelocationVerdict.RewriteFailed => run.Legs.IsDead || run.Rewrites is [.., { End: RelocationInput.RewriteFailed }],
            RelocationVerdict.BudgetSpent => run.Rewrites.Count == scenario.Budget,
            RelocationVerdict.VolumeBusy => run.RefusalsInARow == RelocationPlanner.MaxRefusals,
            RelocationVerdict.Aborted => run.WasAborted,
            _ => false,
        };
        if (run.WasAborted && run.State.Verdict != RelocationVerdict.Aborted)
            return "an abort was not heard";
        return isRight ? null : $"the verdict {run.State.Verdict}";
    }

    /// <summary>
    /// Every block was read well, or rewritten, or is lost on both legs; and those that are still bad are just the lost ones, and those
    /// that were not to be searched.
    /// </summary>
    private static string? FoundAll(Scenario scenario, RelocationRun run)
    {
        if (!IsComplete(run) || run.Legs.IsDead)
            return null;
        var lost = Lost(scenario, run);
        for (var block = 0; block < scenario.Blocks; block++)
        {
            if (block < scenario.First || block >= scenario.End)
            {
                if (run.Legs.Bad[block] != scenario.Bad[block] || run.Legs.Rewritten[block] > 0)
                    return $"block {block} was rewritten, which was not to be searched";
                continue;
            }
            if (run.Legs.InDoubt[block] || run.Legs.ReadableAgain[block])
            {
                if (run.Legs.Rewritten[block] > 0)
                    return $"block {block} was rewritten although its source was in doubt, or it could be read";
                continue;
            }
            if (run.Legs.Bad[block] != (scenario.Bad[block] && scenario.SourceBad[block]))
                return $"block {block} is {(run.Legs.Bad[block] ? "not healed" : "healed though it could not be")}";
            if (!run.Legs.IsKnownGood[block] && !lost.Contains(block))
                return $"block {block} was not looked at";
            if (scenario.Bad[block] && !scenario.SourceBad[block] && run.Legs.Rewritten[block] != 1)
                return $"block {block} was rewritten {run.Legs.Rewritten[block]} times";
        }
        return null;
    }

    private static string? TallyIsRight(Scenario scenario, RelocationRun run)
    {
        var tally = run.State.Tally;
        if (tally.Healed.Count != (ulong)(run.Legs.Rewritten.Sum() * scenario.BlockSectors))
            return $"{tally.Healed} healed by its own account";
        // The end of a read that an abort came upon is of no use to anybody.
        var unheard = run.WasAborted ? 1UL : 0;
        if (tally.Rewrites != run.Rewrites.Count || (ulong)run.Reads - tally.Reads > unheard || (ulong)run.FailedReads - tally.FailedReads > unheard)
            return "the tally of reads or rewrites is wrong";
        if (tally.InDoubt.Count != (ulong)(run.Legs.InDoubt.Count(isInDoubt => isInDoubt) * scenario.BlockSectors))
            return $"{tally.InDoubt} in doubt by its own account";

        var lost = Lost(scenario, run);
        if (tally.Lost.Total.Count != (ulong)(lost.Count * scenario.BlockSectors))
            return $"{tally.Lost.Total} lost by its own account";
        foreach (var range in tally.Lost.Ranges)
        {
            var (first, count) = run.Legs.BlocksOf(range);
            if (!Enumerable.Range(first, count).All(lost.Contains))
                return $"{range} is not lost";
        }
        return null;
    }

    /// <summary>The bound that <see cref="RelocationPlanner"/> states.</summary>
    private static string? ReadsAreBounded(Scenario scenario, RelocationRun run)
    {
        var chunk = scenario.BlocksPerChunk;
        var (first, searched) = (scenario.First, scenario.End - scenario.First);
        var chunks = (searched + chunk - 1) / chunk;
        var narrowing = BitOperations.Log2((uint)chunk);
        var bad = Enumerable.Range(first, searched).Count(block => scenario.Bad[block]);
        var runs = Enumerable.Range(first, searched)
            .Count(block => scenario.Bad[block] && ((block - first) % chunk == 0 || !scenario.Bad[block - 1]));
        var dying = run.Legs.IsDead ? RelocationPlanner.MaxFailedReadsInARow : 0;
        var bound = chunks + bad + (runs * (narrowing + 2)) + dying
            + (run.Legs.PassingErrors * (narrowing + 3)) + (run.Looks * RelocationPlanner.PlacesElsewhere);
        if (run.Reads > bound)
            return $"{run.Reads} reads where {bound} are promised";

        var looks = run.Rewrites.Count + run.NeedlessRewrites + run.RefusalsInARow + (run.FailedReads / RelocationPlanner.MaxFailedReadsInARow) + 1;
        return run.Looks > looks ? $"{run.Looks} looks elsewhere where {looks} are promised" : null;
    }

    /// <summary>Without a hint, and with a source that can be read, each run of bad blocks is rewritten in as few parts as allowed.</summary>
    private static string? RewritesAreMerged(Scenario scenario, RelocationRun run)
    {
        if (!IsComplete(run) || scenario.Hint is not null || scenario.PassingErrorEvery > 0 || run.Legs.IsDead || run.State.Tally.Lost.Total.Count > 0 || scenario.DoubtEvery > 0
            || run.Rewrites.Exists(rewrite => rewrite.End != RelocationInput.Rewritten))
        {
            return null;
        }
        var longest = (int)RelocationPlanner.MaxRewrite.Count / scenario.BlockSectors;
        var expected = new List<(int First, int Count)>();
        for (var block = scenario.First; block < scenario.End; block++)
        {
            if (!scenario.Bad[block])
                continue;
            var isMore = expected.Count > 0 && expected[^1].First + expected[^1].Count == block && expected[^1].Count < longest;
            if (isMore)
                expected[^1] = (expected[^1].First, expected[^1].Count + 1);
            else
                expected.Add((block, 1));
        }
        return run.Rewrites.Select(rewrite => run.Legs.BlocksOf(rewrite.Range)).SequenceEqual(expected) ? null : "the rewrites are not the runs";
    }

    /// <summary>The blocks of which the planner must have learned that no leg can read them.</summary>
    private static HashSet<int> Lost(Scenario scenario, RelocationRun run) =>
    [
        .. run.Rewrites
            .Where(rewrite => rewrite.End == RelocationInput.SourceUnreadable && rewrite.Range.Length.Count == (ulong)scenario.BlockSectors)
            .Select(rewrite => run.Legs.BlocksOf(rewrite.Range).First),
    ];

    private static bool AllPlacesElsewhereAreBad(Scenario scenario, RelocationRun run)
    {
        const int Places = RelocationPlanner.PlacesElsewhere;
        for (var place = 0; place < Places; place++)
        {
            if (!run.Legs.Bad[scenario.Blocks * place / Places])
                return false;
        }
        return true;
    }
}
