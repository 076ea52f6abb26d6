using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

using FluentAssertions;

using MirrorGuard.Core.Relocation;

using Xunit;

namespace MirrorGuard.Core.Tests.Relocation;

/// <summary>Random legs, hints, budgets, refusals, deaths and aborts, from seeds that a failure names.</summary>
public sealed class RelocationPlannerPropertyTests
{
    /// <summary><c>./build.sh soak</c> asks for more; a leg is as much work as some schedules.</summary>
    private static readonly int Seeds =
        int.Parse(Environment.GetEnvironmentVariable("MIRRORGUARD_SCHEDULES") ?? "20000", CultureInfo.InvariantCulture) / 4;

    /// <summary>Plenty: most wrong planners fail within the first dozen.</summary>
    private const int SeedsToCatch = 2_000;

    public static TheoryData<string> WrongPlannerNames => [.. WrongPlanners.ByName.Keys];

    [Fact]
    public void No_leg_breaks_a_rule() => FirstBroken(RelocationPlanner.Step, Seeds).Should().BeNull();

    /// <summary>All that is bad in it is found, and nothing outside it is rewritten.</summary>
    [Fact]
    public void No_part_of_a_leg_breaks_a_rule() => FirstBroken(RelocationPlanner.Step, Seeds, Scenario.OfPartFromSeed).Should().BeNull();

    [Theory]
    [MemberData(nameof(WrongPlannerNames))]
    public void A_wrong_planner_is_caught_in_parts_of_legs(string name) =>
        (FirstBroken(WrongPlanners.ByName[name], SeedsToCatch, Scenario.OfPartFromSeed) is not null || NeedsHint(name)).Should().BeTrue();

    [Theory]
    [MemberData(nameof(WrongPlannerNames))]
    public void A_wrong_planner_is_caught(string name) => FirstBroken(WrongPlanners.ByName[name], SeedsToCatch).Should().NotBeNull();

    [Fact]
    public void Seeds_meet_every_verdict_phase_and_input()
    {
        var runs = Enumerable.Range(1, SeedsToCatch).Select(seed => RelocationRun.Of(Scenario.FromSeed(seed), RelocationPlanner.Step)).ToArray();

        runs.Select(run => run.State.Verdict).Should().Contain(Enum.GetValues<RelocationVerdict>()
            .Where(verdict => verdict is not (RelocationVerdict.None or RelocationVerdict.SourceSilent or RelocationVerdict.NotKept or RelocationVerdict.HalfOverwritten)));
        runs.SelectMany(run => run.Inputs).Select(told => told.State.Phase).Should().Contain(Enum.GetValues<RelocationPhase>().Where(phase => phase != RelocationPhase.Over));
        runs.SelectMany(run => run.Inputs).Select(told => told.Input).Should().Contain(Enum.GetValues<RelocationInput>());
        runs.Count(run => run.State.Tally.Lost.IsCut).Should().BePositive();
    }

    [Fact]
    public void A_hint_changes_the_order_and_never_the_result()
    {
        foreach (var scenario in Lasting(300))
        {
            var plain = RelocationRun.Of(scenario with { Hint = null }, RelocationPlanner.Step);
            for (var hint = 0UL; hint < scenario.Leg.Length.Count; hint += 1 + (scenario.Leg.Length.Count / 7))
            {
                var hinted = RelocationRun.Of(scenario with { Hint = hint }, RelocationPlanner.Step);

                hinted.State.Verdict.Should().Be(plain.State.Verdict, scenario.Name);
                hinted.Legs.Rewritten.Should().Equal(plain.Legs.Rewritten, scenario.Name);
                hinted.State.Tally.Lost.Total.Should().Be(plain.State.Tally.Lost.Total, scenario.Name);
            }
        }
    }

