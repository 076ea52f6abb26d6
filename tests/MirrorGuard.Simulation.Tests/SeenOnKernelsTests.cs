using System;
using System.Linq;

using FluentAssertions;

using Xunit;

namespace MirrorGuard.Simulation.Tests;

/// <summary>What kernels did in random scenarios and the model, at first, did not.</summary>
public sealed class SeenOnKernelsTests
{
    private const int Schedules = 2_000;

    [Fact]
    public void A_copy_that_cannot_read_blames_the_leg_that_has_become_the_default_meanwhile() =>
        CanHappen(KeepsLogWithDeadPrimary, machine => machine.Brief() == "0/8 SS A").Should().BeTrue();

    [Fact]
    public void A_device_that_fails_everything_may_answer_before_the_worker_comes_to_the_writes() =>
        CanHappen(
            schedule =>
            {
                var machine = Volumes.WithCoreLog(schedule: schedule);
                machine.Mirror!.Load(machine.LvmTable);
                machine.Mirror.Suspend(noFlush: true);
                machine.Disks[0].MakeUnreadable(0);
                machine.Disks[1].Mode = DiskMode.Dead;
                machine.Read(0);
                machine.Write(12, 2);
                return machine;
            },
            machine => machine is { Mirror.EventNumber: 4 } && machine.Brief() == "0/8 SS").Should().BeTrue();

    [Fact]
    public void What_a_table_stores_that_could_not_read_its_log_counts_for_nothing()
    {
        var machine = Volumes.WithDiskLog();
        machine.Disks[2].Mode = DiskMode.Dead;
        machine.Reload(table => table with { HandlesErrors = false });
        machine.Disks[2].Mode = DiskMode.Good;
        machine.Write(5, 1);
        machine.Disks[1].TryWrite(5, 77);

        machine.Reload();

        machine.OnLegs(5).Should().Equal(1, 1);
    }

    /// <remarks>Let go of, they come back in reverse, for a moment to the old table even; and there no leg is good any more.</remarks>
    [Fact]
    public void Of_two_writes_held_when_the_last_good_leg_failed_a_reload_may_fail_the_later_one()
    {
        ApplicationIo? first = null, second = null;

        CanHappen(
            schedule =>
            {
                var machine = Volumes.WithCoreLog(schedule: schedule);
                machine.Disks[1].Mode = DiskMode.Dead;
                (first, second) = (machine.Write(3, 1), machine.Write(14, 2));
                machine.Disks[0].Mode = DiskMode.Dead;
                machine.Write(9, 3).Outcome.Should().Be(IoOutcome.Failed);
                machine.Disks[0].Mode = machine.Disks[1].Mode = DiskMode.Good;
                machine.Mirror!.Load(machine.LvmTable);
                return machine;
            },
            _ => first!.Outcome == IoOutcome.Acknowledged && second!.Outcome == IoOutcome.Failed).Should().BeTrue();
    }

    [Fact]
    public void On_6_1_a_leg_that_becomes_error_loses_its_write_cache_and_on_6_12_it_keeps_it()
    {
        HasWriteCacheOverErrors(KernelRelease.Linux61).Should().BeFalse();
        HasWriteCacheOverErrors(KernelRelease.Linux612).Should().BeTrue();
    }

    private static bool HasWriteCacheOverErrors(KernelRelease kernel)
    {
        var machine = Volumes.WithCoreLog(kernel: kernel);
        foreach (var image in machine.Images)
        {
            image.Load(ImageTable.Error);
            image.Resume();
        }
        machine.Reload();
        return machine.Mirror!.HasWriteCache;
    }

    private static SimulatedMachine KeepsLogWithDeadPrimary(Random? schedule)
    {
        var machine = Volumes.WithDiskLog(schedule: schedule);
        machine.Mirror!.Load(machine.LvmTable with { KeepsLog = true, Sync = SyncArgument.Sync });
        machine.Mirror.Suspend(noFlush: true);
        machine.Disks[0].Mode = DiskMode.Dead;
        machine.Read(6);
        machine.Read(14);
        return machine;
    }

    /// <summary>Whether, in some order of the kernel's work, a resume leads there.</summary>
    private static bool CanHappen(Func<Random?, SimulatedMachine> start, Func<SimulatedMachine, bool> isThere) =>
        Enumerable.Range(0, Schedules).Any(seed =>
        {
            var machine = start(new Random(seed));
            _ = machine.Mirror!.Resume(noFlush: true);
            machine.Work.RunUntilQuiet();
            return isThere(machine);
        });
}
