using System;

using FluentAssertions;

using MirrorGuard.Core.Settings;

using Xunit;

namespace MirrorGuard.Core.Tests.Settings;

public sealed class DailyWindowTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.FromHours(1));

    [Theory]
    [InlineData("", 30, 30)]
    [InlineData("01:00-06:00", 24, 5)]
    [InlineData("01:00-06:00", 12, 0)]
    [InlineData("01:00-06:00", 14, 1)]
    [InlineData("01:00-06:00", 40, 8)]
    [InlineData("11:00-13:00", 24, 2)]
    [InlineData("11:00-13:00", 23.5, 1.5)]
    [InlineData("22:00-06:00", 11, 1)]
    [InlineData("22:00-06:00", 18, 8)]
    [InlineData("22:00-06:00", 37, 11)]
    [InlineData("13:00-12:30", 1, 0.5)]
    [InlineData("01:00-06:00", -7, -1)]
    public void The_time_within_it_is_counted(string text, double hours, double within)
    {
        DailyWindow.TryParse(text, out var window).Should().BeTrue();

        window.TimeWithin(Noon, Noon + TimeSpan.FromHours(hours)).TotalHours.Should().BeApproximately(within, 0.001);
    }

    [Fact]
    public void It_agrees_with_a_look_at_every_minute()
    {
        var random = new Random(1);
        for (var count = 0; count < 300; count++)
        {
            var from = new TimeOnly(random.Next(24), random.Next(60));
            var window = new DailyWindow(from, from.AddMinutes(random.Next(1, 24 * 60)));
            var (start, minutes) = (Noon.AddMinutes(random.Next(10_000)), random.Next(5_000));
            var within = 0;
            for (var minute = 0; minute < minutes; minute++)
                within += window.Contains(TimeOnly.FromDateTime(start.AddMinutes(minute).DateTime)) ? 1 : 0;

            window.TimeWithin(start, start.AddMinutes(minutes)).TotalMinutes.Should().BeApproximately(within, 0.001, window.ToString());
        }
    }
}
