using System;

using FluentAssertions;

using MirrorGuard.Core.Policy;
using MirrorGuard.Core.Settings;

using Xunit;

namespace MirrorGuard.Core.Tests.Policy;

public sealed class FaultPolicyTests
{
    private const string InSync = "2 254:1 254:2 32/32 1 AA 3 disk 254:3 A";
    private const string Resyncing = "2 254:1 254:2 30/32 1 AA 3 disk 254:3 A";
    private const string SecondaryDead = "2 254:1 254:2 31/32 1 AD 3 disk 254:3 A";
    private const string FlushFailed = "2 254:1 254:2 32/32 1 AD 3 disk 254:3 A";
    private const string PrimaryDead = "2 254:1 254:2 31/32 1 DA 3 disk 254:3 A";
    private const string BothDead = "2 254:1 254:2 31/32 1 DD 3 disk 254:3 A";
    private const string LogDead = "2 254:1 254:2 32/32 1 AA 3 disk 254:3 D";
    private const string SyncFailed = "2 254:1 254:2 30/32 1 AS 3 disk 254:3 A";
    private const string OneOfThreeDead = "3 254:1 254:2 254:4 31/32 1 ADA 1 core";
    private const string ThreeInSync = "3 254:1 254:2 254:4 32/32 1 AAA 1 core";

    private static readonly (Work, Report) Nothing = (Work.None, Report.None);
    private static readonly (Work, Report) RepairFollows = (Work.ComeBackWhenDue, Report.RepairFollows);

    private readonly FaultDriver _device = new();

    [Fact]
    public void A_dead_secondary_leg_is_released_before_anything_else()
    {
        _device.Step(InputKind.Registered, InSync);

        _device.Step(InputKind.Event, SecondaryDead).Should().Be((Work.Release, Report.None));
        _device.Arrangement = Arrangement.Released;
        _device.Step(InputKind.Swapped, SecondaryDead).Should().Be((Work.None, Report.Released));
        _device.Stage.Should().Be(OutageStage.Released);
    }

    /// <summary>Found by the simulation: the release's suspend came into the copy that the resume after a rewrite had begun, and never ended.</summary>
    [Fact]
    public void A_leg_that_dies_while_a_rewrite_has_the_volume_suspended_is_held_until_nothing_is_copied()
    {
        _device.Step(InputKind.Registered, InSync);
        _device.IsUnsettled = true;

        _device.Step(InputKind.Event, SecondaryDead).Should().Be((Work.Probe, Report.Held));
        _device.Step(InputKind.ProbeGood, "2 254:1 254:2 30/32 1 AD 3 disk 254:3 A").Work.Should().Be(Work.None, "the count was seen for the first time");
        _device.Step(InputKind.ProbeGood, "2 254:1 254:2 30/32 1 AD 3 disk 254:3 A").Work.Should().Be(Work.Reload);
    }

    [Fact]
    public void A_release_by_the_helper_of_an_earlier_registration_is_taken_up()
    {
        _device.Step(InputKind.Registered, SecondaryDead);
        _device.Arrangement = Arrangement.Released;

        _device.Step(InputKind.Due, SecondaryDead).Should().Be((Work.None, Report.Released));
        _device.Stage.Should().Be(OutageStage.Released);
    }

    [Fact]
    public void A_failed_flush_is_a_dead_leg_although_everything_is_in_sync()
    {
        _device.Step(InputKind.Registered, InSync);

        _device.Step(InputKind.Event, FlushFailed).Work.Should().Be(Work.Release);
    }

    [Fact]
    public void A_secondary_that_the_kernel_clears_by_itself_is_released_all_the_same()
    {
        _device.Settings = new FaultSettings { WriteHold = TimeSpan.Zero, LegGrace = TimeSpan.Zero };
        _device.Step(InputKind.Registered, InSync);
        _device.Step(InputKind.Event, FlushFailed);
        _device.Settings = new FaultSettings();
        _device.State = _device.State with { Repair = _device.State.Repair with { Phase = Phase.Watching } };

        _device.Step(InputKind.Event, InSync).Work.Should().Be(Work.Release);
    }

    [Fact]
    public void A_dead_primary_is_repaired_at_once()
    {
        _device.Step(InputKind.Registered, InSync);

        _device.Step(InputKind.Event, PrimaryDead).Should().Be(RepairFollows);
    }

    [Fact]
    public void During_a_resync_writes_are_held_not_released()
    {
        _device.Step(InputKind.Registered, Resyncing);

        _device.Step(InputKind.Event, SecondaryDead).Should().Be((Work.Probe, Report.Held));
    }

