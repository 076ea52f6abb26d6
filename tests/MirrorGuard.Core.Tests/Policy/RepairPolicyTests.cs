using System;

using FluentAssertions;

using MirrorGuard.Core.Policy;

using Xunit;

namespace MirrorGuard.Core.Tests.Policy;

public sealed class RepairPolicyTests
{
    private const string InSync = "2 254:1 254:2 32/32 1 AA 1 core";
    private const string Resyncing = "2 254:1 254:2 3/32 1 AA 1 core";
    private const string SecondaryDead = "2 254:1 254:2 31/32 1 AD 1 core";
    private const string PrimaryDead = "2 254:1 254:2 31/32 1 DA 1 core";
    private const string BothDead = "2 254:1 254:2 31/32 1 DD 1 core";
    private const string ReadFailed = "2 254:1 254:2 32/32 1 AR 1 core";
    private const string SyncFailed = "2 254:1 254:2 3/32 1 AS 1 core";

    private readonly PolicyDriver _device = new();

    [Fact]
    public void A_dead_leg_is_repaired_at_once()
    {
        _device.Registered(InSync);

        _device.Event(SecondaryDead).Should().Be((Work.ComeBackWhenDue, Report.RepairFollows));
        _device.State.DueAt.Should().Be(_device.Now);
        _device.Due(SecondaryDead).Should().Be((Work.Repair, Report.None));
        _device.RepairSucceeded("").Should().Be((Work.None, Report.Repaired));
        _device.State.Phase.Should().Be(Phase.Watching);
    }

    [Fact]
    public void A_leg_that_is_dead_at_registration_is_repaired_too() =>
        _device.Registered(SecondaryDead).Should().Be((Work.ComeBackWhenDue, Report.RepairFollows));

    [Fact]
    public void A_primary_that_dies_in_sync_is_repaired_and_one_that_dies_before_calls_a_person()
    {
        _device.Registered(InSync);
        _device.Event(PrimaryDead).Report.Should().Be(Report.RepairFollows);

        var other = new PolicyDriver();
        other.Registered(Resyncing);
        other.Event(PrimaryDead).Should().Be((Work.None, Report.NeedsPersonNoCompleteLeg));
        other.Event(PrimaryDead).Should().Be((Work.None, Report.None), "it was said");
    }

    [Fact]
    public void When_every_leg_is_dead_a_person_is_called_once()
    {
        _device.Registered(InSync);

        _device.Event(BothDead).Should().Be((Work.None, Report.NeedsPersonNoGoodLeg));
        _device.Event(BothDead).Should().Be((Work.None, Report.None));
        _device.State.Phase.Should().Be(Phase.NeedsPerson);
    }

    [Fact]
    public void A_repair_whose_last_copy_dies_before_it_begins_is_not_begun()
    {
        _device.Registered(InSync);
        _device.Event(SecondaryDead);

        _device.Due(BothDead).Should().Be((Work.None, Report.NeedsPersonNoGoodLeg));
    }

    [Fact]
    public void A_failed_repair_is_tried_again_with_growing_pauses_and_then_a_person_is_called()
    {
        _device.Registered(InSync);
        _device.Event(SecondaryDead);
        for (var failed = 1; failed < RepairPolicy.MaxRepairs; failed++)
        {
            _device.Due(SecondaryDead).Work.Should().Be(Work.Repair);
            _device.RepairFailed(SecondaryDead).Should().Be((Work.ComeBackWhenDue, Report.RepairFailedTriedAgain));
            (_device.State.DueAt - _device.Now).Should().Be(RepairPolicy.PauseAfter(failed));
            _device.Wait(RepairPolicy.PauseAfter(failed));
        }
        _device.Due(SecondaryDead).Work.Should().Be(Work.Repair);

        _device.RepairFailed(SecondaryDead).Should().Be((Work.None, Report.NeedsPersonRepairFails));
        _device.Event(SecondaryDead).Should().Be((Work.None, Report.None));
    }

