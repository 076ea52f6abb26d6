using System.Collections.Generic;
using System.Linq;
using FluentAssertions;
using MirrorGuard.Core.Scan;
using Xunit;
using static MirrorGuard.Dso.Tests.Reader.ReadLegs;

namespace MirrorGuard.Dso.Tests.Reader;

/// <summary>What the reader says of legs that it cannot read.</summary>
[Trait("Needs", "root")]
public sealed class UnreadableTests
{
    private const int Mebibyte = 1024 * 1024;
    private const int Chunk = 1024 * 1024;
    private const int ChunkOfThree = 680 * 1024;
    private const int NoSuchDevice = 6;
    private const int InputOutputError = 5;
    private const int Invalid = 22;

    [Fact]
    public void A_chunk_that_one_leg_does_not_give_is_told_and_the_rest_is_compared()
    {
        using var legs = new ReadLegs(2, 2 * Mebibyte);
        legs[1].Change(512);
        legs[0].MakeUnreadableFrom(2 * Mebibyte - 512);

        Comparison comparison = legs.Compare();

        comparison.Outcome.Should().Be(CompareOutcome.Done);
        comparison.Compared.Bytes.Should().Be(2 * Mebibyte);
        comparison.Unreadable.Should().Equal(new UnreadablePlace(0, Bytes(Chunk, Chunk), InputOutputError));
        comparison.Differences.Select(difference => difference.Range).Should().Equal(Bytes(512, 512));
    }

    [Fact]
    public void The_legs_that_can_be_read_are_compared_among_themselves()
    {
        using var legs = new ReadLegs(3, Mebibyte);
        legs[0].MakeUnreadableFrom(ChunkOfThree);
        legs[2].Change(Mebibyte - 1);

        Comparison comparison = legs.Compare();

        comparison.Unreadable.Should().Equal(new UnreadablePlace(0, Bytes(ChunkOfThree, Mebibyte - ChunkOfThree), InputOutputError));
        LegDifference difference = comparison.Differences.Should().ContainSingle().Subject;
        difference.Range.Should().Be(Bytes(Mebibyte - 512, 512));
        difference.Digests[0].Should().Be(0);
        difference.Digests.Skip(1).Should().OnlyHaveUniqueItems().And.NotContain(0);
    }

    [Fact]
    public void Where_no_leg_can_be_read_every_one_is_told()
    {
        using var legs = new ReadLegs(2, 512);
        legs[0].MakeUnreadableFrom(0);
        legs[1].MakeUnreadableFrom(0);

        legs.Compare().Unreadable.Should().Equal(
            new UnreadablePlace(0, Bytes(0, 512), InputOutputError), new UnreadablePlace(1, Bytes(0, 512), InputOutputError));
    }

    [Fact]
    public void Where_the_next_chunk_might_not_fit_the_answer_ends_and_the_next_one_goes_on()
    {
        // Nine legs are read 224 KiB at a time; after three times eight there is no room for nine.
        const int ChunkOfNine = 224 * 1024;
        using var legs = new ReadLegs(9, 2 * Mebibyte);
        foreach (int leg in Enumerable.Range(1, 8))
            legs[leg].MakeUnreadableFrom(0);

        List<Comparison> answers = legs.CompareToEnd();

        answers[0].Compared.Bytes.Should().Be(3 * ChunkOfNine);
        answers.Select(answer => answer.Unreadable.Count).Should().Equal(24, 24, 24, 8);
        answers[1].Unreadable[0].Should().Be(new UnreadablePlace(1, Bytes(3 * ChunkOfNine, ChunkOfNine), InputOutputError));
        answers[3].Unreadable[7].Range.End.Bytes.Should().Be(2 * Mebibyte);
    }

    [Fact]
    public void A_range_behind_the_end_of_a_leg_fails()
    {
        using var legs = new ReadLegs(2, Mebibyte);

        Comparison comparison = legs.Compare(Mebibyte - 512, 1024);

        (comparison.Outcome, comparison.Errno, comparison.FailedLeg).Should().Be((CompareOutcome.Failed, NoSuchDevice, 0));
        comparison.Compared.Count.Should().Be(0);
    }

    [Fact]
    public void A_leg_without_a_device_fails_and_is_named()
    {
        using var legs = new ReadLegs(3, Mebibyte);
        legs[0].Change(0);
        legs[2].Detach();

        Comparison comparison = legs.Compare();

        (comparison.Outcome, comparison.Errno, comparison.FailedLeg).Should().Be((CompareOutcome.Failed, NoSuchDevice, 2));
        comparison.Differences.Should().BeEmpty();
    }

    [Fact]
    public void Blocks_smaller_than_the_disks_are_no_unreadable_place()
    {
        using var legs = new ReadLegs(2, Mebibyte, blockBytes: 512, blockBytesOfDisks: 4096);

        Comparison comparison = legs.Compare(512, 512);

        (comparison.Outcome, comparison.Errno, comparison.FailedLeg).Should().Be((CompareOutcome.Failed, Invalid, 0));
    }
}
