using System;
using System.Linq;

using FluentAssertions;

using Xunit;

namespace MirrorGuard.Simulation.Tests;

/// <summary>What a failed flush leaves behind until the next table.</summary>
public sealed class FlushFailureTests
{
    [Fact]
    public void A_failed_flush_is_held_and_its_letter_disappears_with_the_next_run_of_the_worker()
    {
        var machine = Volumes.WithDiskLog();
        machine.Disks[1].Mode = DiskMode.Flaky;

        machine.Flush().Outcome.Should().Be(IoOutcome.Pending);

        machine.Brief().Should().Be("8/8 AD A");
        machine.Disks[1].Mode = DiskMode.Good;
        machine.Write(5, 1).Outcome.Should().Be(IoOutcome.Acknowledged);
        machine.Brief().Should().Be("8/8 AA A");
    }

    [Fact]
    public void Which_letter_was_taken_back_is_known_as_long_as_the_table_lives()
    {
        var machine = Volumes.WithDiskLog();
        machine.Disks[1].Mode = DiskMode.Flaky;
        machine.Flush();
        machine.Disks[1].Mode = DiskMode.Good;
        machine.Mirror!.IsForgotten(1).Should().BeFalse();

        machine.Write(5, 1);

        machine.Mirror.IsForgotten(1).Should().BeTrue();
        machine.Mirror.IsForgotten(0).Should().BeFalse();
        machine.Reload();
        machine.Mirror.IsForgotten(1).Should().BeFalse();
    }

    [Fact]
    public void A_letter_that_ends_with_a_copy_is_not_forgotten()
    {
        var machine = Volumes.WithDiskLog(writesBack: false);
        machine.Disks[1].Mode = DiskMode.Flaky;
        machine.Write(5, 1);
        machine.Brief().Should().Be("7/8 AD A");
        machine.Disks[1].Mode = DiskMode.Good;

        machine.SuspendAndResume();
        machine.SuspendAndResume();

        machine.Brief().Should().Be("8/8 AA A");
        machine.Mirror!.IsForgotten(1).Should().BeFalse();
    }

    [Fact]
    public void After_it_the_legs_diverge_while_the_status_says_in_sync()
    {
        var machine = Volumes.WithDiskLog();
        machine.Disks[1].Mode = DiskMode.Flaky;
        machine.Flush();
        machine.Disks[1].Mode = DiskMode.Good;
        machine.Write(5, 1);

        machine.Write(5, 2).Outcome.Should().Be(IoOutcome.Acknowledged);

        machine.Brief().Should().Be("8/8 AA A");
        machine.OnLegs(5).Should().Equal(2, 1);
    }

    [Fact]
    public void After_it_on_the_primary_a_reload_loses_acknowledged_writes()
    {
        var machine = Volumes.WithDiskLog();
        machine.Disks[0].Mode = DiskMode.Flaky;
        machine.Flush();
        machine.Disks[0].Mode = DiskMode.Good;
        machine.Write(5, 1);
        machine.Write(5, 2).Outcome.Should().Be(IoOutcome.Acknowledged);
        machine.OnLegs(5).Should().Equal(1, 2);

        machine.Reload();

        machine.Read(5).Contents.Should().Be(1);
        machine.AfterCrash(new Random(1)).Mirror!.Peek(5).Should().Be(1);
    }

    [Fact]
    public void A_recovery_with_a_write_under_way_is_swallowed_and_the_next_suspend_hangs()
    {
        var machine = Volumes.WithDiskLog();
        machine.Disks[1].Mode = DiskMode.Flaky;
        machine.Write(0, 1);
        machine.Write(4, 2);
        machine.Flush();

        var outcomes = Enumerable.Range(0, 3).Select(_ => machine.SuspendAndResume()).ToArray();

        outcomes[^1].Should().Be(SuspendOutcome.Hangs);
        machine.Mirror!.IsHung.Should().BeTrue();
    }

    [Fact]
    public void A_failed_flush_of_the_legs_before_regions_become_clean_is_F_until_the_next_table()
    {
        var machine = Volumes.WithDiskLog();
        var write = machine.Mirror!.Submit(ApplicationIo.Write(5, 1));
        while (write.Outcome == IoOutcome.Pending)
            machine.Work.Step();
        machine.Disks[1].Mode = DiskMode.Flaky;

        machine.Work.RunUntilQuiet();

        machine.Brief().Should().Be("8/8 AF A");
        machine.Disks[1].Mode = DiskMode.Good;
        machine.SuspendAndResume();
        machine.Brief().Should().Be("8/8 AF A");
        machine.Reload();
        machine.Brief().Should().Be("8/8 AA A");
    }

    [Fact]
    public void A_dead_disk_lets_flushes_pass()
    {
        var machine = Volumes.WithDiskLog();
        machine.Disks[1].Mode = DiskMode.Dead;

        machine.Flush().Outcome.Should().Be(IoOutcome.Acknowledged);

        machine.Brief().Should().Be("8/8 AA A");
    }

    [Fact]
    public void Without_a_write_cache_beneath_flushes_go_nowhere()
    {
        var machine = Volumes.WithDiskLog(writesBack: false);
        machine.Disks[1].Mode = DiskMode.Flaky;

        machine.Flush().Outcome.Should().Be(IoOutcome.Acknowledged);
    }
}
