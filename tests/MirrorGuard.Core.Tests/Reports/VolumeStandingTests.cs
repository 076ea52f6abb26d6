using System;
using System.Text;

using FluentAssertions;

using MirrorGuard.Core.Policy;
using MirrorGuard.Core.Reports;
using MirrorGuard.Core.Status;
using MirrorGuard.Core.Time;

using Xunit;

namespace MirrorGuard.Core.Tests.Reports;

public sealed class VolumeStandingTests
{
    [Theory]
    [InlineData("2 254:3 254:4 32/32 1 AA 3 disk 254:2 A", VolumeCondition.Whole, 2, 2)]
    [InlineData("2 254:3 254:4 30/32 1 AA 3 disk 254:2 A", VolumeCondition.Recovering, 2, 2)]
    [InlineData("2 254:3 254:4 30/32 1 AD 3 disk 254:2 A", VolumeCondition.Degraded, 2, 1)]
    [InlineData("2 254:3 254:4 32/32 1 AR 3 disk 254:2 A", VolumeCondition.Degraded, 2, 1)]
    [InlineData("2 254:3 254:4 32/32 1 AA 3 disk 254:2 D", VolumeCondition.Degraded, 2, 2)]
    [InlineData("3 254:3 254:4 254:5 32/32 1 ADD 1 core", VolumeCondition.Degraded, 3, 1)]
    public void By_the_kernel(string line, VolumeCondition condition, int legs, int goodLegs)
    {
        var standing = VolumeStanding.Of(Status(line), default);

        standing.Condition.Should().Be(condition);
        (standing.Legs, standing.GoodLegs).Should().Be((legs, goodLegs));
    }

    [Fact]
    public void A_leg_that_is_released_is_not_good_though_its_letter_is()
    {
        var state = new DeviceState(default, new Outage(OutageStage.Released, Leg: 1));

        var standing = VolumeStanding.Of(Status("2 254:3 254:4 32/32 1 AA 3 disk 254:2 A"), in state);

        standing.Condition.Should().Be(VolumeCondition.Degraded);
        standing.GoodLegs.Should().Be(1);
    }

    [Fact]
    public void Where_a_person_is_needed_it_says_so()
    {
        var state = new DeviceState(RepairState.Registered with { Phase = Phase.NeedsPerson }, default);

        VolumeStanding.Of(Status("2 254:3 254:4 0/32 1 DD 3 disk 254:2 A"), in state).Condition.Should().Be(VolumeCondition.NeedsPerson);
    }

    [Fact]
    public void A_status_that_could_not_be_had_is_unknown()
    {
        var status = new DeviceStatus();
        status.MarkUnreadable("no answer");

        VolumeStanding.Of(status, default).Condition.Should().Be(VolumeCondition.Unknown);
    }

    [Fact]
    public void What_is_degraded_is_said_once_a_day()
    {
        var watch = default(DegradedWatch);
        var said = 0;
        for (var hour = 0; hour <= 72; hour++)
        {
            watch = watch.Saw(VolumeCondition.Degraded, At(hour), out var isDue);
            said += isDue ? 1 : 0;
        }

        said.Should().Be(3);
        watch.Saw(VolumeCondition.Unknown, At(73), out _).Since.Should().Be(At(0), "nobody knows that it has ended");
        watch.Saw(VolumeCondition.Recovering, At(73), out _).Since.Should().BeNull();
    }

    private static Instant At(int hours) => new((long)TimeSpan.FromHours(hours).TotalMilliseconds);

    private static DeviceStatus Status(string line)
    {
        var status = new DeviceStatus();
        status.Add("mirror"u8, Encoding.ASCII.GetBytes(line));
        return status;
    }
}