    [Fact]
    public void A_success_that_did_not_help_counts_as_a_failure()
    {
        _device.Registered(InSync);
        _device.Event(SecondaryDead);
        _device.Due(SecondaryDead);

        _device.RepairSucceeded(SecondaryDead).Should().Be((Work.ComeBackWhenDue, Report.RepairFailedTriedAgain));
    }

    [Fact]
    public void A_disk_that_comes_and_goes_gets_its_repairs_ever_more_slowly()
    {
        _device.Registered(InSync);
        for (var cycle = 1; cycle <= 100; cycle++)
        {
            _device.Event(SecondaryDead).Work.Should().Be(Work.ComeBackWhenDue);
            var pause = _device.State.DueAt - _device.Now;
            pause.Should().Be(cycle == 1 ? TimeSpan.Zero : RepairPolicy.PauseAfter(Math.Min(cycle - 1, RepairPolicy.MaxRepairs)));
            _device.WaitUntilDue();
            _device.Due(SecondaryDead).Work.Should().Be(Work.Repair);
            _device.RepairFailed(Resyncing).Report.Should().Be(Report.ResyncInstead);
            _device.Event(InSync);
        }
    }

    [Fact]
    public void A_new_fault_after_repairs_that_failed_for_good_has_one_try_after_a_pause()
    {
        _device.Registered(InSync);
        _device.FailForGood(SecondaryDead);

        _device.Event("2 254:1 254:2 31/32 1 AF 1 core").Should().Be((Work.ComeBackWhenDue, Report.RepairFollows));
        (_device.State.DueAt - _device.Now).Should().Be(RepairPolicy.PauseAfter(RepairPolicy.MaxRepairs));
        _device.WaitUntilDue();
        _device.Due(SecondaryDead).Work.Should().Be(Work.Repair);
        _device.RepairFailed(SecondaryDead).Should().Be((Work.None, Report.NeedsPersonRepairFails));
    }

    [Fact]
    public void After_a_while_a_new_fault_is_repaired_at_once_again()
    {
        _device.Registered(InSync);
        _device.FailForGood(SecondaryDead);
        _device.Event(Resyncing);
        _device.Wait(RepairPolicy.Forgiveness + TimeSpan.FromSeconds(1));

        _device.Event(SecondaryDead);

        _device.State.Should().Match<RepairState>(state => state.DueAt == _device.Now && state.FailedRepairs == 0);
    }

    [Fact]
    public void A_fault_that_comes_while_a_repair_runs_is_repaired_after_it()
    {
        _device.Registered("3 254:1 254:2 254:3 32/32 1 AAA 1 core");
        _device.Event("3 254:1 254:2 254:3 31/32 1 AAD 1 core");
        _device.Due("3 254:1 254:2 254:3 31/32 1 AAD 1 core");
        _device.Event("3 254:1 254:2 254:3 30/32 1 ADD 1 core").Should().Be((Work.None, Report.None));

        _device.RepairSucceeded("2 254:1 254:2 30/32 1 AD 1 core").Should().Be((Work.ComeBackWhenDue, Report.RepairFollows));
        _device.State.DueAt.Should().Be(_device.Now, "the repair before helped");
    }

    [Fact]
    public void A_primary_that_dies_while_a_repair_copies_anew_is_not_repaired_from_old_memory()
    {
        _device.Registered("3 254:1 254:2 254:3 32/32 1 AAA 1 core");
        _device.Event("3 254:1 254:2 254:3 31/32 1 AAD 1 core");
        _device.Due("3 254:1 254:2 254:3 31/32 1 AAD 1 core");

        _device.RepairSucceeded("2 254:1 254:2 5/32 1 DA 1 core").Should().Be((Work.None, Report.NeedsPersonNoCompleteLeg));
    }

    [Fact]
    public void A_primary_that_dies_while_a_new_leg_under_the_old_number_is_filled_is_not_repaired_from_old_memory()
    {
        _device.Registered(InSync);
        _device.Event(SecondaryDead);
        _device.Due(SecondaryDead);

        _device.RepairSucceeded("2 254:1 254:2 5/32 1 DA 1 core").Should().Be((Work.None, Report.NeedsPersonNoCompleteLeg));
    }

