using System;
using System.Linq;
using System.Text;
using FluentAssertions;
using MirrorGuard.Core.Status;
using Xunit;

namespace MirrorGuard.Core.Tests.Status;

public sealed class MirrorStatusTests
{
    private static readonly LegStatus Good = new(new DeviceNumber(254, 3), Health.Alive);
    private static readonly LegStatus Dead = new(new DeviceNumber(254, 4), Health.WriteFailed);
    private static readonly InSyncRatio Half = new(16, 32);

    [Fact]
    public void Statuses_with_the_same_values_are_equal_and_hash_alike()
    {
        var left = new MirrorStatus([Good, Dead], Half, LogStatus.Core);
        var right = new MirrorStatus([Good, Dead], Half, LogStatus.Core);

        (left == right).Should().BeTrue();
        left.GetHashCode().Should().Be(right.GetHashCode());
    }

    [Fact]
    public void A_status_differs_by_any_of_its_values()
    {
        var status = new MirrorStatus([Good, Dead], Half, LogStatus.Core);

        (status != new MirrorStatus([Good], Half, LogStatus.Core)).Should().BeTrue();
        (status != new MirrorStatus([Dead, Good], Half, LogStatus.Core)).Should().BeTrue();
        (status != new MirrorStatus([Good, Dead], new InSyncRatio(17, 32), LogStatus.Core)).Should().BeTrue();
        (status != new MirrorStatus([Good, Dead], Half, LogStatus.Unreachable)).Should().BeTrue();
    }

    [Fact]
    public void A_leg_that_is_not_there_cannot_be_asked_for()
    {
        Func<LegStatus> third = () => new MirrorStatus([Good, Dead], Half, LogStatus.Core)[2];

        third.Should().Throw<IndexOutOfRangeException>();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(MirrorStatus.MaxLegs + 1)]
    public void No_leg_and_more_legs_than_the_kernel_knows_are_a_bug(int legs)
    {
        Action create = () => _ = new MirrorStatus([.. Enumerable.Repeat(Good, legs)], Half, LogStatus.Core);

        create.Should().Throw<InvalidOperationException>();
    }

    [Fact]
    public void A_status_without_regions_is_not_in_sync() => default(InSyncRatio).IsInSync.Should().BeFalse();

    [Fact]
    public void Random_statuses_read_as_they_were_printed()
    {
        var random = new Random(42);
        foreach (int _ in Enumerable.Range(0, 100_000))
        {
            MirrorStatus status = RandomStatus(random);

            bool accepted = MirrorStatusParser.TryParse(Encoding.ASCII.GetBytes(status.ToString()), out MirrorStatus read, out ParseError error);

            if (!accepted || read != status)
                Assert.Fail($"'{status}' read as '{read}', {error}");
        }
    }

    private static MirrorStatus RandomStatus(Random random)
    {
        var legs = new LegStatus[random.Next(1, MirrorStatus.MaxLegs + 1)];
        foreach (ref LegStatus leg in legs.AsSpan())
            leg = new LegStatus(RandomDevice(random), (Health)random.Next(6));
        ulong total = (ulong)random.NextInt64(1, long.MaxValue) >> random.Next(62) | 1;
        ulong synced = random.Next(3) == 0 ? total : (ulong)random.NextInt64((long)total);
        return new MirrorStatus(legs, new InSyncRatio(synced, total), RandomLog(random));
    }

    private static LogStatus RandomLog(Random random)
    {
        var kind = (LogKind)random.Next(6);
        var health = new LogStatus(kind, default, default).HasDevice ? (Health)random.Next(kind == LogKind.Disk ? 3 : 1) : Health.Alive;
        return kind == LogKind.Unreachable ? LogStatus.Unreachable
            : new LogStatus(kind, kind is LogKind.Disk or LogKind.ClusteredDisk ? RandomDevice(random) : default, health);
    }

    private static DeviceNumber RandomDevice(Random random) =>
        new((uint)random.Next((int)DeviceNumber.MaxMajor + 1), (uint)random.Next((int)DeviceNumber.MaxMinor + 1));
}
