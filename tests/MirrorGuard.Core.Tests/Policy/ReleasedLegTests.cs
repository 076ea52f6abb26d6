using System;

using FluentAssertions;

using MirrorGuard.Core.Policy;
using MirrorGuard.Core.Settings;

using Xunit;

namespace MirrorGuard.Core.Tests.Policy;

public sealed class ReleasedLegTests
{
    private const string InSync = "2 254:1 254:2 32/32 1 AA 3 disk 254:3 A";
    private const string Resyncing = "2 254:1 254:2 30/32 1 AA 3 disk 254:3 A";
    private const string SecondaryDead = "2 254:1 254:2 31/32 1 AD 3 disk 254:3 A";
    private const string HalfMissing = "2 254:1 254:2 15/32 1 AD 3 disk 254:3 A";
    private const string BothDead = "2 254:1 254:2 31/32 1 DD 3 disk 254:3 A";
    private const string LegAndLogDead = "2 254:1 254:2 31/32 1 AD 3 disk 254:3 D";
    private const string SyncFailed = "2 254:1 254:2 30/32 1 AS 3 disk 254:3 A";
    private const string PrimarySyncFailedToo = "2 254:1 254:2 30/32 1 SS 3 disk 254:3 A";
    private const string PrimaryReadFailedToo = "2 254:1 254:2 30/32 1 RS 3 disk 254:3 A";
    private const string CoreHalfMissing = "2 254:1 254:2 15/32 1 AD 1 core";
    private const string CoreInSync = "2 254:1 254:2 32/32 1 AA 1 core";

    private static readonly (Work, Report) Nothing = (Work.None, Report.None);
    private static readonly (Work, Report) PatienceEnds = (Work.ComeBackWhenDue, Report.PatienceEnds);

    private readonly FaultDriver _device = new();

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

    /// <summary>Found by the simulation: the return copied what the primary had lost over the last leg that still had it.</summary>
    [Theory]
    [InlineData(BothDead)]
    [InlineData(PrimarySyncFailedToo)]
    [InlineData(PrimaryReadFailedToo)]
    public void A_primary_that_failed_and_may_have_lost_its_cache_is_taken_back_by_a_person_only(string status)
    {
        var device = FaultDriver.Released(InSync, SecondaryDead);
        device.HasPrimaryCache = true;

        device.Step(InputKind.Due, status).Should().Be((Work.None, Report.NeedsPersonNoGoodLeg));
        device.Wait(new FaultSettings().LegGrace);
        device.Step(InputKind.Due, status).Should().Be(Nothing);
    }

    [Fact]
    public void A_primary_that_fails_while_the_other_leg_is_probed_is_judged_before_the_leg_is_taken_back()
    {
        var device = FaultDriver.Released(InSync, SecondaryDead);
        device.HasPrimaryCache = true;
        device.WaitUntilDue();
        device.Step(InputKind.Due, SecondaryDead).Work.Should().Be(Work.Probe);

        device.Step(InputKind.ProbeGood, BothDead).Should().Be(Nothing);
        device.State.Outage.DueAt.Should().Be(device.Now);
        device.Step(InputKind.Due, BothDead).Report.Should().Be(Report.NeedsPersonNoGoodLeg);
    }

    [Fact]
    public void The_cache_of_a_primary_that_did_not_fail_does_not_matter()
    {
        var device = FaultDriver.Released(InSync, SecondaryDead);
        device.HasPrimaryCache = true;

        device.Step(InputKind.Due, SyncFailed).Work.Should().Be(Work.Probe);
        device.Step(InputKind.ProbeGood, SyncFailed).Work.Should().Be(Work.Return);
    }

    [Fact]
    public void Another_disk_in_its_place_is_said_once_and_never_touched()
    {
        var device = FaultDriver.Released(InSync, SecondaryDead);

        device.Step(InputKind.ProbeOtherDisk, SecondaryDead).Should().Be((Work.None, Report.OtherDisk));
        device.Step(InputKind.ProbeOtherDisk, SecondaryDead).Should().Be(Nothing);
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
