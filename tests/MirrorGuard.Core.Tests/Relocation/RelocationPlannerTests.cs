using System;
using System.Linq;

using FluentAssertions;

using MirrorGuard.Core.Relocation;
using MirrorGuard.Core.Time;

using Xunit;

namespace MirrorGuard.Core.Tests.Relocation;

public sealed class RelocationPlannerTests
{
    private const int ChunkOf4096 = 256;
    private const int ChunkOf512 = 2048;

    private static readonly RewriteBudget Plenty = new(64, 0);

    [Fact]
    public void A_leg_without_bad_blocks_is_read_once_and_nothing_is_found()
    {
        var run = Run(Scenario.Of(8, (3 * ChunkOf4096) + 5));

        (run.State.Verdict, run.Reads).Should().Be((RelocationVerdict.NothingFound, 4));
    }

    [Fact]
    public void One_bad_block_is_rewritten_alone()
    {
        var run = Run(Scenario.Of(1, 3 * ChunkOf512, 3000));

        run.State.Verdict.Should().Be(RelocationVerdict.AllHealed);
        run.Rewrites.Select(rewrite => rewrite.Range.ToString()).Should().Equal("3000+1");
        run.Reads.Should().BeLessThanOrEqualTo(3 + 1 + 11 + 2);
    }

    [Fact]
    public void First_and_last_block_are_found() =>
        Rewrites(Scenario.Of(8, ChunkOf4096 + 3, 0, ChunkOf4096 + 2)).Should().Equal("0+8", "2064+8");

    [Fact]
    public void A_run_across_a_chunk_border_is_rewritten_in_one() =>
        Rewrites(Scenario.Of(8, 2 * ChunkOf4096, 254, 255, 256, 257, 258)).Should().Equal("2032+40");

    [Fact]
    public void A_run_longer_than_a_rewrite_is_rewritten_in_parts() =>
        Rewrites(Scenario.Of(8, 2 * ChunkOf4096, [.. Enumerable.Range(100, 20)])).Should().Equal("800+128", "928+32");

    [Fact]
    public void The_chunk_of_the_hint_is_healed_first() =>
        Rewrites(Scenario.Of(8, 4 * ChunkOf4096, 3, 600) with { Hint = 600 * 8 }).Should().Equal("4800+8", "24+8");

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public void A_leg_of_which_nothing_can_be_read_is_dead_after_a_few_reads_and_never_rewritten(int blockSectors)
    {
        const int Blocks = 1_000_000;
        var run = Run(Scenario.Of(blockSectors, Blocks) with { Bad = [.. Enumerable.Repeat(true, Blocks)] });

        (run.State.Verdict, run.Rewrites.Count).Should().Be((RelocationVerdict.LegDead, 0));
        run.Reads.Should().BeLessThanOrEqualTo(RelocationPlanner.MaxFailedReadsInARow + RelocationPlanner.PlacesElsewhere);
    }

    [Fact]
    public void A_leg_that_dies_beside_a_bad_block_is_not_rewritten()
    {
        var scenario = Scenario.Of(8, 4 * ChunkOf4096, 700);
        var reads = Run(scenario).Reads;

        for (var diesAt = 0; diesAt < reads; diesAt++)
        {
            var run = Run(scenario with { DiesAt = diesAt });
            run.Broken.Should().BeNull();
            run.State.Verdict.Should().BeOneOf([RelocationVerdict.LegDead, RelocationVerdict.RewriteFailed], "it died at {0}", diesAt);
        }
    }

    [Fact]
    public void A_long_unreadable_stretch_does_not_make_a_leg_dead()
    {
        var run = Run(Scenario.Of(1, 4 * ChunkOf512, [.. Enumerable.Range(3000, 1500)]));

        run.State.Verdict.Should().Be(RelocationVerdict.AllHealed);
        run.State.Tally.Healed.Should().Be(new Sectors(1500));
    }

    [Fact]
    public void A_failed_rewrite_ends_it() =>
        UpToRewrite(out var state).Invoke(RelocationInput.RewriteFailed).Should().Match<RelocationDecision>(decision =>
            decision.Work == RelocationWork.Finish && decision.State.Verdict == RelocationVerdict.RewriteFailed
            && decision.State.Tally.Rewrites == state.Tally.Rewrites + 1);

