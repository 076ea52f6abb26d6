using FluentAssertions;

using MirrorGuard.Core.Policy;

using Xunit;

namespace MirrorGuard.Core.Tests.Policy;

/// <summary>
/// Found by the simulation: the kernel forgot that a flush of the primary leg had failed, and wrote to another leg alone from then on.
/// That was taken for a table that somebody had loaded, or not noticed at all, and the next reload of ours brought back old data.
/// </summary>
public sealed class PrimaryInDoubtTests
{
    private const string InSync = "3 254:1 254:2 254:4 32/32 1 AAA 3 disk 254:3 A";
    private const string EveryLegFailed = "3 254:1 254:2 254:4 32/32 1 DRD 3 disk 254:3 A";
    private const string ForgottenBesideAWrite = "3 254:1 254:2 254:4 31/32 1 AAA 3 disk 254:3 A";
    private const string Copying = "3 254:1 254:2 254:4 2/32 1 AAA 3 disk 254:3 A";
    private const string LogFailed = "3 254:1 254:2 254:4 31/32 1 AAA 3 disk 254:3 D";
    private const string PrimaryFailed = "3 254:1 254:2 254:4 32/32 1 DAA 3 disk 254:3 A";
    private const string LogFailedInSync = "3 254:1 254:2 254:4 32/32 1 AAA 3 disk 254:3 D";

    private static readonly (Work, Report) Nothing = (Work.None, Report.None);
    private static readonly (Work, Report) NoCompleteLeg = (Work.None, Report.NeedsPersonNoCompleteLeg);

    private readonly FaultDriver _device = new();

    public PrimaryInDoubtTests() => _device.Step(InputKind.Registered, InSync);

    [Fact]
    public void A_write_that_failed_beside_the_flush_does_not_make_it_a_new_table()
    {
        _device.Step(InputKind.Event, EveryLegFailed).Report.Should().Be(Report.NeedsPersonNoGoodLeg);

        _device.Step(InputKind.Event, ForgottenBesideAWrite).Should().Be((Work.None, Report.NeedsPersonPrimaryInDoubt));
        _device.Step(InputKind.Event, ForgottenBesideAWrite).Should().Be(Nothing);
        _device.Step(InputKind.Event, LogFailed).Should().Be(NoCompleteLeg, "no reload for the log, which would copy the primary leg over the others");
    }

    [Fact]
    public void Should_it_have_been_a_new_table_after_all_the_other_legs_are_not_known_to_be_complete_either()
    {
        _device.Step(InputKind.Due, PrimaryFailed);
        _device.Step(InputKind.Event, ForgottenBesideAWrite);

        _device.Step(InputKind.Event, "3 254:1 254:2 254:4 30/32 1 DAA 3 disk 254:3 A").Should().Be(NoCompleteLeg);
    }

    [Fact]
    public void The_doubt_outlives_the_registration()
    {
        _device.Step(InputKind.Due, PrimaryFailed);
        _device.Step(InputKind.Event, ForgottenBesideAWrite);
        var known = _device.State.Repair;
        _device.State = new DeviceState(RepairState.InDoubt(known.Copies.InDoubt, known.Layout, known.OutOfSync), default);

        _device.Step(InputKind.Registered, ForgottenBesideAWrite).Should().Be((Work.None, Report.NeedsPersonPrimaryInDoubt));
    }

    [Fact]
    public void A_new_table_that_copies_ends_the_doubt()
    {
        _device.Step(InputKind.Due, PrimaryFailed);
        _device.Step(InputKind.Event, ForgottenBesideAWrite);

        _device.Step(InputKind.Registered, Copying);
        _device.State.Repair.Copies.TrustsKernel.Should().BeTrue();
    }

    /// <summary>Nobody loads a table without registering the volume anew: a write that failed, and the copy that mends it.</summary>
    [Theory]
    [InlineData(InputKind.Event, Copying)]
    [InlineData(InputKind.Event, InSync)]
    [InlineData(InputKind.Registered, ForgottenBesideAWrite)]
    public void A_count_that_moves_in_the_same_table_does_not(InputKind kind, string status)
    {
        _device.Step(InputKind.Due, PrimaryFailed);
        _device.Step(InputKind.Event, ForgottenBesideAWrite);

        _device.Step(kind, status);
        _device.State.Repair.Copies.TrustsKernel.Should().BeFalse();
    }

    /// <summary>Found by the simulation: a copy to the second leg, which alone held the newest data, failed; LVM replaced that leg.</summary>
    [Fact]
    public void A_failed_copy_to_the_other_leg_is_no_reason_to_take_that_out()
    {
        var device = new FaultDriver();
        device.Step(InputKind.Registered, "2 254:1 254:2 32/32 1 AA 3 disk 254:3 A");
        device.Step(InputKind.Due, "2 254:1 254:2 32/32 1 DA 3 disk 254:3 A");
        device.Step(InputKind.Event, "2 254:1 254:2 31/32 1 AA 3 disk 254:3 A").Report.Should().Be(Report.NeedsPersonPrimaryInDoubt);

        device.Step(InputKind.Event, "2 254:1 254:2 31/32 1 AS 3 disk 254:3 A").Should().Be((Work.None, Report.SyncFailed));
        device.Stage.Should().Be(OutageStage.None);
    }

    [Fact]
    public void A_letter_whose_event_came_while_the_log_was_waited_for_is_missed_afterwards()
    {
        _device.Step(InputKind.Event, LogFailedInSync).Should().Be((Work.Probe, Report.Held));
        _device.Step(InputKind.Event, "3 254:1 254:2 254:4 32/32 1 DAA 3 disk 254:3 D").Should().Be(Nothing);

        _device.Step(InputKind.ProbeGood, LogFailedInSync).Should().Be(Nothing);
        _device.Step(InputKind.Due, LogFailedInSync).Should().Be(NoCompleteLeg);
    }

    [Fact]
    public void A_letter_whose_event_came_while_the_kernel_copied_is_missed_afterwards()
    {
        Refill();
        _device.Step(InputKind.Event, PrimaryFailed).Should().Be(Nothing);

        _device.Step(InputKind.Event, LogFailedInSync).Should().Be(Nothing);
        _device.Step(InputKind.Due, LogFailedInSync).Should().Be(NoCompleteLeg);
    }

    [Fact]
    public void A_copy_that_seems_to_have_ended_after_such_a_letter_is_not_believed()
    {
        Refill();
        _device.Step(InputKind.Event, PrimaryFailed);

        _device.Step(InputKind.Due, InSync).Should().Be((Work.None, Report.NeedsPersonPrimaryInDoubt));
    }

    private void Refill()
    {
        _device.Step(InputKind.Event, LogFailedInSync);
        _device.Step(InputKind.ProbeGood, LogFailedInSync).Work.Should().Be(Work.Reload);
        _device.Step(InputKind.Swapped, InSync).Report.Should().Be(Report.Refilling);
    }
}
