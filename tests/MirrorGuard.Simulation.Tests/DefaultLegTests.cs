using FluentAssertions;

using Xunit;

namespace MirrorGuard.Simulation.Tests;

/// <summary>Which leg is read and copied from.</summary>
public sealed class DefaultLegTests
{
    [Fact]
    public void A_failed_read_is_answered_by_another_leg_and_flagged()
    {
        var machine = Volumes.WithDiskLog();
        machine.Write(5, 1);
        machine.Disks[0].MakeUnreadable(5);

        machine.Read(5).Contents.Should().Be(1);

        machine.Brief().Should().Be("8/8 RA A");
        machine.Mirror!.EventNumber.Should().Be(2);
    }

    [Fact]
    public void Nothing_but_a_new_table_clears_R_while_in_sync()
    {
        var machine = Volumes.WithDiskLog();
        machine.Disks[0].MakeUnreadable(5);
        machine.Read(5);
        machine.Disks[0].ClearUnreadable();

        machine.SuspendAndResume();
        machine.Brief().Should().Be("8/8 RA A");

        machine.Reload();
        machine.Brief().Should().Be("8/8 AA A");
    }

    [Fact]
    public void A_leg_with_R_is_no_good_leg_when_the_other_fails_a_write()
    {
        var machine = Volumes.WithDiskLog();
        machine.Disks[0].MakeUnreadable(5);
        machine.Read(5);
        machine.Disks[1].Mode = DiskMode.Dead;

        machine.Write(0, 1).Outcome.Should().Be(IoOutcome.Failed);

        machine.Brief().Should().Be("7/8 RD A");
    }

    [Fact]
    public void One_unreadable_block_on_each_leg_makes_all_blocks_unreadable()
    {
        var machine = Volumes.WithDiskLog();
        machine.Disks[0].MakeUnreadable(5);
        machine.Disks[1].MakeUnreadable(0);
        machine.Read(5);
        machine.Mirror!.Peek(0).Should().BeNull();

        machine.Read(0).Outcome.Should().Be(IoOutcome.Failed);

        machine.Read(9).Outcome.Should().Be(IoOutcome.Failed);
    }

    [Fact]
    public void A_plain_suspend_and_resume_copies_from_the_leg_that_took_over()
    {
        var machine = Volumes.WithCoreLog();
        machine.Disks[0].Mode = DiskMode.Dead;
        machine.Write(5, 1);
        machine.Disks[0].Mode = DiskMode.Good;

        machine.SuspendAndResume();

        machine.OnLegs(5).Should().Equal(1, 1);
        machine.Brief().Should().Be("8/8 AA");
    }

    [Fact]
    public void With_keep_log_and_a_failed_primary_a_reload_loses_acknowledged_writes()
    {
        var machine = Volumes.WithDiskLog();
        machine.Reload(table => table with { KeepsLog = true });
        machine.Disks[0].Mode = DiskMode.Dead;
        machine.Write(5, 1).Outcome.Should().Be(IoOutcome.Acknowledged);
        machine.Disks[0].Mode = DiskMode.Good;

        machine.Reload();

        machine.Read(5).Contents.Should().Be(0);
    }

    [Fact]
    public void With_keep_log_one_failed_read_makes_a_stale_leg_the_source()
    {
        var machine = Volumes.WithDiskLog();
        machine.Reload(table => table with { KeepsLog = true });
        machine.Disks[1].Mode = DiskMode.Dead;
        machine.Write(5, 1);
        machine.Disks[1].Mode = DiskMode.Good;
        machine.SuspendAndResume();
        machine.Disks[1].Mode = DiskMode.Dead;
        machine.Write(5, 2);
        machine.Reload(table => table with { KeepsLog = true });
        machine.Disks[1].Mode = DiskMode.Good;
        machine.Disks[0].MakeUnreadable(0);

        machine.Read(0);

        machine.Read(5).Contents.Should().NotBe(2);
    }

    [Fact]
    public void A_plain_table_does_not_change_over_while_out_of_sync()
    {
        var machine = Volumes.WithDiskLog();
        machine.Disks[1].Mode = DiskMode.Dead;
        machine.Write(5, 1);
        machine.Disks[0].MakeUnreadable(4);

        machine.Read(4).Outcome.Should().Be(IoOutcome.Failed);

        machine.Brief().Should().Be("7/8 RD A");
    }

    [Fact]
    public void Of_three_legs_the_first_good_one_takes_over()
    {
        var machine = Volumes.WithDiskLog(legs: 3);
        machine.Disks[0].Mode = DiskMode.Dead;
        machine.Write(5, 1);

        machine.Read(5).Contents.Should().Be(1);

        machine.Brief().Should().Be("7/8 DAA A");
    }
}