    [Fact]
    public void One_lost_block_does_not_keep_its_neighbours_from_being_healed()
    {
        var scenario = Scenario.Of(8, ChunkOf4096, [.. Enumerable.Range(40, 8)]);
        scenario.SourceBad[43] = true;

        var run = Run(scenario);

        run.State.Verdict.Should().Be(RelocationVerdict.BadOnBothLegs);
        run.State.Tally.Healed.Should().Be(new Sectors(7 * 8));
        run.State.Tally.Lost.Ranges.ToArray().Should().Equal(new SectorRange(new Sectors(43 * 8), new Sectors(8)));
    }

    [Fact]
    public void What_is_in_doubt_is_left_as_a_whole_and_the_rest_is_searched()
    {
        var decision = UpToRewrite(out var state).Invoke(RelocationInput.SourceInDoubt);

        decision.Work.Should().Be(RelocationWork.Read);
        decision.State.Tally.Should().Be(state.Tally with { InDoubt = new Sectors(8) }, "nothing was rewritten");
        var end = decision;
        while (end.Work == RelocationWork.Read)
            end = RelocationPlanner.Step(end.State, RelocationInput.ReadSucceeded, Plenty, default);
        end.State.Verdict.Should().Be(RelocationVerdict.SourceInDoubt);
    }

    [Fact]
    public void What_can_be_read_after_all_is_not_rewritten()
    {
        var decision = UpToRewrite(out _).Invoke(RelocationInput.ReadableAgain);

        decision.Work.Should().Be(RelocationWork.Read);
        var end = decision;
        while (end.Work == RelocationWork.Read)
            end = RelocationPlanner.Step(end.State, RelocationInput.ReadSucceeded, Plenty, default);
        (end.State.Verdict, end.State.Tally.Rewrites).Should().Be((RelocationVerdict.NothingFound, 0));
    }

    [Fact]
    public void A_spent_budget_ends_it_before_the_next_rewrite_and_not_before()
    {
        var scenario = Scenario.Of(8, ChunkOf4096, 10, 20, 30);

        var spent = Run(scenario with { Budget = 2 });
        spent.State.Verdict.Should().Be(RelocationVerdict.BudgetSpent);
        spent.State.Tally.Healed.Should().Be(new Sectors(16));

        Run(scenario with { Budget = 3 }).State.Verdict.Should().Be(RelocationVerdict.AllHealed);
        Run(Scenario.Of(8, ChunkOf4096) with { Budget = 0 }).State.Verdict.Should().Be(RelocationVerdict.NothingFound);
    }

    [Fact]
    public void A_refused_rewrite_is_asked_for_again_with_growing_pauses()
    {
        var now = new Instant(5_000);
        UpToRewrite(out var state);
        for (var refusals = 1; refusals < RelocationPlanner.MaxRefusals; refusals++)
        {
            var waiting = RelocationPlanner.Step(state, RelocationInput.RewriteRefused, Plenty, now);
            (waiting.Work, waiting.State.DueAt - now).Should().Be((RelocationWork.ComeBackWhenDue, RelocationPlanner.PauseAfter(refusals)));
            now = waiting.State.DueAt;
            var again = RelocationPlanner.Step(waiting.State, RelocationInput.Due, Plenty, now);
            (again.Work, again.Range.ToString()).Should().Be((RelocationWork.Rewrite, "80+8"));
            state = again.State;
        }

        RelocationPlanner.Step(state, RelocationInput.RewriteRefused, Plenty, now).State.Verdict.Should().Be(RelocationVerdict.VolumeBusy);
    }

    [Fact]
    public void Whoever_comes_too_early_is_sent_away()
    {
        var waiting = UpToRewrite(out _).Invoke(RelocationInput.RewriteRefused);

        RelocationPlanner.Step(waiting.State, RelocationInput.Due, Plenty, default).Should().Be(waiting);
    }

    [Fact]
    public void A_rewrite_that_ends_after_an_abort_is_counted_once()
    {
        var aborted = UpToRewrite(out _).Invoke(RelocationInput.Abort);
        (aborted.Work, aborted.State.Verdict).Should().Be((RelocationWork.Finish, RelocationVerdict.Aborted));

        var ended = RelocationPlanner.Step(aborted.State, RelocationInput.Rewritten, Plenty, default);
        var again = RelocationPlanner.Step(ended.State, RelocationInput.Rewritten, Plenty, default);

        (ended.Work, ended.State.Tally.Healed).Should().Be((RelocationWork.None, new Sectors(8)));
        again.Should().Be(ended);
    }

