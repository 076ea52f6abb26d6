using System;
using System.Collections.Generic;
using System.Linq;

using FluentAssertions;

using MirrorGuard.Core.Time;

using Xunit;

namespace MirrorGuard.Core.Tests.Time;

public sealed class SlidingWindowTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly Instant Start = new(1_000_000);

    [Fact]
    public void A_new_window_is_empty() => new SlidingWindow(Minute, 3).CountAt(Start).Should().Be(0);

    [Fact]
    public void A_moment_counts_for_the_length_of_the_window_and_no_longer()
    {
        var window = new SlidingWindow(Minute, 3).With(Start);

        window.CountAt(Start).Should().Be(1);
        window.CountAt(Start + (Minute - TimeSpan.FromMilliseconds(1))).Should().Be(1);
        window.CountAt(Start + Minute).Should().Be(0);
    }

    [Fact]
    public void Nothing_latches()
    {
        var window = new SlidingWindow(Minute, 3).With(Start).With(Start).With(Start).With(Start);

        window.CountAt(Start + Minute).Should().Be(0);
        window.With(Start + Minute).CountAt(Start + Minute).Should().Be(1);
    }

    [Fact]
    public void More_than_the_capacity_forgets_the_oldest()
    {
        var window = new SlidingWindow(Minute, 2).With(Start).With(Start + TimeSpan.FromSeconds(10)).With(Start + TimeSpan.FromSeconds(20));

        window.CountAt(Start + TimeSpan.FromSeconds(20)).Should().Be(2);
        window.CountAt(Start + TimeSpan.FromSeconds(70)).Should().Be(1);
    }

    [Fact]
    public void What_happens_leaves_the_window_before_as_it_was()
    {
        var before = new SlidingWindow(Minute, 3).With(Start);

        _ = before.With(Start);

        before.CountAt(Start).Should().Be(1);
    }

    [Fact]
    public void A_changed_length_and_capacity_keep_what_fits()
    {
        var window = new SlidingWindow(Minute, 3).With(Start).With(Start + TimeSpan.FromSeconds(40)).With(Start + TimeSpan.FromSeconds(50));
        var now = Start + TimeSpan.FromSeconds(55);

        window.Resized(TimeSpan.FromSeconds(20), 3).CountAt(now).Should().Be(2);
        window.Resized(Minute, 1).CountAt(now).Should().Be(1);
        window.Resized(Minute, 8).CountAt(now).Should().Be(3);
    }

    [Fact]
    public void Windows_with_the_same_moments_are_equal()
    {
        var window = new SlidingWindow(Minute, 3).With(Start);

        window.Should().Be(new SlidingWindow(Minute, 3).With(Start));
        window.GetHashCode().Should().Be(new SlidingWindow(Minute, 3).With(Start).GetHashCode());
        window.Should().NotBe(new SlidingWindow(Minute, 3).With(Start + Minute));
        window.Should().NotBe(new SlidingWindow(Minute, 4).With(Start));
        window.Should().NotBe(new SlidingWindow(2 * Minute, 3).With(Start));
        window.Equals((object?)null).Should().BeFalse();
    }

    [Fact]
    public void Arguments_out_of_range_are_bugs()
    {
        ((Action)(() => _ = new SlidingWindow(TimeSpan.Zero, 1))).Should().Throw<InvalidOperationException>();
        ((Action)(() => _ = new SlidingWindow(Minute, 0))).Should().Throw<InvalidOperationException>();
        ((Action)(() => _ = new SlidingWindow(Minute, SlidingWindow.MaxCapacity + 1))).Should().Throw<InvalidOperationException>();
        ((Action)(() => new SlidingWindow(Minute, 2).With(Start + Minute).With(Start))).Should().Throw<InvalidOperationException>();
    }

    [Fact]
    public void It_counts_as_a_plain_list_of_all_moments_does()
    {
        for (var seed = 1; seed <= 500; seed++)
        {
            var random = new Random(seed);
            var capacity = random.Next(1, 12);
            var window = new SlidingWindow(TimeSpan.FromSeconds(random.Next(1, 30)), capacity);
            var moments = new List<Instant>();
            var now = Start;
            for (var step = 0; step < 100; step++)
            {
                now += TimeSpan.FromSeconds(random.Next(6));
                if (random.Next(2) == 0)
                {
                    moments.Add(now);
                    window = window.With(now);
                }

                var expected = Math.Min(capacity, moments.Count(moment => moment + window.Length > now));
                window.CountAt(now).Should().Be(expected, "in seed {0}, step {1}", seed, step);
            }
        }
    }
}
