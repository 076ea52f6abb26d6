using System;

using FluentAssertions;

using MirrorGuard.Core.Relocation;

using Xunit;

namespace MirrorGuard.Core.Tests.Relocation;

public sealed class LegGeometryTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(8, 0)]
    [InlineData(8, 2)]
    [InlineData(12, 8)]
    [InlineData(ulong.MaxValue, 1)]
    public void A_leg_that_no_kernel_would_take_is_a_bug(ulong length, ulong block) =>
        ((Action)(() => _ = new LegGeometry(new Sectors(length), new Sectors(block)))).Should().Throw<InvalidOperationException>();

    [Fact]
    public void Parts_begin_at_whole_blocks_inside_the_leg()
    {
        var leg = new LegGeometry(new Sectors(8 * 100), new Sectors(8));

        leg.BlockAtPart(0, 8).Should().Be(new SectorRange(default, new Sectors(8)));
        leg.BlockAtPart(1, 8).Should().Be(new SectorRange(new Sectors(8 * 12), new Sectors(8)));
        leg.BlockAtPart(7, 8).Should().Be(new SectorRange(new Sectors(8 * 87), new Sectors(8)));
    }

    [Theory]
    [InlineData(0, 1, "0+8")]
    [InlineData(7, 2, "0+16")]
    [InlineData(8, 8, "8+8")]
    [InlineData(799, 1, "792+8")]
    [InlineData(0, 800, "0+800")]
    public void A_range_is_widened_to_whole_blocks(ulong start, ulong length, string blocks) =>
        new LegGeometry(new Sectors(800), new Sectors(8)).BlocksOf(new SectorRange(new Sectors(start), new Sectors(length))).ToString().Should().Be(blocks);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(800, 1)]
    [InlineData(799, 2)]
    [InlineData(ulong.MaxValue, 2)]
    [InlineData(1, ulong.MaxValue)]
    public void A_range_that_is_not_on_the_leg_is_none_of_it(ulong start, ulong length)
    {
        var leg = new LegGeometry(new Sectors(800), new Sectors(8));
        var range = new SectorRange(new Sectors(start), new Sectors(length));

        leg.Has(range).Should().BeFalse();
        ((Action)(() => _ = leg.BlocksOf(range))).Should().Throw<InvalidOperationException>();
    }

    [Fact]
    public void The_largest_leg_has_parts_too()
    {
        var leg = new LegGeometry(new Sectors(Sectors.MaxCount), new Sectors(1));

        leg.BlockAtPart(7, 8).Start.Should().BeGreaterThan(new Sectors(Sectors.MaxCount / 8 * 6)).And.BeLessThan(leg.Length);
    }
}
