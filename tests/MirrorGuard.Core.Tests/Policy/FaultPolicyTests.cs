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
    private const string HalfMissing = "2 254:1 254:2 15/32 1 AD 3 disk 254:3 A";
    private const string FlushFailed = "2 254:1 254:2 32/32 1 AD 3 disk 254:3 A";
    private const string PrimaryDead = "2 254:1 254:2 31/32 1 DA 3 disk 254:3 A";
    private const string BothDead = "2 254:1 254:2 31/32 1 DD 3 disk 254:3 A";
    private const string LogDead = "2 254:1 254:2 32/32 1 AA 3 disk 254:3 D";
    private const string LegAndLogDead = "2 254:1 254:2 31/32 1 AD 3 disk 254:3 D";
    private const string SyncFailed = "2 254:1 254:2 30/32 1 AS 3 disk 254:3 A";
    private const string OneOfThreeDead = "3 254:1 254:2 254:4 31/32 1 ADA 1 core";
    private const string ThreeInSync = "3 254:1 254:2 254:4 32/32 1 AAA 1 core";
    private const string CoreHalfMissing = "2 254:1 254:2 15/32 1 AD 1 core";
    private const string CoreInSync = "2 254:1 254:2 32/32 1 AA 1 core";

    private static readonly (Work, Report) Nothing = (Work.None, Report.None);
    private static readonly (Work, Report) RepairFollows = (Work.ComeBackWhenDue, Report.RepairFollows);
    private static readonly (Work, Report) PatienceEnds = (Work.ComeBackWhenDue, Report.PatienceEnds);

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

    [Fact]
    public void A_leg_that_answers_again_is_returned_and_watched_until_it_is_in_sync()
    {
        var device = FaultDriver.Released(InSync, SecondaryDead);

        device.WaitUntilDue();
        device.Step(InputKind.Due, SecondaryDead).Work.Should().Be(Work.Probe);
        device.Step(InputKind.ProbeGood, SecondaryDead).Work.Should().Be(Work.Return);
        device.Arrangement = Arrangement.LvmsOwn;
        device.Step(InputKind.Swapped, Resyncing).Report.Should().Be(Report.Refilling);
        device.WaitUntilDue();
        device.Step(InputKind.Due, InSync).Report.Should().Be(Report.Recovered);
        device.Stage.Should().Be(OutageStage.None);
        device.State.Repair.Copies.WasFullySynced.Should().BeTrue();
    }

    [Fact]
    public void Probes_come_at_growing_intervals_up_to_the_longest()
    {
        var device = FaultDriver.Released(InSync, SecondaryDead);

        foreach (var seconds in (int[])[1, 2, 4, 8, 16, 30, 30])
        {
            (device.State.Outage.DueAt - device.Now).Should().Be(TimeSpan.FromSeconds(seconds));
            device.WaitUntilDue();
            device.Step(InputKind.Due, SecondaryDead);
            device.Step(InputKind.ProbeBad, SecondaryDead).Should().Be(Nothing);
        }
    }

    [Fact]
    public void At_the_end_of_the_patience_LVM_repairs()
    {
        var device = FaultDriver.Released(InSync, SecondaryDead);
        device.Wait(new FaultSettings().LegGrace);

        device.Step(InputKind.Due, SecondaryDead).Should().Be(PatienceEnds);
        device.Step(InputKind.Due, SecondaryDead).Work.Should().Be(Work.Repair);
    }

    [Fact]
    public void LVM_repairs_a_released_leg_although_the_kernel_shows_no_failure_of_it()
    {
        var device = FaultDriver.Released(InSync, SecondaryDead);
        device.Wait(new FaultSettings().LegGrace);

        device.Step(InputKind.Due, SyncFailed).Should().Be(PatienceEnds);
        device.Step(InputKind.Due, SyncFailed).Work.Should().Be(Work.Repair);
        device.Step(InputKind.RepairSucceeded, SyncFailed).Report.Should().Be(Report.RepairFailedTriedAgain);
    }

    [Fact]
    public void A_leg_that_misses_too_much_is_not_waited_for_any_longer() =>
        FaultDriver.Released(InSync, SecondaryDead).Step(InputKind.Due, HalfMissing).Should().Be(PatienceEnds);

    [Fact]
    public void With_a_core_log_nobody_knows_how_much_a_leg_misses() =>
        FaultDriver.Released(CoreInSync, CoreHalfMissing).Step(InputKind.Due, CoreHalfMissing).Work.Should().Be(Work.Probe);

    [Fact]
    public void A_log_that_dies_while_a_leg_is_out_ends_the_wait() =>
        FaultDriver.Released(InSync, SecondaryDead).Step(InputKind.Due, LegAndLogDead).Should().Be(PatienceEnds);

    [Fact]
    public void A_primary_that_dies_while_the_other_leg_is_out_calls_a_person_once_and_nothing_is_repaired()
    {
        var device = FaultDriver.Released(InSync, SecondaryDead);

        device.Step(InputKind.Due, BothDead).Should().Be((Work.Probe, Report.NeedsPersonNoGoodLeg));
        device.Wait(new FaultSettings().LegGrace);
        device.Step(InputKind.Due, BothDead).Should().Be((Work.Probe, Report.None));
    }

    [Fact]
    public void Both_disks_that_answer_again_are_taken_back_however_long_it_took()
    {
        var device = FaultDriver.Released(InSync, SecondaryDead);
        device.Step(InputKind.Due, BothDead);
        device.Wait(2 * new FaultSettings().LegGrace);

        device.Step(InputKind.ProbeGood, BothDead).Work.Should().Be(Work.Return);
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
    public void Another_disk_in_its_place_is_said_once_and_never_touched()
    {
        var device = FaultDriver.Released(InSync, SecondaryDead);

        device.Step(InputKind.ProbeOtherDisk, SecondaryDead).Should().Be((Work.None, Report.OtherDisk));
        device.Step(InputKind.ProbeOtherDisk, SecondaryDead).Should().Be(Nothing);
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

    [Fact]
    public void A_released_leg_that_LVM_cannot_repair_is_taken_back_all_the_same()
    {
        var device = FaultDriver.Released(InSync, SecondaryDead);
        device.Wait(new FaultSettings().LegGrace);
        device.Step(InputKind.Due, SecondaryDead);
        do
        {
            device.Wait(TimeSpan.FromMinutes(1));
            device.Step(InputKind.Due, SecondaryDead);
        }
        while (device.Step(InputKind.RepairFailed, SecondaryDead).Report != Report.NeedsPersonRepairFails);

        device.Wait(TimeSpan.FromHours(1));
        device.Step(InputKind.Due, SecondaryDead).Should().Be((Work.Probe, Report.None));
        device.Step(InputKind.ProbeGood, SecondaryDead).Work.Should().Be(Work.Return);
    }

    [Theory]
    [InlineData(Arrangement.Released, Work.None, Report.Released)]
    [InlineData(Arrangement.ImageReleasedOnly, Work.Release, Report.None)]
    [InlineData(Arrangement.MirrorReleasedOnly, Work.Return, Report.None)]
    public void A_registration_takes_up_what_the_last_one_left(Arrangement arrangement, Work work, Report report)
    {
        _device.Arrangement = arrangement;

        _device.Step(InputKind.Registered, SecondaryDead).Should().Be((work, report));
    }

    [Fact]
    public void A_restart_does_not_restart_the_clock()
    {
        var before = FaultDriver.Released(InSync, SecondaryDead);
        _device.State = before.State;
        _device.Arrangement = Arrangement.Released;
        _device.Wait(new FaultSettings().LegGrace - TimeSpan.FromSeconds(1));

        _device.Step(InputKind.Registered, SecondaryDead);
        _device.Wait(TimeSpan.FromSeconds(1));

        _device.Step(InputKind.Due, SecondaryDead).Should().Be(PatienceEnds);
    }

    [Fact]
    public void What_LVM_loads_over_a_release_is_LVMs()
    {
        var device = FaultDriver.Released(InSync, SecondaryDead);
        device.Arrangement = Arrangement.LvmsOwn;

        device.Step(InputKind.Due, Resyncing).Should().Be((Work.None, Report.LvmTookOver));
        device.Stage.Should().Be(OutageStage.Refilling);
    }

    [Fact]
    public void A_leg_that_fails_while_it_is_filled_is_a_new_fault()
    {
        var device = FaultDriver.Released(InSync, SecondaryDead);
        device.Step(InputKind.ProbeGood, SecondaryDead);
        device.Arrangement = Arrangement.LvmsOwn;
        device.Step(InputKind.Swapped, Resyncing);

        device.Step(InputKind.Due, SyncFailed).Should().Be((Work.Probe, Report.WaitsForLeg));
    }
}
