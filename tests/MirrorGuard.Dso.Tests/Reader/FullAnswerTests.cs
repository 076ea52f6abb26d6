using System;
using System.Collections.Generic;
using System.Linq;
using FluentAssertions;
using MirrorGuard.Core;
using MirrorGuard.Core.Scan;
using Xunit;
using static MirrorGuard.Dso.Tests.Reader.ReadLegs;

namespace MirrorGuard.Dso.Tests.Reader;

/// <summary>More was found than fits an answer: it ends early, and the next one goes on where it ended.</summary>
[Trait("Needs", "root")]
public sealed class FullAnswerTests
{
    private const int Mebibyte = 1024 * 1024;
    private const int Chunk = 1024 * 1024;

    /// <summary>Their buffers share 4 MiB, in pages.</summary>
    private const int ChunkOfThree = 680 * 1024;
    private const int Page = 4096;

    [Fact]
    public void An_answer_is_filled_to_the_last_difference()
    {
        using var legs = new ReadLegs(2, Mebibyte);
        foreach (int place in Enumerable.Range(0, 300))
            legs[1].Change(place * 1024);

        List<Comparison> answers = legs.CompareToEnd();

        answers.Select(answer => answer.Differences.Count).Should().Equal(Comparison.MaxDifferences, 300 - Comparison.MaxDifferences);
        answers[0].Compared.Bytes.Should().Be(Comparison.MaxDifferences * 1024);
    }

    [Fact]
    public void An_answer_that_might_not_hold_all_of_a_page_ends_before_it()
    {
        using var legs = new ReadLegs(2, Mebibyte);
        foreach (int page in Enumerable.Range(0, 200))
        {
            foreach (int place in Enumerable.Range(0, 3))
                legs[1].Change(page * Page + place * 1024);
        }

        Comparison first = legs.Compare();

        first.Compared.Bytes.Should().Be(85 * Page, "three more leave room for one, and a page may have four");
        first.Differences.Should().HaveCount(3 * 85);
        legs.CompareToEnd().Sum(answer => answer.Differences.Count).Should().Be(600);
    }

    [Fact]
    public void A_full_answer_goes_on_through_whatever_is_equal()
    {
        using var legs = new ReadLegs(2, 2 * Mebibyte);
        foreach (int place in Enumerable.Range(0, Comparison.MaxDifferences))
            legs[0].Change(Chunk - (1 + place) * 1024);

        Comparison comparison = legs.Compare();

        comparison.Differences.Should().HaveCount(Comparison.MaxDifferences);
        comparison.Compared.Bytes.Should().Be(2 * Mebibyte);
    }

    [Fact]
    public void Legs_that_have_nothing_in_common_differ_from_end_to_end()
    {
        const int Length = 2 * Mebibyte + 512;
        using var legs = new ReadLegs(2, Length);
        legs[1].Write(0, new byte[Length]);

        List<Comparison> answers = legs.CompareToEnd();

        Ranges(answers).Should().Equal([.. Enumerable.Range(0, Length / Page).Select(page => Bytes(page * Page, Page)), Bytes(2 * Mebibyte, 512)]);
    }

    [Theory]
    [InlineData(1, 0, 1500)]
    [InlineData(2, 7, 400)]
    [InlineData(3, 8, 3000)]
    [InlineData(4, 1021, 2000)]
    public void Nothing_is_lost_and_nothing_told_twice_wherever_the_legs_differ(int seed, int start, int count)
    {
        const int Length = 2 * Mebibyte + 1536;
        using var legs = new ReadLegs(3, Length);
        var random = new Random(seed);
        var changed = new SortedSet<int>(Enumerable.Range(0, count).Select(_ => random.Next(start, Length / 512)));
        foreach (int sector in changed)
            legs[random.Next(3)].Change(sector * 512 + random.Next(512));

        List<Comparison> answers = legs.CompareToEnd(start * 512);

        Ranges(answers).Should().Equal(WithinPages(changed));
    }

    [Fact]
    public void What_cannot_be_read_is_told_as_far_as_the_answer_came_and_no_further()
    {
        using var legs = new ReadLegs(3, 2 * Mebibyte);
        legs[2].MakeUnreadableFrom(ChunkOfThree);
        foreach (int place in Enumerable.Range(0, 700))
            legs[1].Change(ChunkOfThree + place * 1024);

        List<Comparison> answers = legs.CompareToEnd();

        Ranges(answers).Should().HaveCount(700);
        ulong reached = ChunkOfThree / 512;
        foreach (UnreadablePlace place in answers.SelectMany(answer => answer.Unreadable))
        {
            place.Range.Start.Count.Should().Be(reached, "no place is handed over to be rewritten twice, and none is left out");
            reached = place.Range.End.Count;
        }
        reached.Should().Be(2 * Mebibyte / 512);
    }

    private static IEnumerable<SectorRange> Ranges(List<Comparison> answers) =>
        answers.SelectMany(answer => answer.Differences).Select(difference => difference.Range);

    /// <summary>The sectors that differ, where they are adjacent and on one page in one.</summary>
    private static List<SectorRange> WithinPages(SortedSet<int> sectors)
    {
        var ranges = new List<SectorRange>();
        foreach (int sector in sectors)
        {
            var single = Bytes(sector * 512, 512);
            if (ranges.Count > 0 && ranges[^1].End == single.Start && sector % (Page / 512) != 0)
                ranges[^1] = ranges[^1].FollowedBy(single);
            else
                ranges.Add(single);
        }
        return ranges;
    }
}
