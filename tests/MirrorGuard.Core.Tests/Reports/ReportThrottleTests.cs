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
        var throttle = ReportThrottle.New.Happened(Released, Hour, At(0), out var first);
        throttle = throttle.Happened(Released, Hour, At(5), out var second).Happened(Released, Hour, At(9), out var third);

        first.Should().Equal(new DueReport(Released, 1));
        second.Concat(third).Should().BeEmpty();
        throttle.DueAt(Hour).Should().Be(At(3600));
        throttle.TakeDue(Hour, At(3599), out var early).Should().BeSameAs(throttle);
        early.Should().BeEmpty();
        throttle = throttle.TakeDue(Hour, At(3600), out var due);
        due.Should().Equal(new DueReport(Released, 2));
        throttle.DueAt(Hour).Should().BeNull();
    }

    [Fact]
    public void After_a_quiet_interval_the_next_one_is_told_at_once()
    {
        var throttle = ReportThrottle.New.Happened(Released, Hour, At(0), out _);

        throttle.Happened(Released, Hour, At(3600), out var due);

        due.Should().Equal(new DueReport(Released, 1));
    }

    [Fact]
    public void After_what_was_told_late_a_whole_interval_passes()
    {
        var throttle = ReportThrottle.New.Happened(Released, Hour, At(0), out _).Happened(Released, Hour, At(1), out _).TakeDue(Hour, At(3600), out _);

        throttle.Happened(Released, Hour, At(3700), out var due).DueAt(Hour).Should().Be(At(7200));

        due.Should().BeEmpty();
    }

    [Theory]
    [InlineData(EventKind.LegReturned, "vg/lv", "Released")]
    [InlineData(EventKind.LegReleased, "vg/other", "Released")]
    [InlineData(EventKind.LegReleased, "vg/lv", "something else")]
    public void Another_event_volume_or_cause_is_told_at_once(EventKind kind, string volume, string cause)
    {
        var throttle = ReportThrottle.New.Happened(Released, Hour, At(0), out _);

        throttle.Happened(new ReportKey(kind, volume, cause), Hour, At(1), out var due);

        due.Should().ContainSingle();
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
        first.Should().Equal(new DueReport(other, 1));
        throttle.DueAt(Hour).Should().Be(At(3900));
        throttle.TakeDue(Hour, At(3900), out var both);
        both.Should().BeEquivalentTo([new DueReport(Released, 2), new DueReport(returned, 1)]);
    }

    /// <summary>A leg was awaited and came back; the next one was put back after a repair, and is out again: what is told last is that.</summary>
    [Fact]
    public void What_got_worse_is_told_at_once_and_what_was_withheld_of_the_legs_before_it()
    {
        var returned = Released with { Kind = EventKind.LegReturned };
        var relocated = Released with { Kind = EventKind.Relocated };
        var throttle = ReportThrottle.New.Happened(Released, Hour, At(0), out _).Happened(returned, Hour, At(300), out _).Happened(relocated, Hour, At(400), out _)
            .Happened(relocated, Hour, At(500), out _).Happened(returned, Hour, At(600), out _);

        throttle = throttle.Happened(Released, Hour, At(3700), out var due);

        due.Should().Equal(new DueReport(returned, 1), new DueReport(Released, 1));
        throttle.TakeDue(Hour, At(4000), out var later);
        later.Should().Equal(new DueReport(relocated, 1));
    }

    [Fact]
    public void Good_news_wait_for_the_bad_that_is_withheld()
    {
        var returned = Released with { Kind = EventKind.LegReturned };
        var throttle = ReportThrottle.New.Happened(Released, Hour, At(0), out _).Happened(Released, Hour, At(10), out _);

        throttle = throttle.Happened(returned, Hour, At(20), out var due);

        due.Should().BeEmpty();
        throttle.TakeDue(Hour, At(3600), out var both);
        both.Should().Equal(new DueReport(Released, 1), new DueReport(returned, 1));
    }

    [Fact]
    public void Without_an_interval_each_is_told()
    {
        var throttle = ReportThrottle.New;
        for (var second = 0; second < 5; second++)
        {
            throttle = throttle.Happened(Released, TimeSpan.Zero, At(second), out var due);
            due.Should().ContainSingle();
        }
    }

    /// <summary>Whatever happens when: each is told, alone or counted; no two of a kind within an interval unless it got worse; and never what is older than what was told.</summary>
    [Fact]
    public void Nothing_is_lost_told_twice_or_told_out_of_order_in_random_runs()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var throttle = ReportThrottle.New;
            var listener = new Listener();
            var now = 0;
            for (var step = 0; step < 300; step++)
            {
                now += random.Next(200);
                throttle = throttle.TakeDue(Hour, At(now), out var due);
                listener.Hear(due, At(now));
                var next = new ReportKey((EventKind)random.Next(1, 6), $"vg/{random.Next(3)}", "");
                var isNewlyWorse = next.TellsWorse && listener.IsOwedNothingOf(next) && listener.HasNotHeardOf(next, At(now));
                listener.Happens(next, step);
                throttle = throttle.Happened(next, Hour, At(now), out due);
                (isNewlyWorse && !due.Contains(new DueReport(next, 1))).Should().BeFalse("seed {0}, step {1}", seed, step);
                listener.Hear(due, At(now), worse: due.Count > 0 && next.TellsWorse ? next : null);
            }
            throttle.TakeDue(Hour, At(now + 3600), out var rest);
            listener.Hear(rest, At(now + 3600));

            listener.IsOwedNothing.Should().BeTrue("seed {0}", seed);
        }
    }

    /// <summary>Hears what is told, in the order in which it happened last, and complains.</summary>
    private sealed class Listener
    {
        private readonly Dictionary<ReportKey, int> _owed = [];
        private readonly Dictionary<ReportKey, int> _lastHappened = [];
        private readonly Dictionary<ReportKey, Instant> _lastHeard = [];
        private readonly Dictionary<string, int> _newestHeard = [];

        internal bool IsOwedNothing => _owed.Values.All(count => count == 0);

        internal bool IsOwedNothingOf(ReportKey key) => _owed.GetValueOrDefault(key) == 0;

        internal bool HasNotHeardOf(ReportKey key, Instant now) => !_lastHeard.TryGetValue(key, out var at) || now - at >= Hour;

        internal void Happens(ReportKey key, int step)
        {
            _owed[key] = _owed.GetValueOrDefault(key) + 1;
            _lastHappened[key] = step;
        }

        /// <param name="due">What is told.</param>
        /// <param name="now">When.</param>
        /// <param name="worse">What got worse just now.</param>
        internal void Hear(IReadOnlyList<DueReport> due, Instant now, ReportKey? worse = null)
        {
            foreach (var (key, count) in due.OrderBy(report => _lastHappened[report.Key]))
            {
                _owed[key] -= count;
                var isBeforeWorse = worse is not null && key != worse && key.TellsStanding && key.Volume == worse.Volume;
                (isBeforeWorse || HasNotHeardOf(key, now)).Should().BeTrue("{0} was told within an interval", key);
                _lastHeard[key] = now;
                if (!key.TellsStanding)
                    continue;
                _lastHappened[key].Should().BeGreaterThan(_newestHeard.GetValueOrDefault(key.Volume, -1), "{0} is told after what happened later", key);
                _newestHeard[key.Volume] = _lastHappened[key];
            }
        }
    }

    private static Instant At(int seconds) => new(seconds * 1000L);
}
