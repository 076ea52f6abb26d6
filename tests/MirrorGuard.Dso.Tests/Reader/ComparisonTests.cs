using System.Linq;
using FluentAssertions;
using MirrorGuard.Core.Scan;
using Xunit;
using static MirrorGuard.Dso.Tests.Reader.ReadLegs;

namespace MirrorGuard.Dso.Tests.Reader;

/// <summary>What the reader says of legs that it can read.</summary>
[Trait("Needs", "root")]
public sealed class ComparisonTests
{
    private const int Mebibyte = 1024 * 1024;

    /// <summary>What is read at one go, of two or three legs.</summary>
    private const int Chunk = 1024 * 1024;

    [Theory]
    [InlineData(1, 3 * Mebibyte, 512)]
    [InlineData(2, 4 * Mebibyte, 512)]
    [InlineData(2, 512, 512)]
    [InlineData(2, 2 * Mebibyte + 512, 512)]
    [InlineData(3, Mebibyte + 3584, 512)]
    [InlineData(9, 3 * Mebibyte + 512, 512)]
    [InlineData(2, 2 * Mebibyte + 4096, 4096)]
    public void Legs_that_are_equal_are_compared_to_their_end(int count, int length, int blockBytes)
    {
        using var legs = new ReadLegs(count, length, blockBytes);

        Comparison comparison = legs.Compare();

        (comparison.Outcome, comparison.Errno, comparison.FailedLeg).Should().Be((CompareOutcome.Done, 0, -1));
        comparison.Compared.Bytes.Should().Be((ulong)length);
        comparison.Differences.Should().BeEmpty();
        comparison.Unreadable.Should().BeEmpty();
        comparison.Elapsed.Should().BePositive().And.BeLessThan(Limit);
        comparison.LongestRead.Should().BePositive().And.BeLessThanOrEqualTo(comparison.Elapsed);
    }

    [Theory]
    [InlineData(0, 0, "the first byte")]
    [InlineData(511, 0, "the last byte of the first sector")]
    [InlineData(2 * Mebibyte + 511, 2 * Mebibyte, "the last byte of all, in a chunk of one sector")]
    [InlineData(Chunk, Chunk, "the first byte of a chunk")]
    [InlineData(Chunk - 1, Chunk - 512, "the last byte of a chunk")]
    public void One_byte_of_a_leg_is_enough(int at, int start, string what)
    {
        using var legs = new ReadLegs(2, 2 * Mebibyte + 512);
        legs[1].Change(at);

        Comparison comparison = legs.Compare();

        comparison.Compared.Bytes.Should().Be(2 * Mebibyte + 512);
        LegDifference difference = comparison.Differences.Should().ContainSingle(what).Subject;
        difference.Range.Should().Be(Bytes(start, 512));
        difference.Digests.Should().HaveCount(2).And.OnlyHaveUniqueItems().And.NotContain(0);
    }

    [Fact]
    public void What_differs_is_told_in_whole_blocks_of_the_disk()
    {
        using var legs = new ReadLegs(2, 2 * Mebibyte, blockBytes: 4096);
        legs[0].Change(4096 + 700);

        legs.Compare().Differences.Single().Range.Should().Be(Bytes(4096, 4096));
    }

    [Theory]
    [InlineData(Chunk, "two chunks")]
    [InlineData(8192, "two pages")]
    public void A_stretch_across_a_border_comes_as_two_that_meet(int border, string of)
    {
        using var legs = new ReadLegs(2, 2 * Mebibyte);
        legs[1].Write(border - 1024, new byte[3 * 512]);

        legs.Compare().Differences.Select(difference => difference.Range).Should().Equal([Bytes(border - 1024, 1024), Bytes(border, 512)], of);
    }

    [Fact]
    public void Equal_blocks_between_two_that_differ_keep_them_apart()
    {
        using var legs = new ReadLegs(2, Mebibyte);
        legs[1].Change(2048);
        legs[1].Change(3072);
        legs[0].Change(3584);

        legs.Compare().Differences.Select(difference => difference.Range).Should().Equal(Bytes(2048, 512), Bytes(3072, 1024));
    }

    [Fact]
    public void With_three_legs_the_digests_say_which_one_differs()
    {
        using var legs = new ReadLegs(3, Mebibyte);
        legs[1].Change(5000);
        legs[0].Change(9000);

        Comparison comparison = legs.Compare();

        comparison.Differences.Should().HaveCount(2);
        var second = comparison.Differences[0].Digests;
        var first = comparison.Differences[1].Digests;
        (second[0] == second[2], second[0] == second[1]).Should().Be((true, false));
        (first[1] == first[2], first[0] == first[1]).Should().Be((true, false));
    }

    [Fact]
    public void Digests_change_with_what_the_leg_holds_and_with_nothing_else()
    {
        using var legs = new ReadLegs(2, Mebibyte);
        legs[1].Change(5000);
        legs[1].Change(5100);
        LegDifference before = legs.Compare().Differences.Single();

        LegDifference again = legs.Compare().Differences.Single();
        legs[1].Change(5100);
        LegDifference after = legs.Compare().Differences.Single();

        again.Digests.Should().Equal(before.Digests);
        after.Range.Should().Be(before.Range);
        (after.Digests[0] == before.Digests[0], after.Digests[1] == before.Digests[1]).Should().Be((true, false));
    }

    [Fact]
    public void A_range_in_the_middle_is_compared_and_nothing_around_it()
    {
        using var legs = new ReadLegs(2, 2 * Mebibyte);
        legs[1].Change(10 * 512 - 1);
        legs[1].Change(10 * 512);
        legs[1].Change(12 * 512);

        Comparison comparison = legs.Compare(10 * 512, 2 * 512);

        comparison.Compared.Count.Should().Be(2);
        comparison.Differences.Single().Range.Should().Be(Bytes(10 * 512, 512));
    }
}
