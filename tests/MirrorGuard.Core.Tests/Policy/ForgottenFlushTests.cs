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
        device.Step(InputKind.Registered, "2 254:1 254:2 32/32 1 AA 1 core");
        device.Step(InputKind.Event, FlushFailed).Work.Should().Be(Work.Release);

        for (var refusals = 0; refusals < 12; refusals++)
        {
            device.Step(InputKind.SwapRefused, Forgotten).Should().Be(Nothing);
            device.WaitUntilDue();
            device.Step(InputKind.Due, Forgotten).Work.Should().Be(Work.Release);
        }

        device.Step(InputKind.SwapRefused, Forgotten).Should().Be((Work.None, Report.FaultWithdrawn));
    }

    /// <summary>Nothing is known of the time before, so it is held.</summary>
    private static FaultDriver Held()
    {
        var device = new FaultDriver();
        device.Step(InputKind.Registered, FlushFailed).Should().Be((Work.Probe, Report.Held));
        return device;
    }
}
