using System;

using FluentAssertions;

using MirrorGuard.Core.Faults;
using MirrorGuard.Core.Policy;
using MirrorGuard.Core.Settings;

using Xunit;

namespace MirrorGuard.Core.Tests.Policy;

/// <summary>
/// Found by the simulation: a flush and a write fail on the second leg, one just after the other. The kernel forgets the flush, and with
/// it the letter of the write, which it holds for ever.
/// </summary>
public sealed class ForgottenFlushTests
{
    private const string InSync = "2 254:1 254:2 32/32 1 AA 1 core";
    private const string FlushFailed = "2 254:1 254:2 32/32 1 AD 1 core";
    private const string Forgotten = "2 254:1 254:2 31/32 1 AA 1 core";
    private const string OneMoreCopied = "2 254:1 254:2 30/32 1 AA 1 core";

    private static readonly (Work, Report) Nothing = (Work.None, Report.None);

    [Fact]
    public void The_write_that_it_holds_is_released_once_the_count_was_seen_to_stand_still()
    {
        var device = Held();

        device.Step(InputKind.Due, Forgotten).Should().Be((Work.Probe, Report.None));
        device.Step(InputKind.ProbeBad, Forgotten).Should().Be(Nothing);
        device.WaitUntilDue();
        device.Step(InputKind.Due, Forgotten).Work.Should().Be(Work.Release);
    }

    [Fact]
    public void Where_it_cannot_be_released_a_leg_that_answers_is_loaded_anew()
    {
        var device = Held();
        device.CanRelease = false;

        device.Step(InputKind.Due, Forgotten);
        device.Step(InputKind.ProbeGood, Forgotten).Work.Should().Be(Work.Reload);
    }

    [Fact]
    public void Nothing_is_swapped_while_the_kernel_copies()
    {
        var device = Held();

        device.Step(InputKind.Due, OneMoreCopied);
        device.Step(InputKind.ProbeGood, Forgotten).Should().Be(Nothing);
        device.WaitUntilDue();
        device.Step(InputKind.Due, OneMoreCopied).Should().Be((Work.Probe, Report.None));
    }

    [Fact]
    public void At_the_end_of_the_patience_a_person_is_told_and_LVM_does_not_repair_by_letters_that_tell_nothing()
    {
        var device = Held();
        device.CanRelease = false;
        device.Step(InputKind.Due, Forgotten);
        device.Step(InputKind.ProbeBad, Forgotten);
        device.Wait(new FaultSettings().WriteHold);

        device.Step(InputKind.Due, Forgotten).Should().Be((Work.None, Report.FaultWithdrawn));
        device.Stage.Should().Be(OutageStage.None);
        device.State.Repair.Copies.InDoubt.Should().Be(DeadParts.SecondaryLeg);
    }

    [Fact]
    public void At_the_end_of_the_patience_a_copy_that_goes_on_is_left_alone()
    {
        var device = Held();
        device.CanRelease = false;
        device.Step(InputKind.Due, OneMoreCopied);
        device.Wait(new FaultSettings().WriteHold);

        device.Step(InputKind.Due, Forgotten).Should().Be(Nothing);
        device.Stage.Should().Be(OutageStage.None);
    }

    [Fact]
    public void A_release_that_an_LVM_command_refuses_is_tried_again_although_writes_waited_long_enough()
    {
        var device = new FaultDriver { Settings = new FaultSettings { WriteHold = TimeSpan.Zero } };
        device.Step(InputKind.Registered, InSync);
        device.Step(InputKind.Event, FlushFailed).Work.Should().Be(Work.Release);

        for (var refusals = 0; refusals < 12; refusals++)
        {
            device.Step(InputKind.SwapRefused, Forgotten).Should().Be(Nothing);
            device.WaitUntilDue();
            device.Step(InputKind.Due, Forgotten).Work.Should().Be(Work.Release);
        }

        device.Step(InputKind.SwapRefused, Forgotten).Should().Be((Work.None, Report.FaultWithdrawn));
    }

    [Fact]
    public void A_release_that_is_refused_until_writes_waited_long_enough_is_said_where_no_write_failed_beside()
    {
        var device = new FaultDriver();
        device.Step(InputKind.Registered, FlushFailed);
        device.Step(InputKind.Due, InSync).Work.Should().Be(Work.Release);

        device.Step(InputKind.SwapRefused, InSync).Should().Be(Nothing);
        device.Wait(new FaultSettings().WriteHold);

        device.Step(InputKind.SwapRefused, InSync).Should().Be((Work.None, Report.FaultWithdrawn));
        device.State.Repair.Copies.InDoubt.Should().Be(DeadParts.SecondaryLeg);
    }

    [Fact]
    public void A_letter_that_a_look_alone_saw_is_missed_when_its_event_shows_none()
    {
        var device = new FaultDriver();
        device.Step(InputKind.Registered, InSync);
        device.Step(InputKind.Due, FlushFailed).Should().Be(Nothing);

        device.Step(InputKind.Event, Forgotten).Should().Be((Work.Probe, Report.None));
        device.Stage.Should().Be(OutageStage.Holding);
        device.Step(InputKind.ProbeBad, Forgotten);
        device.WaitUntilDue();
        device.Step(InputKind.Due, Forgotten).Work.Should().Be(Work.Release);
    }

    [Fact]
    public void A_person_is_told_at_once_where_writes_may_not_be_held()
    {
        var device = new FaultDriver { Settings = new FaultSettings { WriteHold = TimeSpan.Zero } };
        device.Step(InputKind.Registered, InSync);
        device.Step(InputKind.Due, FlushFailed);

        device.Step(InputKind.Event, Forgotten).Should().Be((Work.None, Report.FaultWithdrawn));
    }

    [Fact]
    public void A_reload_that_was_cut_off_by_a_restart_is_not_taken_for_done()
    {
        var device = Held();
        device.CanRelease = false;
        device.Step(InputKind.Due, Forgotten);
        device.Step(InputKind.ProbeGood, Forgotten).Work.Should().Be(Work.Reload);
        device.State = device.State with { Repair = RepairState.Registered };

        device.Step(InputKind.Registered, Forgotten).Should().Be((Work.Probe, Report.None));
        device.Step(InputKind.ProbeGood, Forgotten).Should().Be(Nothing);
        device.WaitUntilDue();
        device.Step(InputKind.Due, Forgotten);
        device.Step(InputKind.ProbeGood, Forgotten).Work.Should().Be(Work.Reload);
    }

    /// <summary>Nothing is known of the time before, so it is held.</summary>
    private static FaultDriver Held()
    {
        var device = new FaultDriver();
        device.Step(InputKind.Registered, FlushFailed).Should().Be((Work.Probe, Report.Held));
        return device;
    }
}
