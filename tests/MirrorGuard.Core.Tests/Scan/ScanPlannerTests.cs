using System;
using System.Linq;

using FluentAssertions;

using MirrorGuard.Core.Scan;
using MirrorGuard.Core.Settings;

using Xunit;

namespace MirrorGuard.Core.Tests.Scan;

/// <summary>When and how fast a pass goes on, over a volume of 16 MiB unless it says otherwise.</summary>
public sealed class ScanPlannerTests
{
    private const int Sectors = 32768;

    private readonly ScanRun _run = new(new ScannedVolume(2, Sectors));

    [Fact]
    public void Every_sector_of_every_leg_is_read_once_and_nothing_is_found()
    {
        _run.Run(TimeSpan.FromHours(2));

        _run.Finished.Should().ContainSingle().Which.Tally.Should().Be(default(ScanTally));
        _run.Reads.Sum(read => (long)read.Range.Length.Count).Should().Be(Sectors);
        _run.HasReadAll().Should().BeTrue();
        _run.Mismatches.Should().BeEmpty();
    }

    [Fact]
    public void A_pass_is_spread_over_the_interval()
    {
        _run.Run(TimeSpan.FromHours(2));

        _run.Elapsed.Should().BeCloseTo(TimeSpan.FromHours(0.9), TimeSpan.FromMinutes(4));
        Gaps(_run).Max().Should().BeLessThan(TimeSpan.FromMinutes(3));
    }

    [Fact]
    public void The_next_pass_begins_an_interval_after_the_one_before()
    {
        _run.RunFor(TimeSpan.FromHours(10));

        _run.Finished.Should().HaveCount(10);
        _run.Finished.Select(pass => pass.StartedAt - _run.Finished[0].StartedAt)
            .Should().AllSatisfy(start => (start.TotalHours % 1).Should().BeApproximately(0, 0.03));
    }

    [Fact]
    public void A_pass_that_a_person_asked_for_is_as_fast_as_the_ceiling_allows()
    {
        _run.Settings = _run.Settings with { Bandwidth = new Bandwidth(1024) };

        _run.Ask(ScanInputKind.StartAsked);
        _run.Run(TimeSpan.FromHours(1));

        _run.Finished.Should().ContainSingle().Which.IsOnDemand.Should().BeTrue();
        _run.Elapsed.TotalSeconds.Should().BeApproximately(16, 0.8, "16 MiB at 1 MiB/s");
    }

    [Fact]
    public void However_far_off_the_next_piece_is_settings_and_legs_are_looked_at()
    {
        _run.Settings = _run.Settings with { Interval = TimeSpan.FromDays(300) };

        _run.RunFor(TimeSpan.FromHours(1));

        _run.Reads.Should().ContainSingle();
        (_run.State.DueAt - _run.Now).Should().BeLessThanOrEqualTo(ScanPlanner.LongestRest);
    }

    [Theory]
    [InlineData(ScanObstacle.Fault)]
    [InlineData(ScanObstacle.Busy)]
    public void Nothing_is_read_while_something_is_in_the_way(ScanObstacle obstacle)
    {
        _run.Run(TimeSpan.FromMinutes(10));
        var reads = _run.Reads.Count;

        _run.Obstacle = obstacle;
        _run.Run(TimeSpan.FromMinutes(10));
        _run.Reads.Should().HaveCount(reads);
        _run.State.Obstacle.Should().Be(obstacle);

        _run.Obstacle = ScanObstacle.None;
        _run.Run(TimeSpan.FromHours(2));
        _run.Finished.Should().ContainSingle();
        _run.Reads.Sum(read => (long)read.Range.Length.Count).Should().Be(Sectors, "what was read is not read again");
    }

    [Fact]
    public void Other_legs_are_read_from_the_beginning()
    {
        _run.Run(TimeSpan.FromMinutes(10));

        _run.Layout = 2;
        _run.Run(TimeSpan.FromHours(2));

        _run.Finished.Should().ContainSingle();
        _run.Reads.Count(read => read.Range.Start.Count == 0).Should().Be(2);
    }