    [Fact]
    public void An_abort_at_any_step_keeps_what_was_healed_and_a_second_run_heals_the_rest()
    {
        foreach (var scenario in Lasting(60))
        {
            var whole = RelocationRun.Of(scenario, RelocationPlanner.Step);
            for (var abortsAt = 0; abortsAt < whole.Operations; abortsAt += 1 + (whole.Operations / 100))
            {
                var first = RelocationRun.Of(scenario with { AbortsAt = abortsAt }, RelocationPlanner.Step);
                var second = RelocationRun.Of(scenario with { Bad = [.. first.Legs.Bad] }, RelocationPlanner.Step);

                first.State.Verdict.Should().Be(RelocationVerdict.Aborted, "{0}, aborted at {1}", scenario.Name, abortsAt);
                (first.State.Tally.Healed + second.State.Tally.Healed).Should().Be(whole.State.Tally.Healed, "{0}, aborted at {1}", scenario.Name, abortsAt);
                second.Legs.Bad.SequenceEqual(whole.Legs.Bad).Should().BeTrue("{0}, aborted at {1}", scenario.Name, abortsAt);
            }
        }
    }

    [Fact]
    public void The_same_arguments_give_the_same_decision()
    {
        for (var seed = 1; seed <= 200; seed++)
        {
            foreach (var told in RelocationRun.Of(Scenario.FromSeed(seed), RelocationPlanner.Step).Inputs)
            {
                var once = RelocationPlanner.Step(told.State, told.Input, told.Budget, told.Now);
                RelocationPlanner.Step(told.State, told.Input, told.Budget, told.Now).Equals(once).Should().BeTrue("in seed {0}", seed);
            }
        }
    }

    [Fact]
    public void An_answer_that_nobody_waits_for_changes_nothing()
    {
        foreach (var told in Enumerable.Range(1, 200).SelectMany(seed => RelocationRun.Of(Scenario.FromSeed(seed), RelocationPlanner.Step).Inputs))
        {
            foreach (var input in Enum.GetValues<RelocationInput>().Except(Awaited(told.State.Phase)).Except([RelocationInput.Abort]))
            {
                var decision = RelocationPlanner.Step(told.State, input, told.Budget, told.Now);
                decision.Equals(new RelocationDecision(told.State, RelocationWork.None)).Should().BeTrue("of {0} while {1}", input, told.State.Phase);
            }
        }
    }

    private static RelocationInput[] Awaited(RelocationPhase phase) => phase switch
    {
        RelocationPhase.NotBegun => [RelocationInput.Begin],
        RelocationPhase.Searching or RelocationPhase.LookingElsewhere => [RelocationInput.ReadSucceeded, RelocationInput.ReadFailed],
        RelocationPhase.Rewriting or RelocationPhase.OverWhileRewriting =>
        [
            RelocationInput.Rewritten, RelocationInput.SourceUnreadable, RelocationInput.SourceInDoubt, RelocationInput.ReadableAgain,
            RelocationInput.RewriteFailed, RelocationInput.RewriteRefused,
        ],
        RelocationPhase.Waiting => [RelocationInput.Due],
        _ => [],
    };

    /// <summary>Legs that nothing but their own blocks puts an end to.</summary>
    private static IEnumerable<Scenario> Lasting(int count) => Enumerable.Range(1, int.MaxValue).Select(Scenario.FromSeed)
        .Select(scenario => scenario with
        {
            Budget = int.MaxValue,
            RefusalsPerRewrite = 0,
            PassingErrorEvery = 0,
            DiesAt = int.MaxValue,
            AbortsAt = int.MaxValue,
            DoubtEvery = 0,
        })
        .Where(scenario => RelocationRun.Of(scenario with { Hint = null }, RelocationPlanner.Step).State.Verdict != RelocationVerdict.LegDead)
        .Take(count);

    private static bool NeedsHint(string name) => name.Contains("hint", StringComparison.Ordinal);

    private static string? FirstBroken(RelocationStep step, int seeds, Func<int, Scenario>? scenarioOf = null) => Enumerable.Range(1, seeds)
        .Select(seed => RelocationRules.FirstBroken((scenarioOf ?? Scenario.FromSeed)(seed), step))
        .FirstOrDefault(broken => broken is not null);
}