    [Fact]
    public void A_second_abort_changes_nothing()
    {
        var aborted = RelocationPlanner.Step(RelocationState.Of(Scenario.Of(8, 1).Leg), RelocationInput.Abort, Plenty, default);

        RelocationPlanner.Step(aborted.State, RelocationInput.Abort, Plenty, default).Should().Be(aborted with { Work = RelocationWork.None });
    }

    [Fact]
    public void The_largest_leg_there_can_be_is_begun_and_its_last_chunk_exists()
    {
        var leg = new LegGeometry(new Sectors(Sectors.MaxCount), new Sectors(1));

        var begun = RelocationPlanner.Step(RelocationState.Of(leg, new Sectors(Sectors.MaxCount - 1)), RelocationInput.Begin, Plenty, default);

        begun.Work.Should().Be(RelocationWork.Read);
        begun.Range.End.Should().Be(leg.Length);
    }

    [Fact]
    public void Of_a_part_of_a_leg_the_first_and_the_last_block_are_found_and_none_beside_it() =>
        Rewrites(Scenario.Of(8, 3 * ChunkOf4096, 299, 300, 363, 364) with { Part = (300, 64) }).Should().Equal("2400+8", "2904+8");

    [Fact]
    public void A_part_at_the_odd_end_of_a_leg_is_searched_to_the_last_block()
    {
        var run = Run(Scenario.Of(1, ChunkOf512 + 7, ChunkOf512 + 6) with { Part = (ChunkOf512 - 100, 107) });

        run.State.Verdict.Should().Be(RelocationVerdict.AllHealed);
        run.Rewrites.Select(rewrite => rewrite.Range.ToString()).Should().Equal("2054+1");
    }

    /// <summary>Each of two parts that meet has its own search, so such a run is rewritten in two.</summary>
    [Fact]
    public void A_run_across_the_border_of_two_parts_is_healed_by_both()
    {
        var scenario = Scenario.Of(8, 2 * ChunkOf4096, 62, 63, 64, 65);

        Rewrites(scenario with { Part = (0, 64) }).Should().Equal("496+16");
        Rewrites(scenario with { Part = (64, 64) }).Should().Equal("512+16");
    }

    [Fact]
    public void A_part_costs_no_more_reads_than_itself()
    {
        var run = Run(Scenario.Of(8, 1000 * ChunkOf4096, 5000) with { Part = (4992, 128) });

        run.State.Verdict.Should().Be(RelocationVerdict.AllHealed);
        run.Reads.Should().BeLessThanOrEqualTo(1 + 1 + 7 + 2);
    }

    [Fact]
    public void A_part_that_cannot_be_read_at_all_is_no_dead_leg_if_the_leg_answers_elsewhere()
    {
        var part = Scenario.Of(8, 4 * ChunkOf4096, [.. Enumerable.Range(300, 128)]) with { Part = (300, 128) };
        Run(part).State.Verdict.Should().Be(RelocationVerdict.AllHealed);

        var dead = Run(part with { Bad = [.. Enumerable.Repeat(true, part.Blocks)] });
        (dead.State.Verdict, dead.Rewrites.Count).Should().Be((RelocationVerdict.LegDead, 0));
    }

    /// <summary>The planner where it waits for a rewrite of the block at sector 80.</summary>
    private static Func<RelocationInput, RelocationDecision> UpToRewrite(out RelocationState state)
    {
        var run = Run(Scenario.Of(8, ChunkOf4096, 10));
        var before = run.Inputs.First(told => told.State.Phase == RelocationPhase.Rewriting).State;
        state = before;
        return input => RelocationPlanner.Step(before, input, Plenty, default);
    }

    private static RelocationRun Run(Scenario scenario) => RelocationRun.Of(scenario, RelocationPlanner.Step);

    private static string[] Rewrites(Scenario scenario) => [.. Run(scenario).Rewrites.Select(rewrite => rewrite.Range.ToString())];
}
