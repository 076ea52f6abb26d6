using System;
using System.Linq;

using FluentAssertions;

using MirrorGuard.Core.Scan;

using Xunit;

namespace MirrorGuard.Core.Tests.Scan;

/// <summary>What a pass over a volume of 16 MiB cannot read.</summary>
public sealed class UnreadableWhenScannedTests
{
    private const int Sectors = 32768;

    private readonly ScanRun _run = new(new ScannedVolume(2, Sectors));

    [Fact]
    public void What_cannot_be_read_is_rewritten_and_read_again()
    {
        _run.Volume.Spoil(0, 0);
        _run.Volume.Spoil(1, Sectors - 1);
        _run.Volume.Spoil(1, 1023);
        _run.Volume.Spoil(1, 1024);

        _run.Run(TimeSpan.FromHours(2));

        _run.Finished.Single().Tally.Should().Match<ScanTally>(tally => tally.Relocated == 4 && tally.Unreadable == 0);
        _run.HasReadAll().Should().BeTrue();
    }

    [Fact]
    public void A_difference_beside_an_unreadable_place_is_reported_once()
    {
        _run.Volume.Spoil(0, 5);
        _run.Volume.Plant(leg: 1, 900, 1);

        _run.Run(TimeSpan.FromHours(2));

        _run.Mismatches.Should().ContainSingle();
    }

    [Fact]
    public void A_place_that_is_lost_on_every_leg_does_not_keep_the_pass_from_its_end()
    {
        _run.Volume.Spoil(0, 5003);
        _run.Volume.Spoil(1, 5003);

        _run.Run(TimeSpan.FromHours(2));

        _run.Finished.Single().Tally.Unreadable.Should().Be(2);
    }

    [Fact]
    public void Nor_does_one_that_may_not_be_rewritten()
    {
        _run.RefusesRewrites = true;
        _run.Volume.Spoil(0, 5003);

        _run.Run(TimeSpan.FromHours(2));

        _run.Finished.Single().Tally.Should().Match<ScanTally>(tally => tally.Relocated == 0 && tally.Unreadable == 1);
    }

    [Fact]
    public void A_leg_that_answers_nowhere_is_waited_for_with_growing_pauses_and_nothing_of_it_is_passed_by()
    {
        _run.SilentUntil = TimeSpan.FromHours(10);
        _run.Ask(ScanInputKind.StartAsked);
        _run.Volume.Spoil(0, 5003);

        _run.Run(TimeSpan.FromHours(20));

        var pauses = _run.Rewrites.Zip(_run.Rewrites.Skip(1)).Select(pair => Math.Round((pair.Second - pair.First).TotalMinutes)).ToList();
        pauses.Take(8).Should().Equal(1, 2, 4, 8, 16, 32, 60, 60);
        _run.Finished.Single().Tally.Should().Match<ScanTally>(tally => tally.Relocated == 1 && tally.Unreadable == 0);
    }

    [Fact]
    public void After_reads_that_do_not_end_it_tries_ever_more_seldom_and_goes_on_where_it_was()
    {
        _run.HangsUntil = TimeSpan.FromDays(4);
        _run.Ask(ScanInputKind.StartAsked);

        _run.Run(TimeSpan.FromDays(6));

        var pauses = _run.Hangs.Zip(_run.Hangs.Skip(1)).Select(pair => (pair.Second - pair.First).TotalHours);
        pauses.Should().Equal(1, 2, 4, 8, 16, 24, 24);
        _run.Finished.Should().ContainSingle();
    }

    [Fact]
    public void What_is_healed_while_another_leg_is_silent_counts()
    {
        _run.SilentUntil = TimeSpan.FromSeconds(30);
        _run.HealedBesideSilence = 2;
        _run.Ask(ScanInputKind.StartAsked);
        _run.Volume.Spoil(0, 5003);

        _run.Run(TimeSpan.FromHours(2));

        _run.Finished.Single().Tally.Relocated.Should().Be(3);
    }

    [Fact]
    public void What_differs_in_the_same_piece_as_a_place_that_may_not_be_rewritten_is_found()
    {
        _run.RefusesRewrites = true;
        _run.Ask(ScanInputKind.StartAsked);
        _run.Volume.Spoil(0, 5003);
        _run.Volume.Plant(leg: 1, 9000, 3);

        _run.Run(TimeSpan.FromHours(2));

        _run.Mismatches.Should().ContainSingle().Which.Range.ToString().Should().Be("9000+3");
    }

    [Fact]
    public void A_pass_that_is_asked_for_after_a_read_that_hung_does_not_wait_for_what_was_watched()
    {
        _run.Volume.Plant(leg: 1, 1000, 8);
        var seen = new LegDifference(new SectorRange(new Sectors(1000), new Sectors(8)), [1, 2]);
        _run.State = _run.State with { Suspects = SuspectList.Empty.With([seen], TimeSpan.FromHours(4), _run.Now) };
        _run.Ask(ScanInputKind.StartAsked);

        _run.Run(TimeSpan.FromMinutes(10));

        _run.Finished.Should().ContainSingle().Which.Tally.Mismatches.Should().Be(1);
    }
}