    [Theory]
    [InlineData(InSync, LogDead)]
    [InlineData(ThreeInSync, OneOfThreeDead)]
    public void What_cannot_be_released_is_held_and_loaded_anew_once_it_is_proven_good(string before, string dead)
    {
        _device.Step(InputKind.Registered, before);

        _device.Step(InputKind.Event, dead).Should().Be((Work.Probe, Report.Held));
        _device.Step(InputKind.ProbeGood, dead);
        _device.WaitUntilDue();
        _device.Step(InputKind.Due, dead);
        _device.Step(InputKind.ProbeGood, dead);
        _device.Stage.Should().Be(OutageStage.Reloading);
        _device.Step(InputKind.Swapped, before).Report.Should().Be(Report.Refilling);
    }

    [Fact]
    public void A_copy_that_stands_still_is_said_once_until_it_goes_on()
    {
        _device.State = FaultDriver.Released(InSync, SecondaryDead).State;
        _device.Arrangement = Arrangement.Released;
        _device.Step(InputKind.ProbeGood, SecondaryDead).Work.Should().Be(Work.Return);
        _device.Arrangement = Arrangement.LvmsOwn;
        _device.Step(InputKind.Swapped, Resyncing);

        Look(Resyncing).Should().Be(Report.None);
        _device.Wait(TimeSpan.FromSeconds(50));
        Look(Resyncing).Should().Be(Report.None);
        _device.Wait(TimeSpan.FromSeconds(10));
        Look(Resyncing).Should().Be(Report.NeedsPersonCopyStandsStill);
        _device.Wait(TimeSpan.FromSeconds(60));
        Look(Resyncing).Should().Be(Report.None);
        Look(InSync).Should().Be(Report.Recovered);

        Report Look(string line) => _device.Step(InputKind.Due, line).Report;
    }

    [Fact]
    public void Writes_are_held_no_longer_than_agreed()
    {
        _device.Step(InputKind.Registered, InSync);
        _device.Step(InputKind.Event, LogDead);
        _device.Step(InputKind.ProbeBad, LogDead);
        _device.Wait(new FaultSettings().WriteHold);

        _device.Step(InputKind.Due, LogDead).Should().Be(RepairFollows);
    }

    [Fact]
    public void A_failed_copy_is_restarted_once_the_leg_is_proven_good()
    {
        _device.Step(InputKind.Registered, Resyncing);

        _device.Step(InputKind.Event, SyncFailed).Should().Be((Work.Probe, Report.WaitsForLeg));
        _device.Step(InputKind.ProbeGood, SyncFailed).Should().Be(Nothing, "whether the kernel still copies shows only at the next look");
        _device.WaitUntilDue();
        _device.Step(InputKind.Due, SyncFailed).Work.Should().Be(Work.Probe);
        _device.Step(InputKind.ProbeGood, SyncFailed).Work.Should().Be(Work.Reload);
        _device.Step(InputKind.Swapped, Resyncing).Report.Should().Be(Report.Refilling);
    }

    [Fact]
    public void A_copy_that_still_goes_on_is_not_interrupted()
    {
        _device.Step(InputKind.Registered, Resyncing);
        _device.Step(InputKind.Event, SyncFailed);

        _device.Step(InputKind.ProbeGood, "2 254:1 254:2 31/32 1 AS 3 disk 254:3 A").Should().Be(Nothing);
    }

    [Fact]
    public void A_disk_that_fails_again_and_again_is_repaired_at_once()
    {
        _device.RecentFailures = new FaultSettings().SyncRetries + 1;
        _device.Step(InputKind.Registered, InSync);

        _device.Step(InputKind.Event, SecondaryDead).Should().Be(RepairFollows);
    }

    [Fact]
    public void Without_patience_a_dead_leg_is_repaired_at_once()
    {
        _device.Settings = new FaultSettings { LegGrace = TimeSpan.Zero, WriteHold = TimeSpan.Zero };
        _device.Step(InputKind.Registered, InSync);

        _device.Step(InputKind.Event, SecondaryDead).Should().Be(RepairFollows);
    }

    [Fact]
    public void Who_only_observes_gets_the_repair_of_the_stock_DSO_and_is_told_of_the_wait()
    {
        _device.Settings = new FaultSettings { Mode = FaultMode.Observe };
        _device.Step(InputKind.Registered, InSync);

        _device.Step(InputKind.Event, SecondaryDead).Should().Be((Work.ComeBackWhenDue, Report.RepairFollowsObserved));
        _device.Step(InputKind.Due, SecondaryDead).Work.Should().Be(Work.Repair);
    }

