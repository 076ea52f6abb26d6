using System.Collections.Generic;

using FluentAssertions;

using MirrorGuard.Lab.Guests;
using MirrorGuard.Simulation;

using Xunit;

namespace MirrorGuard.Lab.Tests.Conformance;

/// <summary>Suspends that never end, in the model in every order of the kernel's work. Each costs a guest.</summary>
[Trait("Needs", "root")]
public sealed class HangTests
{
    /// <summary>Orders of the kernel's work that the model is asked for.</summary>
    private const int Schedules = 60;

    private static readonly ScenarioStep Resume = new ScenarioStep.Resume(Flushes: false);
    private static readonly ScenarioStep Suspend = new ScenarioStep.Suspend(Flushes: false);

    [Theory, MemberData(nameof(Cases.Images), MemberType = typeof(Cases))]
    public void A_flush_and_a_write_that_failed_and_plain_suspends_while_the_leg_still_fails(string image) => Hangs(image, hasDiskLog: true,
        new ScenarioStep.Write(10, 1),
        new ScenarioStep.SetDisk(1, DiskMode.Flaky),
        new ScenarioStep.Flush(),
        new ScenarioStep.Write(15, 2),
        Suspend, Resume, Suspend, Resume, Suspend, Resume);

    [Theory, MemberData(nameof(Cases.Images), MemberType = typeof(Cases))]
    public void A_reload_while_the_leg_fails_then_a_failed_flush_and_plain_suspends_when_it_is_good_again(string image) => Hangs(image, hasDiskLog: false,
        new ScenarioStep.Write(2, 1),
        LvmTable(hasDiskLog: false),
        new ScenarioStep.SetDisk(1, DiskMode.Flaky),
        Resume,
        new ScenarioStep.Flush(),
        new ScenarioStep.Write(14, 2),
        new ScenarioStep.SetDisk(1, DiskMode.Good),
        Suspend, Resume, Suspend, Resume, Suspend, Resume);

    private static ScenarioStep.Load LvmTable(bool hasDiskLog) => new(hasDiskLog, SyncArgument.None, HandlesErrors: true, KeepsLog: false, Legs: 2);

    private static void Hangs(string image, bool hasDiskLog, params ScenarioStep[] steps)
    {
        List<ScenarioStep> all = [LvmTable(hasDiskLog), new ScenarioStep.Resume(Flushes: true), .. steps];
        var scenario = new Scenario(0, Legs: 2, WritesBack: true, all);

        var guestImage = GuestImage.Find(image)!;
        for (var schedule = 0; schedule < Schedules; schedule++)
            ModelHangs(scenario, Kernels.Of(guestImage), schedule).Should().BeTrue($"of schedule {schedule}");
        KernelPlayer.Play(guestImage, [scenario])[0][^1].Should().Be(ModelPlayer.Hang);
    }

    private static bool ModelHangs(Scenario scenario, KernelRelease kernel, int schedule)
    {
        var player = new ModelPlayer(scenario, kernel);
        foreach (var step in scenario.Steps)
        {
            if (player.Play(step, schedule) == ModelPlayer.Hang)
                return true;
        }
        return false;
    }
}
