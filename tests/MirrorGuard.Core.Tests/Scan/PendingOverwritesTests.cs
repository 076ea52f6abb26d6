using System;
using System.Collections.Immutable;
using System.Linq;

using FluentAssertions;

using MirrorGuard.Core.Scan;
using MirrorGuard.Core.Time;

using Xunit;

namespace MirrorGuard.Core.Tests.Scan;

public sealed class PendingOverwritesTests
{
    private static readonly Instant Start = new(1_000_000);

    [Theory]
    [InlineData(new ulong[] { 1, 2 }, 0, new[] { 1 })]
    [InlineData(new ulong[] { 1, 2, 2 }, 1, new[] { 0 })]
    [InlineData(new ulong[] { 2, 1, 2 }, 0, new[] { 1 })]
    [InlineData(new ulong[] { 2, 2, 1 }, 0, new[] { 2 })]
    [InlineData(new ulong[] { 3, 1, 2 }, 0, new[] { 1, 2 })]
    [InlineData(new ulong[] { 1, 1, 2, 2 }, 0, new[] { 2, 3 })]
    [InlineData(new ulong[] { 9, 1, 1, 1, 2 }, 1, new[] { 0, 4 })]
    public void All_legs_become_what_more_than_half_of_them_are_or_else_what_the_primary_is(ulong[] digests, int source, int[] targets)
    {
        Found(digests).Overwrites().Should().Equal(targets.Select(target => new Overwrite(Range(64, 8), source, target)));
    }

    [Theory]
    [InlineData(new ulong[] { 1, 0 })]
    [InlineData(new ulong[] { 0, 1, 1 })]
    [InlineData(new ulong[] { 0, 0, 1 })]
    public void Where_a_leg_could_not_be_read_nothing_is_overwritten(ulong[] digests) =>
        Found(digests).Overwrites().Should().BeEmpty();

    [Fact]
    public void A_long_place_is_overwritten_in_pieces_that_a_volume_can_wait_for()
    {
        var length = (Mismatch.LongestOverwrite.Count * 2) + 5;
        var mismatch = new Mismatch(Range(7, length), OddLeg: null, Source: 0, Others: 0b10);

        var pieces = mismatch.Overwrites().ToList();

        pieces.Select(piece => piece.Range.Length.Count).Should().Equal(Mismatch.LongestOverwrite.Count, Mismatch.LongestOverwrite.Count, 5);
        pieces.Select(piece => piece.Range).Aggregate((all, next) => all.FollowedBy(next)).Should().Be(mismatch.Range);
    }

    [Fact]
    public void Places_side_by_side_are_one_only_where_the_same_legs_differ()
    {
        var suspects = SuspectList.Empty.With(
            [Difference(0, 1, 2, 2), Difference(8, 3, 4, 4), Difference(16, 5, 6, 7)], TimeSpan.FromSeconds(1), Start);

        var mismatches = Lasting(suspects, [Difference(0, 1, 2, 2), Difference(8, 3, 4, 4), Difference(16, 5, 6, 7)]);

        mismatches.Should().Equal(
            new Mismatch(Range(0, 16), OddLeg: 0, Source: 1, Others: 0b001),
            new Mismatch(Range(16, 8), OddLeg: null, Source: 0, Others: 0b110));
    }

    [Fact]
    public void One_comes_after_the_other_and_the_first_place_on_the_volume_is_known()
    {
        var pending = PendingOverwrites.None.With([new Mismatch(Range(64, 8), null, 0, 0b10), new Mismatch(Range(8, 8), null, 0, 0b10)], Start);

        (pending.Count, pending.DueAt, pending.First, pending.Next.Range).Should().Be((2, Start, new Sectors(8), Range(64, 8)));
        pending = pending.Done(pending.Next, Start + TimeSpan.FromSeconds(1));
        (pending.Count, pending.DueAt, pending.Next.Range).Should().Be((1, Start + TimeSpan.FromSeconds(1) + PendingOverwrites.Pause, Range(8, 8)));
        pending = pending.Done(pending.Next, Start);
        (pending.Count, pending.DueAt, pending.First).Should().Be((0, null, null));
    }

    [Fact]
    public void A_volume_that_is_busy_is_asked_less_and_less_often_and_then_let_alone()
    {
        var pending = PendingOverwrites.None.With([new Mismatch(Range(0, 8), null, 0, 0b10)], Start);
        var pause = PendingOverwrites.FirstPause;

        for (var mishap = 1; mishap < PendingOverwrites.MaxMishaps; mishap++)
        {
            pending = pending.Postponed(pending.Next, Start);
            pending.DueAt.Should().Be(Start + pause);
            pause *= 2;
        }

        pending.Postponed(pending.Next, Start).Should().BeSameAs(PendingOverwrites.None);
        var next = pending.Done(pending.Next, Start).With([new Mismatch(Range(0, 8), null, 0, 0b10)], Start);
        next.Postponed(next.Next, Start).Count.Should().Be(1, "it begins anew");
    }

    [Fact]
    public void The_end_of_a_piece_that_was_given_up_meanwhile_says_nothing_of_the_next()
    {
        var old = new Overwrite(Range(800, 8), 0, 1);
        var pending = PendingOverwrites.None.With([new Mismatch(Range(0, 8), null, 0, 0b10)], Start);

        pending.Done(old, Start).Should().BeSameAs(pending);
        pending.Postponed(old, Start).Should().BeSameAs(pending);
        PendingOverwrites.None.Done(old, Start).Should().BeSameAs(PendingOverwrites.None);
    }

    [Fact]
    public void There_is_an_end_to_what_waits()
    {
        var wide = new Mismatch(Range(0, Mismatch.LongestOverwrite.Count * 2000), null, 0, 0b10);

        PendingOverwrites.None.With([wide], Start).With([wide], Start).Count.Should().Be(PendingOverwrites.MaxCount);
    }

    private static Mismatch Found(ulong[] digests)
    {
        LegDifference[] difference = [new(Range(64, 8), [.. digests])];
        return Lasting(SuspectList.Empty.With(difference, TimeSpan.FromSeconds(1), Start), difference).Single();
    }

    private static ImmutableArray<Mismatch> Lasting(SuspectList suspects, LegDifference[] seen)
    {
        var range = seen.Select(difference => difference.Range).Aggregate((all, next) => all.FollowedBy(next));
        return suspects.AfterLook(range, seen, TimeSpan.FromSeconds(1), Start + TimeSpan.FromSeconds(1)).Mismatches;
    }

    private static LegDifference Difference(ulong start, params ulong[] digests) => new(Range(start, 8), [.. digests]);

    private static SectorRange Range(ulong start, ulong length) => new(new Sectors(start), new Sectors(length));
}
