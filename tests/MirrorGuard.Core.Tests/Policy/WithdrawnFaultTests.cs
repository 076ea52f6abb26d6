using FluentAssertions;

using MirrorGuard.Core.Faults;
using MirrorGuard.Core.Policy;

using Xunit;

namespace MirrorGuard.Core.Tests.Policy;

/// <summary>A failed cache flush: the kernel shows D, forgets it, and counts every region as in sync although the legs differ from then on.</summary>
public sealed class WithdrawnFaultTests
{
    private const string InSync = "2 254:1 254:2 32/32 1 AA 1 core";
    private const string Resyncing = "2 254:1 254:2 3/32 1 AA 1 core";
    private const string SecondaryFlushFailed = "2 254:1 254:2 32/32 1 AD 1 core";
    private const string PrimaryFlushFailed = "2 254:1 254:2 32/32 1 DA 1 core";
    private const string SecondaryDead = "2 254:1 254:2 31/32 1 AD 1 core";
    private const string PrimaryDead = "2 254:1 254:2 31/32 1 DA 1 core";

    private readonly PolicyDriver _device = new();

    public WithdrawnFaultTests() => _device.Registered(InSync);

    [Fact]
    public void The_kernels_all_clear_is_not_believed()
    {
        _device.Event(SecondaryFlushFailed);

        _device.Due(InSync).Should().Be((Work.None, Report.FaultWithdrawn));
        _device.Event(InSync).Should().Be((Work.None, Report.None), "it is not in sync, whatever the kernel says");
    }

    [Fact]
    public void An_all_clear_that_comes_as_an_event_before_the_repair_is_due_is_not_believed_either()
    {
        _device.Event(SecondaryFlushFailed);
        _device.Event(InSync).Should().Be((Work.None, Report.None));

        _device.Due(InSync).Should().Be((Work.None, Report.FaultWithdrawn));
    }

    [Fact]
    public void An_all_clear_after_a_person_was_called_is_not_believed()
    {
        _device.Event("2 254:1 254:2 32/32 1 DD 1 core").Report.Should().Be(Report.NeedsPersonNoGoodLeg);

        _device.Event(InSync).Should().Be((Work.None, Report.NeedsPersonPrimaryInDoubt));
    }

    [Fact]
    public void A_repair_that_found_nothing_to_repair_has_repaired_nothing()
    {
        _device.Event(SecondaryFlushFailed);
        _device.Due(SecondaryFlushFailed);

        _device.RepairSucceeded(InSync).Should().Be((Work.None, Report.FaultWithdrawn));
    }

    [Fact]
    public void A_secondary_in_doubt_never_replaces_a_dead_primary()
    {
        _device.Event(SecondaryFlushFailed);
        _device.Due(InSync);

        _device.Event(PrimaryDead).Should().Be((Work.None, Report.NeedsPersonNoCompleteLeg));
    }

    [Fact]
    public void A_primary_in_doubt_calls_a_person_and_is_never_kept_alone()
    {
        _device.Event(PrimaryFlushFailed);
        _device.Due(InSync).Should().Be((Work.None, Report.NeedsPersonPrimaryInDoubt));

        _device.Event(SecondaryDead).Should().Be((Work.None, Report.NeedsPersonNoCompleteLeg));
    }

    [Fact]
    public void A_primary_in_doubt_that_dies_visibly_is_repaired()
    {
        _device.Event(PrimaryFlushFailed);
        _device.Due(InSync);

        _device.Event(PrimaryDead).Should().Be((Work.ComeBackWhenDue, Report.RepairFollows));
    }

    [Theory]
    [InlineData(InputKind.Registered, Resyncing)]
    [InlineData(InputKind.Event, "2 254:1 254:5 32/32 1 AA 1 core")]
    public void A_table_that_is_new_or_has_another_leg_ends_the_doubt(InputKind kind, string status)
    {
        _device.Event(SecondaryFlushFailed);
        _device.Due(InSync);
        _device.Step(kind, status);
        _device.Event(InSync);

        _device.State.Copies.Should().Be(new CopyKnowledge(WasFullySynced: true));
        _device.Event(PrimaryDead).Report.Should().Be(Report.RepairFollows);
    }

    [Fact]
    public void A_dead_secondary_that_turns_alive_while_the_primary_dies_is_not_kept_alone()
    {
        _device.Event(SecondaryFlushFailed);

        _device.Due(PrimaryDead).Should().Be((Work.None, Report.NeedsPersonNoCompleteLeg));
    }

    /// <summary>Found by the simulation: the flush failure was forgotten unseen, and the leg failed again with a lower letter.</summary>
    [Fact]
    public void A_letter_that_fell_shows_a_forgotten_flush_although_the_leg_is_dead_again()
    {
        _device.Registered("3 254:1 254:2 254:3 32/32 1 AAA 1 core");
        _device.Event("3 254:1 254:2 254:3 32/32 1 RFR 1 core");

        _device.Event("3 254:1 254:2 254:3 31/32 1 UUA 1 core").Should().Be((Work.None, Report.NeedsPersonNoCompleteLeg));
    }

    /// <summary>Found by the simulation: at its first error, be it of a read, the kernel makes another leg the one that gets what only one leg gets.</summary>
    [Theory]
    [InlineData("2 254:1 254:2 32/32 1 AA 3 disk 254:0 A", Report.NeedsPersonPrimaryInDoubt)]
    [InlineData("2 254:1 254:2 32/32 1 AA 3 disk 254:0 D", Report.NeedsPersonNoCompleteLeg)]
    public void A_flush_of_the_secondary_that_is_forgotten_leaves_a_primary_with_a_read_error_in_doubt(string forgotten, Report report)
    {
        _device.Registered("2 254:1 254:2 32/32 1 AA 3 disk 254:0 A");
        _device.Event("2 254:1 254:2 32/32 1 RD 3 disk 254:0 A").Report.Should().Be(Report.NeedsPersonNoGoodLeg);

        _device.Event(forgotten).Should().Be((Work.None, report));
        _device.State.Copies.InDoubt.Should().Be(DeadParts.Legs);
    }

    /// <summary>Found by the simulation: the first look of the worker came between the failure and its event.</summary>
    [Fact]
    public void A_failed_flush_that_a_look_saw_before_its_event_is_not_forgotten()
    {
        _device.Due(SecondaryFlushFailed).Should().Be((Work.None, Report.None));

        _device.Event(InSync).Should().Be((Work.None, Report.FaultWithdrawn));
    }

    [Fact]
    public void A_log_that_is_alive_again_leaves_no_leg_in_doubt()
    {
        _device.Event("2 254:1 254:2 32/32 1 AA 3 disk 254:0 D");

        _device.Due("2 254:1 254:2 32/32 1 AA 3 disk 254:0 A").Should().Be((Work.None, Report.InSync));
        _device.State.Copies.TrustsKernel.Should().BeTrue();
    }
}
