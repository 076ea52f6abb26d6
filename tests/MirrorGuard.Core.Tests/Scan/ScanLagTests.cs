using System;

using FluentAssertions;

using MirrorGuard.Core.Scan;
using MirrorGuard.Core.Settings;

using Xunit;

namespace MirrorGuard.Core.Tests.Scan;

public sealed class ScanLagTests
{
    private const ulong Length = 1000;

    private static readonly DateTimeOffset Start = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    private static readonly ScanSettings Settings = new() { Interval = TimeSpan.FromDays(10) };

    [Theory]
    [InlineData(0, 0, 1, "it has just begun")]
    [InlineData(500, 4.5, 1, "half of it was read in half of nine days")]
    [InlineData(900, 4.5, 1, "it is ahead")]
    [InlineData(0, 4.5, 2, "nothing was read in half of them")]
    [InlineData(500, 7.5, 3, "half of it is to be read in a sixth of them")]
    [InlineData(999, 9, double.PositiveInfinity, "they are over")]
    public void A_pass_is_behind_as_far_as_it_has_to_be_faster(int read, double days, double lag, string because)
    {
        var pass = new ScanPass(new Sectors((ulong)read), Start, IsOnDemand: false, default);

        ScanPace.Lag(in pass, new Sectors(Length), Settings, Start.AddDays(days)).Should().BeApproximately(lag, 0.001, because);
    }

    [Fact]
    public void One_that_a_person_waits_for_always_is()
    {
        var pass = new ScanPass(default, Start, IsOnDemand: true, default);

        ScanPace.Lag(in pass, new Sectors(Length), Settings, Start).Should().Be(double.PositiveInfinity);
    }
}
