using System;
using FluentAssertions;
using MirrorGuard.Core.Settings;
using MirrorGuard.Core.Status;
using Xunit;

namespace MirrorGuard.Core.Tests.Settings;

public sealed class UnitsTests
{
    [Theory]
    [InlineData(50, 16, 32, false)]
    [InlineData(50, 15, 32, true)]
    [InlineData(0, 32, 32, false)]
    [InlineData(0, 31, 32, true)]
    [InlineData(100, 0, 32, false)]
    [InlineData(99, 0, ulong.MaxValue, true)]
    public void A_percentage_is_exceeded_by_what_is_more_and_not_by_what_is_equal(int percent, ulong synced, ulong total, bool isExceeded) =>
        new Percent(percent).IsExceededBy(new InSyncRatio(synced, total)).Should().Be(isExceeded);

    [Theory]
    [InlineData("01:00-06:00", "01:00", true)]
    [InlineData("01:00-06:00", "05:59", true)]
    [InlineData("01:00-06:00", "06:00", false)]
    [InlineData("01:00-06:00", "00:59", false)]
    [InlineData("22:30-06:00", "23:00", true)]
    [InlineData("22:30-06:00", "00:00", true)]
    [InlineData("22:30-06:00", "12:00", false)]
    [InlineData("22:30-00:00", "23:59", true)]
    [InlineData("22:30-00:00", "00:00", false)]
    [InlineData("", "00:00", true)]
    [InlineData("", "13:37", true)]
    public void A_window_begins_with_its_first_minute_and_may_go_over_midnight(string window, string time, bool isInside)
    {
        DailyWindow.TryParse(window, out DailyWindow parsed).Should().BeTrue();

        parsed.Contains(TimeOnly.Parse(time, System.Globalization.CultureInfo.InvariantCulture)).Should().Be(isInside);
        parsed.ToString().Should().Be(window);
    }

    [Fact]
    public void Probes_do_not_get_more_frequent_by_a_maximum_below_the_first_pause() =>
        new FaultSettings { ProbeInterval = TimeSpan.FromSeconds(60) }.LongestProbeInterval.Should().Be(TimeSpan.FromSeconds(60));

    [Fact]
    public void The_bandwidth_counts_in_bytes_beyond_32_bits() =>
        new Bandwidth(16 * 1024 * 1024).BytesPerSecond.Should().Be(1L << 34);
}
