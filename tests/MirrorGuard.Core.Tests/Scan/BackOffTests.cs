using System;

using FluentAssertions;

using MirrorGuard.Core.Scan;

using Xunit;

namespace MirrorGuard.Core.Tests.Scan;

public sealed class BackOffTests
{
    private const int Mebibyte = 2048;

    private static readonly TimeSpan Usual = TimeSpan.FromMilliseconds(10);

    /// <summary>What that comes to in a second, in bytes.</summary>
    private const double Sustained = 100 * 1024 * 1024;

    [Fact]
    public void Reads_that_take_as_long_as_ever_are_followed_by_no_pause()
    {
        var backOff = After(default, Usual, reads: 100);

        backOff.PauseAfter(Usual).Should().Be(TimeSpan.Zero);
        backOff.LongestPiece.Should().Be(ScanPace.LongestPiece);
        backOff.IsSlowerThan(Sustained).Should().BeFalse();
    }

    [Theory]
    [InlineData(OthersWait.Nowhere, 4, BackOff.MaxFactor)]
    [InlineData(OthersWait.Here, 1, BackOff.MaxFactor)]
    [InlineData(OthersWait.Elsewhere, 4, BackOff.MaxFactor)]
    [InlineData(OthersWait.Elsewhere, 1, BackOff.MaxFactorElsewhere)]
    public void While_others_suffer_pauses_become_longer_and_pieces_shorter(OthersWait othersWait, int slowness, int factor)
    {
        var backOff = After(After(default, Usual), Usual * slowness, 5, othersWait);

        backOff.PauseAfter(Usual).Should().Be(Usual * factor);
        backOff.LongestPiece.Count.Should().Be(2 * Mebibyte);
        backOff.IsSlowerThan(Sustained).Should().BeTrue();
        backOff.IsSlowerThan(Sustained / 1000).Should().BeFalse("what reads so little waits for nobody");
    }

    [Theory]
    [InlineData(1, 256)]
    [InlineData(1.5, 113)]
    [InlineData(2, 64)]
    [InlineData(double.PositiveInfinity, 64)]
    public void A_pass_that_is_behind_makes_less_room(double lag, int factor)
    {
        var backOff = After(After(default, Usual), Usual, 5, OthersWait.Here, lag);

        backOff.Factor.Should().Be(factor);
    }

    [Fact]
    public void Who_leaves_the_disks_for_others_is_made_less_room_for()
    {
        var backOff = After(After(default, Usual), Usual, 5, OthersWait.Here);

        backOff = After(backOff, Usual, 5, OthersWait.Elsewhere);

        backOff.Factor.Should().Be(BackOff.MaxFactorElsewhere);
    }

    [Fact]
    public void When_they_do_not_it_is_as_before_within_a_few_reads()
    {
        var backOff = After(After(After(default, Usual), Usual * 4, reads: 7), Usual, reads: 9);

        backOff.Factor.Should().Be(0);
    }

    [Fact]
    public void One_piece_alone_that_took_longer_costs_no_more_than_as_long_again()
    {
        var backOff = After(After(default, Usual), Usual * 100);

        backOff.PauseAfter(Usual * 100).Should().Be(Usual * 100);
    }

    /// <summary>Seen in a guest whose one processor others used: after a read of seven seconds it rested for seven minutes.</summary>
    [Fact]
    public void A_read_that_took_seconds_is_no_reason_to_rest_for_minutes()
    {
        var backOff = After(After(default, Usual), Usual * 4, reads: 20);

        backOff.PauseAfter(TimeSpan.FromSeconds(7)).Should().Be(TimeSpan.FromSeconds(30));
    }

    [Theory, InlineData(4), InlineData(10), InlineData(100)]
    public void A_disk_that_became_slower_for_good_is_not_taken_for_a_busy_one_for_ever(int slowness)
    {
        var backOff = After(After(default, Usual), Usual * slowness, reads: 150);

        backOff.Factor.Should().Be(0);
    }

    [Fact]
    public void A_piece_of_another_length_is_judged_by_its_length()
    {
        var backOff = After(default, Usual).After(new Sectors(16 * Mebibyte), Usual * 16, OthersWait.Nowhere, lag: 1);

        backOff.Factor.Should().Be(0);
        backOff.Baseline.Should().Be(Usual);
    }

    [Fact]
    public void Where_nothing_was_read_nothing_is_learnt()
    {
        var backOff = After(default, Usual);

        backOff.After(default, TimeSpan.FromSeconds(1), OthersWait.Here, lag: 1).Should().Be(backOff);
    }

    private static BackOff After(BackOff backOff, TimeSpan elapsed, int reads = 1, OthersWait othersWait = OthersWait.Nowhere, double lag = 1)
    {
        for (int read = 0; read < reads; read++)
            backOff = backOff.After(new Sectors(Mebibyte), elapsed, othersWait, lag);
        return backOff;
    }
}
