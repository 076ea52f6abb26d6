using System;
using System.Linq;

using FluentAssertions;

using Xunit;

namespace MirrorGuard.Simulation.Tests;

/// <summary>What is there after a crash and an activation.</summary>
public sealed class CrashTests
{
    [Fact]
    public void Whenever_a_healthy_machine_crashes_what_was_flushed_is_read_back_from_equal_legs()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var machine = Volumes.WithDiskLog(legs: 2 + random.Next(2), schedule: random);
            machine.Write(5, 1);
            machine.Flush();
            var second = machine.Mirror!.Submit(ApplicationIo.Write(5, 2));
            for (var steps = random.Next(12); steps > 0; steps--)
                machine.Work.Step();

            var after = machine.AfterCrash(random);

            var read = after.Read(5).Contents;
            read.Should().BeOneOf([1, 2], $"seed {seed}, {second}");
            after.OnLegs(5).Should().OnlyContain(contents => contents == read, $"seed {seed}");
        }
    }

    [Fact]
    public void What_was_not_flushed_may_be_lost()
    {
        var machine = Volumes.WithDiskLog();
        machine.Mirror!.Submit(ApplicationIo.Write(5, 1));
        while (machine.Work.Step() && machine.OnLegs(5).Contains(0u))
        {
        }

        Enumerable.Range(0, 20).Select(seed => machine.AfterCrash(new Random(seed)).Mirror!.Peek(5)).Should().Contain(0).And.Contain(1);
    }

    [Fact]
    public void A_held_write_is_not_lost_by_looking_at_a_crash()
    {
        var machine = Volumes.WithDiskLog();
        machine.Disks[1].Mode = DiskMode.Dead;
        var held = machine.Write(5, 1);

        _ = machine.AfterCrash(new Random(1));

        machine.Disks[1].Mode = DiskMode.Good;
        machine.Reload();
        held.Outcome.Should().Be(IoOutcome.Acknowledged);
    }

    [Fact]
    public void A_crash_loses_the_letters_and_copies_from_the_first_leg_again()
    {
        var machine = Volumes.WithCoreLog();
        machine.Disks[0].Mode = DiskMode.Dead;
        machine.Write(5, 1);
        machine.Disks[0].Mode = DiskMode.Good;

        machine.Crash(new Random(1));
        machine.Activate();
        machine.Work.RunUntilQuiet();

        machine.Brief().Should().Be("8/8 AA");
        machine.OnLegs(5).Should().Equal(0, 0);
    }
}