    [Fact]
    public void A_dead_primary_keeps_its_retries_while_its_table_stays()
    {
        _device.Registered(InSync);
        _device.Event(PrimaryDead);
        _device.Due(PrimaryDead);

        _device.RepairFailed("2 254:1 254:2 30/32 1 FA 1 core").Should().Be((Work.ComeBackWhenDue, Report.RepairFailedTriedAgain));
    }

    [Fact]
    public void A_leg_or_log_that_was_replaced_under_its_old_number_is_repaired()
    {
        _device.Registered("2 254:1 254:2 32/32 1 AA 3 disk 254:0 A");
        _device.Event("2 254:1 254:2 32/32 1 AA 3 disk 254:0 D");
        _device.Due("2 254:1 254:2 32/32 1 AA 3 disk 254:0 D");
        _device.RepairSucceeded("2 254:1 254:2 32/32 1 AA 3 disk 254:0 A").Report.Should().Be(Report.Repaired);

        _device.Event(SecondaryDead);
        _device.Due(SecondaryDead);
        _device.RepairSucceeded(Resyncing).Report.Should().Be(Report.Repaired);
    }

    [Fact]
    public void A_leg_that_somebody_brought_back_is_not_repaired()
    {
        _device.Registered(InSync);
        _device.Event(SecondaryDead);

        _device.Due(Resyncing).Should().Be((Work.None, Report.ResyncInstead));
    }

    [Fact]
    public void A_leg_that_was_brought_back_in_vain_is_reported_as_a_failed_resync()
    {
        _device.Registered(InSync);
        _device.Event(SecondaryDead);

        _device.Due(SyncFailed).Should().Be((Work.None, Report.SyncFailed));
    }

    [Fact]
    public void Read_and_sync_errors_and_a_silent_log_are_reported_once_each()
    {
        _device.Registered(InSync);

        _device.Event(ReadFailed).Should().Be((Work.None, Report.ReadFailed));
        _device.Event(ReadFailed).Should().Be((Work.None, Report.None));
        _device.Event(SyncFailed).Should().Be((Work.None, Report.SyncFailed));
        _device.Event("2 254:1 254:2 32/32 1 AA userspace 1 COM_FAILURE").Should().Be((Work.None, Report.LogUnreachable));
        _device.Event("2 254:1 254:2 32/32 1 AA userspace 1 COM_FAILURE").Should().Be((Work.None, Report.None));
    }

    [Fact]
    public void The_end_of_a_resync_is_reported_and_being_in_sync_is_not()
    {
        _device.Registered(Resyncing);

        _device.Event(InSync).Should().Be((Work.None, Report.InSync));
        _device.Event(InSync).Should().Be((Work.None, Report.None));
        new PolicyDriver().Registered(InSync).Should().Be((Work.None, Report.None));
    }

    [Fact]
    public void A_status_that_is_not_understood_calls_a_person_once_and_hides_no_later_fault()
    {
        _device.Registered(InSync);

        _device.Event("nonsense").Should().Be((Work.None, Report.NeedsPersonUnknownStatus));
        _device.Event("nonsense").Should().Be((Work.None, Report.None));
        _device.Event(SecondaryDead).Should().Be((Work.ComeBackWhenDue, Report.RepairFollows));
    }

    [Fact]
    public void Nothing_is_said_of_a_device_that_is_gone()
    {
        _device.Registered(InSync);
        _device.Event(SecondaryDead);
        _device.Due(PolicyDriver.Gone).Should().Be((Work.None, Report.None));
        _device.State.Phase.Should().Be(Phase.Watching);
    }

    [Fact]
    public void Late_answers_that_nobody_waits_for_change_nothing()
    {
        _device.Registered(InSync);

        _device.Due(SecondaryDead).Should().Be((Work.None, Report.None));
        _device.RepairSucceeded(SecondaryDead).Should().Be((Work.None, Report.None));
        _device.RepairFailed(SecondaryDead).Should().Be((Work.None, Report.None));
    }
}
