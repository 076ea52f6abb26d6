using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;

using FluentAssertions;

using MirrorGuard.Core.Relocation;

using Xunit;

namespace MirrorGuard.Core.Tests.Relocation;

public sealed class BadBlockSearchTests
{
    [Fact]
    public void A_good_range_is_tried_once() => Search(blockSectors: 8, blocks: 256, bad: []).Tries.Should().Be(1);

    [Fact]
    public void A_range_in_which_all_is_bad_costs_little_more_than_its_blocks() =>
        Search(1, 2048, [.. Enumerable.Range(0, 2048)]).Tries.Should().Be(2048 + 11);

    /// <summary>Every set of bad blocks there is, in ranges short enough for that.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public void Exactly_the_bad_blocks_are_found_with_no_more_tries_than_promised(int blockSectors)
    {
        for (var blocks = 1; blocks <= 11; blocks++)
        {
            for (var set = 0; set < 1 << blocks; set++)
            {
                var bad = Enumerable.Range(0, blocks).Where(block => (set >> block & 1) == 1).ToArray();

                var (found, tries) = Search(blockSectors, blocks, bad);

                found.Should().Equal(bad);
                var runs = bad.Count(block => !bad.Contains(block - 1));
                tries.Should().BeLessThanOrEqualTo(
                    1 + bad.Length + (runs * (BitOperations.Log2((uint)blocks - 1 | 1) + 1 + 2)), "{0} blocks, bad {1}", blocks, string.Join(' ', bad));
            }
        }
    }

    [Fact]
    public void A_half_is_not_believed_to_be_bad_only_because_its_twin_is_good()
    {
        var block = new Sectors(1);
        var search = BadBlockSearch.Over(new SectorRange(default, new Sectors(2))).AfterFailure(block).AfterSuccess(block);

        search.IsOver.Should().BeFalse();
        search.Next(block).Should().Be(new SectorRange(block, block));
        search.AfterSuccess(block).IsOver.Should().BeTrue();
    }

    private static (List<int> Found, int Tries) Search(int blockSectors, int blocks, int[] bad)
    {
        var block = new Sectors((ulong)blockSectors);
        var start = 1000UL * block.Count;
        var isBad = new bool[blocks];
        foreach (var one in bad)
            isBad[one] = true;
        var search = BadBlockSearch.Over(new SectorRange(new Sectors(start), new Sectors((ulong)blocks * block.Count)));
        var found = new List<int>();
        var tries = 0;
        for (; !search.IsOver; tries++)
        {
            var range = search.Next(block);
            var first = (int)((range.Start.Count - start) / block.Count);
            var count = (int)(range.Length.Count / block.Count);
            var fails = isBad.AsSpan(first, count).Contains(true);
            if (fails && count == 1)
                found.Add(first);
            search = fails ? search.AfterFailure(block) : search.AfterSuccess(block);
        }
        return (found, tries);
    }
}
