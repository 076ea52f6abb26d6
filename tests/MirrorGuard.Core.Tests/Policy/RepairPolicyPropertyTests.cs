using System;
using System.Collections.Generic;
using System.Linq;

using FluentAssertions;

using MirrorGuard.Core.Faults;
using MirrorGuard.Core.Policy;
using MirrorGuard.Core.Time;

using Xunit;

namespace MirrorGuard.Core.Tests.Policy;

/// <summary>Any inputs at all, also such as no kernel would send, from seeds that a failure names.</summary>
public sealed class RepairPolicyPropertyTests
{
    private const int Seeds = 2_000;
    private const int Steps = 60;

    [Fact]
    public void A_repair_starts_only_where_it_is_safe_and_due()
    {
        foreach (var run in Runs())
        {
            run.After.Where(step => step.RepairDecision.Work == Work.Repair).Should().NotContain(step =>
                step.Seen.Verdict != Verdict.Repairable || step.Kind != InputKind.Due || step.Before.Phase != Phase.RepairDue,
                "in seed {0}", run.Seed);
        }
    }

    [Fact]
    public void Repairs_are_at_most_so_many_between_two_changes_of_fault()
    {
        foreach (var run in Runs(sameFault: true))
            run.After.Count(step => step.RepairDecision.Work == Work.Repair).Should().BeLessThanOrEqualTo(RepairPolicy.MaxRepairs, "in seed {0}", run.Seed);
    }

    [Fact]
    public void A_person_is_called_once_per_fault()
    {
        foreach (var run in Runs())
        {
            foreach (var step in run.After.Where(IsOldNews))
                IsCall(step.RepairDecision.Report).Should().BeFalse("in seed {0}, {1}", run.Seed, step);
        }
    }

    [Fact]
    public void Whoever_comes_to_need_a_person_is_told_so()
    {
        foreach (var run in Runs())
        {
            foreach (var step in run.After.Where(step => step.RepairDecision.State.Phase == Phase.NeedsPerson && step.Before.Phase != Phase.NeedsPerson))
                IsCall(step.RepairDecision.Report).Should().BeTrue("in seed {0}, {1}", run.Seed, step);
        }
    }

    [Fact]
    public void What_is_due_is_never_in_the_past_and_never_sooner_than_before()
    {
        foreach (var run in Runs())
        {
            run.After.Should().NotContain(step => step.RepairDecision.State.DueAt < step.Before.DueAt, "in seed {0}", run.Seed);
            run.After.Where(step => step.RepairDecision.Work == Work.ComeBackWhenDue).Should()
                .NotContain(step => step.RepairDecision.State.DueAt < step.Now || step.RepairDecision.State.Phase != Phase.RepairDue, "in seed {0}", run.Seed);
        }
    }

    [Fact]
    public void While_a_repair_runs_events_start_nothing_and_its_end_always_ends_the_phase()
    {
        foreach (var step in Runs().SelectMany(run => run.After).Where(step => step.Before.Phase == Phase.Repairing))
        {
            if (step.Kind is InputKind.RepairSucceeded or InputKind.RepairFailed)
                step.RepairDecision.State.Phase.Should().NotBe(Phase.Repairing);
            else
                (step.RepairDecision.Work, step.RepairDecision.Report).Should().Be((Work.None, Report.None));
        }
    }

    [Fact]
    public void A_dead_part_after_a_repair_is_repaired_again_or_told_to_a_person()
    {
        foreach (var step in Runs().SelectMany(run => run.After))
        {
            if (step.Before.Phase == Phase.Repairing && step.RepairDecision.State.Phase != Phase.Repairing && step.Seen.HasDeadComponent)
                step.RepairDecision.State.Phase.Should().BeOneOf(Phase.RepairDue, Phase.NeedsPerson);
        }
    }

    [Fact]
    public void The_same_arguments_give_the_same_decision()
    {
        foreach (var step in Runs().SelectMany(run => run.After))
            RepairPolicy.Step(step.Before, step.Kind, step.Seen, step.Now).Should().Be(step.RepairDecision);
    }

