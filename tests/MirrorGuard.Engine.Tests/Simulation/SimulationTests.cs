using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

using FluentAssertions;

using MirrorGuard.Core.Faults;
using MirrorGuard.Core.Policy;
using MirrorGuard.Core.Time;

using Xunit;

namespace MirrorGuard.Engine.Tests.Simulation;

public sealed class SimulationTests
{
    /// <summary><c>./build.sh soak</c> asks for more.</summary>
    private static readonly int Schedules =
        int.Parse(Environment.GetEnvironmentVariable("MIRRORGUARD_SCHEDULES") ?? "20000", CultureInfo.InvariantCulture);

    /// <summary>Plenty: most wrong policies fail within the first hundred.</summary>
    private const int SchedulesToCatch = 5_000;

    private static readonly Dictionary<string, RepairStep> WrongPolicies = new()
    {
        ["repairs whatever is dead"] = (in state, kind, in seen, now) =>
            Right(state, kind, seen.Verdict is Verdict.NoCompleteLeg or Verdict.NoGoodLeg ? seen with { Verdict = Verdict.Repairable } : seen, now),
        ["repairs although no leg is known to be complete"] = (in state, kind, in seen, now) =>
            Right(state, kind, seen.Verdict == Verdict.NoCompleteLeg ? seen with { Verdict = Verdict.Repairable } : seen, now),
        ["forgets a fault seen during a repair"] = (in state, kind, in seen, now) =>
            Right(state, kind, kind == InputKind.RepairSucceeded ? WithoutFault(seen) : seen, now),
        ["forgets a fault seen at registration"] = (in state, kind, in seen, now) =>
            kind == InputKind.Registered ? new RepairDecision(state with { Faults = seen.Faults }, Work.None, Report.None) : Right(state, kind, seen, now),
        ["retries for ever"] = (in state, kind, in seen, now) => Right(state with { FailedRepairs = 0 }, kind, seen, now),
        ["gives up in silence"] = (in state, kind, in seen, now) =>
            Right(state, kind, seen, now) is { Report: Report.NeedsPersonRepairFails } decision ? decision with { Report = Report.None } : Right(state, kind, seen, now),
        ["believes an all-clear"] = (in state, kind, in seen, now) => Changed(Right(state, kind, seen, now), made => made with { Dead = DeadParts.None }),
        ["judges the new table by the old one"] = (in state, kind, in seen, now) =>
        {
            var was = state.Copies.WasFullySynced;
            return Changed(
                Right(state, kind, seen with { RestsOnMemory = false }, now),
                made => made with { Copies = made.Copies with { WasFullySynced = was || made.Copies.WasFullySynced } });
        },
        ["says repaired when the fault is only gone"] = (in state, kind, in seen, now) =>
            Right(state, kind, seen, now) is { Report: Report.ResyncInstead } decision ? decision with { Report = Report.Repaired } : Right(state, kind, seen, now),
    };

    public static TheoryData<string> WrongPolicyNames => [.. WrongPolicies.Keys];

    [Fact]
    public void No_schedule_breaks_a_promise() =>
        FirstBroken(RepairPolicy.Step, Schedules).Should().BeNull();

    [Theory]
    [MemberData(nameof(WrongPolicyNames))]
    public void A_wrong_policy_is_caught(string name) =>
        FirstBroken(WrongPolicies[name], SchedulesToCatch).Should().NotBeNull();

    [Fact]
    public void A_seed_tells_the_same_story_again()
    {
        var wrong = WrongPolicies["repairs whatever is dead"];
        var seed = Enumerable.Range(1, SchedulesToCatch).First(candidate => Schedule.Run(candidate, wrong) is not null);

        Schedule.Run(seed, wrong).Should().Be(Schedule.Run(seed, wrong));
    }

    private static string? FirstBroken(RepairStep policy, int schedules) =>
        Enumerable.Range(1, schedules).Select(seed => Schedule.Run(seed, policy)).FirstOrDefault(broken => broken is not null);

    private static RepairDecision Right(RepairState state, InputKind kind, Diagnosis seen, Instant now) => RepairPolicy.Step(in state, kind, in seen, now);

    private static RepairDecision Changed(RepairDecision decision, Func<RepairState, RepairState> change) => decision with { State = change(decision.State) };

    private static Diagnosis WithoutFault(Diagnosis seen) => new(Verdict.InSync, 0, seen.Layout + 1, IsFullySynced: true);
}
