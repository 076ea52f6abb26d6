using System;

using FluentAssertions;

using Xunit;

namespace MirrorGuard.Core.Tests;

public sealed class SectorRangeTests
{
    private static readonly SectorRange Range = new(new Sectors(16), new Sectors(8));

    [Fact]
    public void It_ends_before_the_next_one_begins() => Range.End.Should().Be(new Sectors(24));

    [Fact]
    public void It_is_made_of_its_ends_too() => SectorRange.Between(new Sectors(16), new Sectors(24)).Should().Be(Range);

    [Fact]
    public void Adjacent_ranges_merge()
    {
        var next = new SectorRange(new Sectors(24), new Sectors(1));

        Range.FollowedBy(next).Should().Be(new SectorRange(new Sectors(16), new Sectors(9)));
        default(SectorRange).FollowedBy(next).Should().Be(next);
    }

    [Theory]
    [InlineData(23)]
    [InlineData(25)]
    public void Others_do_not(ulong start) =>
        ((Action)(() => Range.FollowedBy(new SectorRange(new Sectors(start), new Sectors(1))))).Should().Throw<InvalidOperationException>();

    [Fact]
    public void A_range_that_ends_before_it_begins_is_a_bug() =>
        ((Action)(() => SectorRange.Between(new Sectors(2), new Sectors(1)))).Should().Throw<OverflowException>();

    [Fact]
    public void It_is_printed_with_start_and_length() => Range.ToString().Should().Be("16+8");
}