    [Fact]
    public void Every_input_in_every_phase_with_every_verdict_has_a_decision_and_others_are_refused()
    {
        foreach (var kind in Enum.GetValues<InputKind>().Where(kind => kind <= InputKind.RepairFailed))
        {
            foreach (var phase in Enum.GetValues<Phase>())
            {
                foreach (var verdict in Enum.GetValues<Verdict>())
                    ((Action)(() => Step(phase, kind, verdict))).Should().NotThrow("{0} {1} {2}", kind, phase, verdict);
            }
        }

        ((Action)(() => Step(Phase.Watching, (InputKind)200, Verdict.InSync))).Should().Throw<ArgumentOutOfRangeException>();
        ((Action)(() => Step(Phase.Watching, InputKind.Event, (Verdict)200))).Should().Throw<ArgumentOutOfRangeException>();
    }

    private static void Step(Phase phase, InputKind kind, Verdict verdict) =>
        RepairPolicy.Step(RepairState.Registered with { Phase = phase }, kind, new Diagnosis(verdict, 1, 1, false), new Instant(1));

    private static bool IsOldNews(RecordedStep step) =>
        step.Before.Phase == Phase.NeedsPerson
        && step.Before.Faults == step.Seen.Faults
        && step.Before.Copies.InDoubt == step.RepairDecision.State.Copies.InDoubt;

    private static bool IsCall(Report report) => report
        is Report.NeedsPersonRepairFails or Report.NeedsPersonNoCompleteLeg or Report.NeedsPersonNoGoodLeg
        or Report.NeedsPersonPrimaryInDoubt or Report.NeedsPersonUnknownStatus;

    private static IEnumerable<(int Seed, List<RecordedStep> After)> Runs(bool sameFault = false) =>
        Enumerable.Range(1, Seeds).Select(seed => (seed, Run(new Random(seed), sameFault)));

    private static List<RecordedStep> Run(Random random, bool sameFault)
    {
        var steps = new List<RecordedStep>(Steps);
        var state = RepairState.Registered;
        var now = new Instant(0);
        for (var step = 0; step < Steps; step++)
        {
            now += TimeSpan.FromSeconds(random.Next(40));
            var kind = step == 0 ? InputKind.Registered : Kind(random, state.Phase);
            var seen = sameFault
                ? new Diagnosis(Verdict.Repairable, 7, 7, false, DeadParts.SecondaryLeg)
                : Seen(random);
            var decision = RepairPolicy.Step(in state, kind, in seen, now);
            steps.Add(new RecordedStep(state, kind, seen, now, decision));
            state = decision.State;
        }
        return steps;
    }

    /// <summary>Mostly what the engine would ask in that phase.</summary>
    private static InputKind Kind(Random random, Phase phase) => (random.Next(10), phase) switch
    {
        (0, _) => (InputKind)random.Next(1, 5),
        ( < 6, Phase.RepairDue) => InputKind.Due,
        ( < 4, Phase.Repairing) => InputKind.RepairFailed,
        ( < 6, Phase.Repairing) => InputKind.RepairSucceeded,
        _ => InputKind.Event,
    };

    private static Diagnosis Seen(Random random)
    {
        var verdict = (Verdict)random.Next(Enum.GetValues<Verdict>().Length);
        var isDead = verdict is Verdict.Repairable or Verdict.NoCompleteLeg or Verdict.NoGoodLeg;
        return new Diagnosis(
            verdict,
            Faults: verdict == Verdict.Unknown ? Diagnosis.UnknownFaults
                : verdict is Verdict.InSync or Verdict.Resyncing or Verdict.Gone or Verdict.NoMirror ? 0
                : ((ulong)verdict * 10) + (ulong)random.Next(3),
            Layout: (ulong)random.Next(1, 3),
            IsFullySynced: verdict == Verdict.InSync || random.Next(3) == 0,
            Dead: isDead ? (DeadParts)random.Next(1, 8) : DeadParts.None,
            Letters: isDead ? new Letters((UInt128)random.Next(1, 48), Count: 2) : new Letters(0, Count: 2),
            RestsOnMemory: verdict == Verdict.Repairable && random.Next(2) == 0);
    }
}
