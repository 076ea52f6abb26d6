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

    [Theory, InlineData(false, 4), InlineData(true, 1)]
    public void While_others_suffer_pauses_become_longer_and_pieces_shorter(bool isMachineBusy, int slowness)
    {
        var backOff = After(After(default, Usual), Usual * slowness, 7, isMachineBusy);

        backOff.PauseAfter(Usual).Should().Be(Usual * BackOff.MaxFactor);
        backOff.LongestPiece.Count.Should().Be(2 * Mebibyte);
        backOff.IsSlowerThan(Sustained).Should().BeTrue();
        backOff.IsSlowerThan(Sustained / 300).Should().BeFalse("what reads so little waits for nobody");
    }

    [Fact]
    public void When_they_do_not_it_is_as_before_within_a_few_reads()
    {
        var backOff = After(After(After(default, Usual), Usual * 4, reads: 7), Usual, reads: 7);

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
        var backOff = After(default, Usual).After(new Sectors(16 * Mebibyte), Usual * 16, isMachineBusy: false);

        backOff.Factor.Should().Be(0);
        backOff.Baseline.Should().Be(Usual);
    }

    [Fact]
    public void Where_nothing_was_read_nothing_is_learnt()
    {
        var backOff = After(default, Usual);

        backOff.After(default, TimeSpan.FromSeconds(1), isMachineBusy: true).Should().Be(backOff);
    }

    private static BackOff After(BackOff backOff, TimeSpan elapsed, int reads = 1, bool isMachineBusy = false)
    {
        for (int read = 0; read < reads; read++)
            backOff = backOff.After(new Sectors(Mebibyte), elapsed, isMachineBusy);
        return backOff;
    }
}