    [Fact]
    public void It_runs_only_at_its_time_of_day_and_ends_within_the_interval_all_the_same()
    {
        DailyWindow.TryParse("23:00-01:00", out var window).Should().BeTrue();
        _run.Settings = _run.Settings with { Interval = TimeSpan.FromDays(2), Window = window };

        _run.RunFor(TimeSpan.FromDays(2));

        _run.Reads.Should().AllSatisfy(read => ((read.At.TotalHours + 1) % 24).Should().BeLessThan(2.01));
        _run.Finished.Should().ContainSingle();
    }

    [Fact]
    public void Switched_off_it_reads_nothing_but_what_a_person_asks_for()
    {
        _run.Settings = _run.Settings with { IsEnabled = false };
        _run.RunFor(TimeSpan.FromHours(2));
        _run.Reads.Should().BeEmpty();

        _run.Ask(ScanInputKind.StartAsked);
        _run.Run(TimeSpan.FromHours(1));
        _run.Finished.Should().ContainSingle();
    }

    [Fact]
    public void A_pass_that_a_person_stopped_is_not_taken_up_before_the_next_is_due()
    {
        _run.Run(TimeSpan.FromMinutes(10));
        var reads = _run.Reads.Count;

        _run.Ask(ScanInputKind.StopAsked);
        _run.RunFor(TimeSpan.FromMinutes(55));
        _run.Reads.Should().HaveCount(reads);

        _run.RunFor(TimeSpan.FromMinutes(70));
        _run.Finished.Should().ContainSingle();
    }

    [Theory]
    [InlineData(-30)]
    [InlineData(30)]
    public void A_clock_that_is_put_right_neither_stops_it_nor_makes_it_race(int days)
    {
        _run.Run(TimeSpan.FromMinutes(30));

        _run.ClockIsAhead = TimeSpan.FromDays(days);
        _run.RunFor(TimeSpan.FromHours(4));

        _run.Finished.Count.Should().BeInRange(3, 5);
    }

    [Fact]
    public void An_answer_that_came_too_late_for_its_pass_moves_no_cursor()
    {
        _run.Run(TimeSpan.FromMinutes(5));
        while (_run.Step(ScanInput.Of(ScanInputKind.Due)).Work != ScanWork.Read)
            _run.Wait(TimeSpan.FromSeconds(1));

        _run.Step(ScanInput.Of(ScanInputKind.StartAsked)).Work.Should().Be(ScanWork.None);
        _run.Step(_run.Volume.Read(_run.State.Asked, TimeSpan.FromMilliseconds(1))).Range.Start.Count.Should().Be(0);

        _run.State.Pass!.Value.Cursor.Count.Should().Be(0);
    }

    /// <summary>Seen in a guest: the reader had read, but not yet answered, when a person asked for a pass.</summary>
    [Fact]
    public void Nor_does_one_that_was_read_before_the_pass_was_asked_for()
    {
        _run.Step(ScanInput.Of(ScanInputKind.Due)).Work.Should().Be(ScanWork.Read);
        var answer = _run.Volume.Read(_run.State.Asked, TimeSpan.FromMilliseconds(1));

        _run.Step(ScanInput.Of(ScanInputKind.StartAsked));

        _run.Step(answer).Range.Start.Count.Should().Be(0, "it is read again");
    }

    [Fact]
    public void It_pauses_while_others_suffer_and_goes_on_when_they_do_not()
    {
        var run = new ScanRun(new ScannedVolume(2, 8 * Sectors)) { Settings = _run.Settings with { Bandwidth = new Bandwidth(64 * 1024) } };
        run.Ask(ScanInputKind.StartAsked);
        run.Run(TimeSpan.FromMilliseconds(50));
        var usual = Gaps(run)[^1];

        run.ReadTime *= 10;
        run.Run(TimeSpan.FromSeconds(3));
        Gaps(run)[^1].Should().BeGreaterThan(usual * 20);
        ScanReport.Of("vg/lv", run.State, run.Circumstances).Should().BeEquivalentTo(new { State = "reading", MakesWay = true, DaysLeft = (double?)null });

        run.ReadTime /= 10;
        run.Run(TimeSpan.FromMinutes(10));
        run.State.BackOff.Factor.Should().Be(0);
        run.Finished.Should().ContainSingle();
    }

    private static TimeSpan[] Gaps(ScanRun run) => [.. run.Reads.Zip(run.Reads.Skip(1), (left, right) => right.At - left.At)];
}