    [Fact]
    public void A_release_that_is_refused_is_tried_again_and_then_repaired()
    {
        _device.Step(InputKind.Registered, InSync);
        _device.Step(InputKind.Event, SecondaryDead);

        _device.Step(InputKind.SwapRefused, SecondaryDead).Should().Be(Nothing);
        _device.WaitUntilDue();
        _device.Step(InputKind.Due, SecondaryDead).Work.Should().Be(Work.Release);
        _device.Wait(new FaultSettings().WriteHold);
        _device.Step(InputKind.SwapRefused, SecondaryDead).Should().Be(RepairFollows);
    }

    [Fact]
    public void A_release_that_failed_is_tried_a_few_times_and_then_repaired()
    {
        _device.Step(InputKind.Registered, InSync);
        _device.Step(InputKind.Event, SecondaryDead);

        for (int retry = 0; retry < 3; retry++)
        {
            _device.Step(InputKind.SwapFailed, SecondaryDead).Should().Be(Nothing);
            _device.WaitUntilDue();
            _device.Step(InputKind.Due, SecondaryDead).Work.Should().Be(Work.Release);
        }
        _device.Step(InputKind.SwapFailed, SecondaryDead).Should().Be(RepairFollows);
    }

    [Fact]
    public void A_swap_that_hangs_needs_a_person_and_nothing_more_is_done()
    {
        _device.Step(InputKind.Registered, InSync);
        _device.Step(InputKind.Event, SecondaryDead);

        _device.Step(InputKind.SwapHangs, SecondaryDead).Should().Be((Work.None, Report.NeedsPersonSwapHangs));
        _device.Step(InputKind.Event, BothDead).Should().Be(Nothing);
        _device.Step(InputKind.Due, BothDead).Should().Be(Nothing);
    }

    [Fact]
    public void A_swap_that_was_only_slow_is_taken_up_when_it_ends()
    {
        _device.Step(InputKind.Registered, InSync);
        _device.Step(InputKind.Event, SecondaryDead);
        _device.Step(InputKind.SwapHangs, SecondaryDead);
        _device.Arrangement = Arrangement.Released;

        _device.Step(InputKind.Swapped, SecondaryDead).Should().Be((Work.None, Report.Released));
    }

    [Theory]
    [InlineData(Arrangement.Released, Work.None, Report.Released)]
    [InlineData(Arrangement.ImageReleasedOnly, Work.None, Report.None)]
    [InlineData(Arrangement.MirrorReleasedOnly, Work.Return, Report.None)]
    public void A_registration_takes_up_what_the_last_one_left(Arrangement arrangement, Work work, Report report)
    {
        _device.Arrangement = arrangement;

        _device.Step(InputKind.Registered, SecondaryDead).Should().Be((work, report));
    }

    [Theory]
    [InlineData(SecondaryDead, Work.Release, Report.None)]
    [InlineData(BothDead, Work.None, Report.NeedsPersonNoGoodLeg)]
    public void A_release_that_was_cut_off_goes_on_if_nothing_else_has_failed(string status, Work work, Report report)
    {
        _device.Arrangement = Arrangement.ImageReleasedOnly;
        _device.Step(InputKind.Registered, status);

        _device.Step(InputKind.Due, status).Should().Be((work, report));
    }

    [Fact]
    public void A_primary_leg_that_fails_before_the_release_is_not_forgotten_by_it()
    {
        _device.Step(InputKind.Registered, InSync);
        _device.Step(InputKind.Event, SecondaryDead).Work.Should().Be(Work.Release);
        _device.Step(InputKind.Event, BothDead);
        _device.Step(InputKind.SwapRefused, BothDead);

        _device.Step(InputKind.Due, BothDead).Should().Be((Work.None, Report.NeedsPersonNoGoodLeg));
    }

    [Fact]
    public void A_primary_leg_that_failed_during_the_release_is_not_copied_from_where_its_cache_may_be_lost()
    {
        _device.HasPrimaryCache = true;
        _device.Step(InputKind.Registered, InSync);
        _device.Step(InputKind.Event, SecondaryDead);
        _device.Step(InputKind.Event, BothDead);
        _device.Arrangement = Arrangement.Released;
        _device.Step(InputKind.Swapped, SecondaryDead).Report.Should().Be(Report.Released);

        _device.WaitUntilDue();
        _device.Step(InputKind.Due, SecondaryDead).Should().Be((Work.None, Report.NeedsPersonNoGoodLeg));
    }
}
