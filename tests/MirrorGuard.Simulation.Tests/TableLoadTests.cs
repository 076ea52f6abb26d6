using FluentAssertions;

using Xunit;

namespace MirrorGuard.Simulation.Tests;

/// <summary>What a new table remembers.</summary>
public sealed class TableLoadTests
{
    [Fact]
    public void The_text_of_a_table_is_the_kernels()
    {
        var machine = Volumes.WithDiskLog();
        var table = machine.LvmTable;

        table.ToString().Should().Be("disk 2 254:2 16 2 254:0 0 254:1 0 1 handle_errors");
        (table with { KeepsLog = true, Sync = SyncArgument.NoSync }).ToString().Should().Be("disk 3 254:2 16 nosync 2 254:0 0 254:1 0 2 handle_errors keep_log");
        (table with { Log = null, HandlesErrors = false }).ToString().Should().Be("core 1 16 2 254:0 0 254:1 0");
        (table with { Log = null, Sync = SyncArgument.Sync }).ToString().Should().Be("core 2 16 sync 2 254:0 0 254:1 0 1 handle_errors");
    }

    [Fact]
    public void A_core_log_copies_everything_from_the_first_leg()
    {
        var machine = Volumes.WithCoreLog();
        machine.Disks[1].TryWrite(9, 77);

        machine.Reload();

        machine.OnLegs(9).Should().Equal(0, 0);
    }

    [Fact]
    public void A_disk_log_copies_what_was_not_clean()
    {
        var machine = Volumes.WithDiskLog();
        machine.Disks[1].TryWrite(9, 77);
        machine.Disks[1].Mode = DiskMode.Dead;
        machine.Write(5, 1);
        machine.Disks[1].Mode = DiskMode.Good;

        machine.Reload();

        machine.OnLegs(5).Should().Equal(1, 1);
        machine.OnLegs(9).Should().Equal(0, 77);
    }

    [Fact]
    public void Nosync_copies_nothing_and_its_event_is_lost()
    {
        var machine = Volumes.WithCoreLog();
        var events = machine.Mirror!.EventNumber;
        machine.Disks[1].TryWrite(9, 77);

        machine.Reload(table => table with { Sync = SyncArgument.NoSync });

        machine.Brief().Should().Be("8/8 AA");
        machine.OnLegs(9).Should().Equal(0, 77);
        machine.Mirror.EventNumber.Should().Be(events);
    }

    [Fact]
    public void A_log_that_cannot_be_read_makes_everything_out_of_sync()
    {
        var machine = Volumes.WithDiskLog();
        machine.Disks[2].Mode = DiskMode.Dead;
        machine.Disks[1].Mode = DiskMode.Dead;

        machine.Reload();

        machine.Brief().Should().Be("0/8 AS D");
    }

    [Fact]
    public void Release_and_return_copy_only_what_the_leg_missed()
    {
        var machine = Volumes.WithDiskLog();
        machine.Disks[1].TryWrite(9, 77);
        machine.Disks[1].Mode = DiskMode.Flaky;
        var held = machine.Write(5, 1);

        machine.Images[1].Load(ImageTable.Error);
        machine.Images[1].Resume();
        machine.Reload(table => table with { KeepsLog = true }).Should().Be(SuspendOutcome.Done);

        held.Outcome.Should().Be(IoOutcome.Acknowledged);
        machine.Flush().Outcome.Should().Be(IoOutcome.Acknowledged);

        machine.Disks[1].Mode = DiskMode.Good;
        machine.Images[1].Load(machine.TableOf(machine.Metadata.Images[1]));
        machine.Images[1].Resume();
        machine.Reload().Should().Be(SuspendOutcome.Done);

        machine.Brief().Should().Be("8/8 AA A");
        machine.OnLegs(5).Should().Equal(1, 1);
        machine.OnLegs(9).Should().Equal(0, 77);
    }
}
