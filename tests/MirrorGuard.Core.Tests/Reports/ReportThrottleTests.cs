using System;
using System.Collections.Generic;
using System.Linq;

using FluentAssertions;

using MirrorGuard.Core.Reports;
using MirrorGuard.Core.Time;

using Xunit;

namespace MirrorGuard.Core.Tests.Reports;

public sealed class ReportThrottleTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly ReportKey Released = new(EventKind.LegReleased, "vg/lv", "Released");

    [Fact]
    public void The_first_is_told_at_once_and_what_follows_once_when_the_interval_is_over()
    {
        var throttle = ReportThrottle.New.Happened(Released, Hour, At(0), out var isFirstTold);
        throttle = throttle.Happened(Released, Hour, At(5), out var isSecondTold).Happened(Released, Hour, At(9), out var isThirdTold);

        new[] { isFirstTold, isSecondTold, isThirdTold }.Should().Equal(true, false, false);
        throttle.DueAt(Hour).Should().Be(At(3600));
        throttle.TakeDue(Hour, At(3599), out var early).Should().BeSameAs(throttle);
        early.Should().BeEmpty();
        throttle = throttle.TakeDue(Hour, At(3600), out var due);
        due.Should().Equal(new WithheldReport(Released, 2));
        throttle.DueAt(Hour).Should().BeNull();
    }

    [Fact]
    public void After_a_quiet_interval_the_next_one_is_told_at_once()
    {
        var throttle = ReportThrottle.New.Happened(Released, Hour, At(0), out _);

        throttle.Happened(Released, Hour, At(3600), out var isTold);

        isTold.Should().BeTrue();
    }

    [Fact]
    public void After_what_was_told_late_a_whole_interval_passes()
    {
        var throttle = ReportThrottle.New.Happened(Released, Hour, At(0), out _).Happened(Released, Hour, At(1), out _).TakeDue(Hour, At(3600), out _);

        throttle.Happened(Released, Hour, At(3700), out var isTold).DueAt(Hour).Should().Be(At(7200));

        isTold.Should().BeFalse();
    }

    [Theory]
    [InlineData(EventKind.LegReturned, "vg/lv", "Released")]
    [InlineData(EventKind.LegReleased, "vg/other", "Released")]
    [InlineData(EventKind.LegReleased, "vg/lv", "something else")]
    public void Another_event_volume_or_cause_is_told_at_once(EventKind kind, string volume, string cause)
    {
        var throttle = ReportThrottle.New.Happened(Released, Hour, At(0), out _);

        throttle.Happened(new ReportKey(kind, volume, cause), Hour, At(1), out var isTold);

        isTold.Should().BeTrue();
    }

    [Fact]
    public void What_is_withheld_of_a_volume_is_told_together_so_that_the_last_word_is_how_it_is()
    {
        var returned = Released with { Kind = EventKind.LegReturned };
        var other = Released with { Volume = "vg/other" };
        var throttle = ReportThrottle.New.Happened(Released, Hour, At(0), out _).Happened(other, Hour, At(0), out _).Happened(returned, Hour, At(300), out _);
        throttle = throttle.Happened(Released, Hour, At(600), out _).Happened(returned, Hour, At(900), out _).Happened(Released, Hour, At(1200), out _)
            .Happened(other, Hour, At(1300), out _);

        throttle.DueAt(Hour).Should().Be(At(3600), "the other volume has nothing to wait for");
        throttle = throttle.TakeDue(Hour, At(3600), out var first);
        first.Should().Equal(new WithheldReport(other, 1));
        throttle.DueAt(Hour).Should().Be(At(3900));
        throttle.TakeDue(Hour, At(3900), out var both);
        both.Should().BeEquivalentTo([new WithheldReport(Released, 2), new WithheldReport(returned, 1)]);
    }

    [Fact]
    public void Without_an_interval_each_is_told()
    {
        var throttle = ReportThrottle.New;
        for (var second = 0; second < 5; second++)
        {
            throttle = throttle.Happened(Released, TimeSpan.Zero, At(second), out var isTold);
            isTold.Should().BeTrue();
        }
    }

    /// <summary>Whatever happens when: each is told, alone or counted, and no two of a kind within an interval.</summary>
    [Fact]
    public void Nothing_is_lost_and_nothing_told_twice_in_random_runs()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var throttle = ReportThrottle.New;
            var happened = new Dictionary<ReportKey, int>();
            var told = new Dictionary<ReportKey, List<(Instant At, int Count)>>();
            var now = 0;
            for (var step = 0; step < 300; step++)
            {
                now += random.Next(200);
                throttle = throttle.TakeDue(Hour, At(now), out var due);
                foreach (var report in due)
                    Note(report.Key, report.Count);
                var next = new ReportKey((EventKind)random.Next(1, 4), $"vg/{random.Next(3)}", "");
                happened[next] = happened.GetValueOrDefault(next) + 1;
                throttle = throttle.Happened(next, Hour, At(now), out var isTold);
                if (isTold)
                    Note(next, 1);
            }
            throttle.TakeDue(Hour, At(now + 3600), out var rest);
            now += 3600;
            foreach (var report in rest)
                Note(report.Key, report.Count);

            told.ToDictionary(each => each.Key, each => each.Value.Sum(one => one.Count)).Should().BeEquivalentTo(happened, "seed {0}", seed);
            foreach (var times in told.Values)
                times.Zip(times.Skip(1)).Should().OnlyContain(pair => pair.Second.At - pair.First.At >= Hour, "seed {0}", seed);

            void Note(ReportKey key, int count)
            {
                if (!told.TryGetValue(key, out var times))
                    told[key] = times = [];
                times.Add((At(now), count));
            }
        }
    }

    private static Instant At(int seconds) => new(seconds * 1000L);
}
