using System;
using System.Linq;

using FluentAssertions;

using MirrorGuard.Core.Scan;

using Xunit;

namespace MirrorGuard.Core.Tests.Scan;

/// <summary>What a pass over a volume of 16 MiB finds different.</summary>
public sealed class ScannedDifferencesTests
{
    private const int Sectors = 32768;

    private readonly ScanRun _run = new(new ScannedVolume(2, Sectors));

    [Fact]
    public void A_difference_that_stays_is_a_mismatch_with_its_exact_range()
    {
        _run.Volume.Plant(leg: 1, 5003, 20);

        _run.Run(TimeSpan.FromHours(2));

        _run.Mismatches.Should().ContainSingle().Which.Range.ToString().Should().Be("5003+20");
        _run.Finished.Single().Tally.MismatchedSectors.Should().Be(20);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(Sectors - 1, 1)]
    [InlineData(1020, 8)]
    [InlineData(0, 2048)]
    public void It_is_found_at_the_ends_and_across_the_border_of_two_chunks(int start, int length)
    {
        _run.Volume.Plant(leg: 0, start, length);

        _run.Run(TimeSpan.FromHours(2));

        _run.Mismatches.Sum(mismatch => (long)mismatch.Range.Length.Count).Should().Be(length);
        _run.Mismatches[0].Range.Start.Count.Should().Be((ulong)start);
        _run.Mismatches[^1].Range.End.Count.Should().Be((ulong)(start + length));
    }

    [Fact]
    public void With_three_legs_the_odd_one_is_named()
    {
        var run = new ScanRun(new ScannedVolume(3, Sectors));
        run.Volume.Write(0, 100, 7);
        run.Volume.Write(2, 9000, 7);
        run.Volume.Write(0, 20000, 1);
        run.Volume.Write(1, 20000, 2);

        run.Run(TimeSpan.FromHours(2));

        run.Mismatches.Select(mismatch => mismatch.OddLeg).Should().Equal(0, 2, null);
    }

    [Fact]
    public void A_write_under_way_is_no_mismatch()
    {
        _run.Volume.Write(0, 100, 7);
        _run.BeforeRead = elapsed =>
        {
            if (elapsed > TimeSpan.FromSeconds(1))
                _run.Volume.Write(1, 100, 7);
        };

        _run.Run(TimeSpan.FromHours(2));

        _run.Mismatches.Should().BeEmpty();
        _run.Finished.Single().Tally.Settled.Should().Be(1);
    }

    [Fact]
    public void Nor_is_a_place_that_is_written_all_the_time()
    {
        var writes = 0UL;
        _run.BeforeRead = _ => _run.Volume.Write(0, 100, ++writes);

        _run.Run(TimeSpan.FromHours(2));

        _run.Mismatches.Should().BeEmpty();
        _run.Finished.Should().ContainSingle();
    }

    [Fact]
    public void A_difference_counts_only_after_the_time_to_settle()
    {
        _run.Volume.Plant(leg: 1, 0, 1);

        _run.Run(TimeSpan.FromSeconds(9.9));
        _run.Mismatches.Should().BeEmpty();

        _run.Run(TimeSpan.FromSeconds(1));
        _run.Mismatches.Should().ContainSingle();
    }

    [Fact]
    public void A_difference_counts_only_once_a_page_that_was_changed_while_it_was_written_would_have_been_written_again()
    {
        _run.Volume.Plant(leg: 1, 0, 1);
        _run.LongestUnwritten = TimeSpan.FromSeconds(40);

        _run.Run(TimeSpan.FromSeconds(39.9));
        _run.Mismatches.Should().BeEmpty();

        _run.Run(TimeSpan.FromSeconds(1));
        _run.Mismatches.Should().ContainSingle();
    }

    [Fact]
    public void A_place_that_a_look_did_not_come_to_is_watched_on()
    {
        _run.Volume.Plant(leg: 1, 1000, 8);
        _run.Volume.Plant(leg: 1, 1008, 8);
        _run.Ask(ScanInputKind.StartAsked);
        _run.LooksAtOnce = 8;

        _run.Run(TimeSpan.FromHours(2));

        _run.Mismatches.Sum(mismatch => (long)mismatch.Range.Length.Count).Should().Be(16);
    }

    [Fact]
    public void A_difference_that_nobody_looked_at_meanwhile_has_to_settle_afresh()
    {
        _run.Volume.Plant(leg: 1, 0, 1);
        _run.Run(TimeSpan.FromSeconds(5));

        _run.Obstacle = ScanObstacle.Fault;
        _run.Run(TimeSpan.FromSeconds(60));
        _run.Obstacle = ScanObstacle.None;
        _run.Run(TimeSpan.FromSeconds(9));

        _run.Mismatches.Should().BeEmpty();
    }
}
