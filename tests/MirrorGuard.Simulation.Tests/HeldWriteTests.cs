using FluentAssertions;

using Xunit;

namespace MirrorGuard.Simulation.Tests;

/// <summary>What happens to I/O.</summary>
public sealed class HeldWriteTests
{
    [Fact]
    public void A_new_volume_is_copied_from_its_first_leg_and_says_so_once()
    {
        var machine = Volumes.WithDiskLog();

        machine.Brief().Should().Be("8/8 AA A");
        machine.Mirror!.EventNumber.Should().Be(1);
    }

    [Fact]
    public void A_write_goes_to_all_legs()
    {
        var machine = Volumes.WithDiskLog(legs: 3);

        machine.Write(5, 1).Outcome.Should().Be(IoOutcome.Acknowledged);

        machine.OnLegs(5).Should().Equal(1, 1, 1);
        machine.Brief().Should().Be("8/8 AAA A");
    }

    [Fact]
    public void A_write_that_fails_on_a_leg_is_held_and_its_region_is_out_of_sync()
    {
        var machine = Volumes.WithDiskLog();
        machine.Disks[1].Mode = DiskMode.Dead;

        machine.Write(5, 1).Outcome.Should().Be(IoOutcome.Pending);

        machine.Brief().Should().Be("7/8 AD A");
        machine.Mirror!.EventNumber.Should().Be(2);
    }

    [Fact]
    public void The_second_failure_of_the_same_kind_raises_no_event()
    {
        var machine = Volumes.WithDiskLog();
        machine.Disks[1].Mode = DiskMode.Dead;
        machine.Write(5, 1);

        machine.Write(0, 2).Outcome.Should().Be(IoOutcome.Pending);

        machine.Brief().Should().Be("6/8 AD A");
        machine.Mirror!.EventNumber.Should().Be(2);
    }

    [Fact]
    public void With_keep_log_the_write_is_acknowledged()
    {
        var machine = Volumes.WithDiskLog();
        machine.Reload(table => table with { KeepsLog = true });
        machine.Disks[1].Mode = DiskMode.Dead;

        machine.Write(5, 1).Outcome.Should().Be(IoOutcome.Acknowledged);

        machine.Brief().Should().Be("7/8 AD A");
        machine.OnLegs(5).Should().Equal(1, 0);
    }

    [Fact]
    public void Without_features_the_write_is_acknowledged_and_nobody_is_told()
    {
        var machine = Volumes.WithDiskLog();
        machine.Reload(table => table with { HandlesErrors = false });
        var events = machine.Mirror!.EventNumber;
        machine.Disks[1].Mode = DiskMode.Dead;

        machine.Write(5, 1).Outcome.Should().Be(IoOutcome.Acknowledged);

        machine.Brief().Should().Be("7/8 AD A");
        machine.Mirror.EventNumber.Should().Be(events);
    }

    [Fact]
    public void Without_a_good_leg_a_write_fails()
    {
        var machine = Volumes.WithDiskLog();
        machine.Disks[0].Mode = machine.Disks[1].Mode = DiskMode.Dead;

        machine.Write(5, 1).Outcome.Should().Be(IoOutcome.Failed);

        machine.Brief().Should().Be("7/8 DD A");
    }

    [Fact]
    public void A_write_to_a_region_out_of_sync_is_held_too()
    {
        var machine = Volumes.WithDiskLog();
        machine.Disks[1].Mode = DiskMode.Dead;
        machine.Write(5, 1);
        machine.Disks[1].Mode = DiskMode.Good;

        machine.Write(4, 2).Outcome.Should().Be(IoOutcome.Pending);

        machine.OnLegs(4).Should().Equal(0, 0);
    }

    [Fact]
    public void A_failed_log_holds_writes_to_regions_in_sync_and_marks_none()
    {
        var machine = Volumes.WithDiskLog();
        machine.Disks[2].Mode = DiskMode.Dead;

        machine.Write(5, 1).Outcome.Should().Be(IoOutcome.Pending);

        machine.Brief().Should().Be("8/8 AA D");
        machine.OnLegs(5).Should().Equal(0, 0);
    }

    [Fact]
    public void A_failed_log_and_keep_log_is_EIO()
    {
        var machine = Volumes.WithDiskLog();
        machine.Reload(table => table with { KeepsLog = true });
        machine.Disks[2].Mode = DiskMode.Dead;

        machine.Write(5, 1).Outcome.Should().Be(IoOutcome.Failed);
    }

    [Fact]
    public void A_reload_releases_held_writes_to_the_legs_that_work_again()
    {
        var machine = Volumes.WithDiskLog();
        machine.Disks[1].Mode = DiskMode.Flaky;
        var held = machine.Write(5, 1);
        machine.Disks[1].Mode = DiskMode.Good;

        machine.Reload().Should().Be(SuspendOutcome.Done);

        held.Outcome.Should().Be(IoOutcome.Acknowledged);
        machine.Brief().Should().Be("8/8 AA A");
        machine.OnLegs(5).Should().Equal(1, 1);
    }

    [Fact]
    public void A_suspend_that_flushes_fails_held_writes()
    {
        var machine = Volumes.WithDiskLog();
        machine.Disks[1].Mode = DiskMode.Dead;
        var held = machine.Write(5, 1);

        machine.SuspendAndResume(noFlush: false);

        held.Outcome.Should().Be(IoOutcome.Failed);
    }
}
