using System;

using FluentAssertions;

using MirrorGuard.Core.Scan;
using MirrorGuard.Core.Settings;
using MirrorGuard.Core.Time;

using Xunit;

namespace MirrorGuard.Core.Tests.Scan;

public sealed class DiskTurnsTests
{
    private static readonly string[] A = ["a"];
    private static readonly string[] B = ["b"];
    private static readonly string[] AandB = ["a", "b"];
    private static readonly Bandwidth Ceiling = new(1024);
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(5);

    private readonly DiskTurns _turns = new();
    private Instant _now = new(1_000_000);

    [Fact]
    public void Who_wants_the_disk_again_at_once_gives_way_to_who_waits()
    {
        Takes("busy", A).Should().BeTrue();
        Takes("patient", A).Should().BeFalse();

        _now += Moment;
        Gives("busy");
        Takes("busy", A).Should().BeFalse();
        _now += Moment;
        Takes("patient", A).Should().BeTrue();

        Gives("patient");
        Takes("busy", A).Should().BeTrue();
    }

    [Fact]
    public void What_was_read_of_a_disk_is_counted_for_all_volumes_together()
    {
        Takes("one", A).Should().BeTrue();
        _turns.Give("one", new Sectors(1024), Ceiling);
        _now += TimeSpan.FromSeconds(1);
        Takes("both", AandB).Should().BeTrue();
        _turns.Give("both", new Sectors(2048), Ceiling);

        _turns.ReadOf("a").Should().Be(new Sectors(3072));
        _turns.ReadOf("b").Should().Be(new Sectors(2048));
        _turns.ReadOf("never").Should().Be(default(Sectors));
    }

    [Fact]
    public void Who_has_given_up_keeps_nobody_waiting()
    {
        Takes("busy", A).Should().BeTrue();
        Takes("gone", A).Should().BeFalse();
        Takes("ended", A).Should().BeFalse();
        _turns.Forget("ended");

        Gives("busy");
        _now += TimeSpan.FromSeconds(1);
        Takes("busy", A).Should().BeTrue();
    }

    [Fact]
    public void Two_that_wait_for_disks_of_each_other_do_not_wait_for_ever()
    {
        Takes("a", A).Should().BeTrue();
        Takes("b", B).Should().BeTrue();
        Takes("both", AandB).Should().BeFalse();
        _now += Moment;
        Takes("other", AandB).Should().BeFalse();

        Gives("a");
        Takes("a", A).Should().BeFalse("another is next");
        Gives("b");

        Takes("other", AandB).Should().BeFalse("it came later");
        Takes("both", AandB).Should().BeTrue();
        Gives("both");
        Takes("other", AandB).Should().BeTrue();
    }

    private bool Takes(string volume, string[] disks) => _turns.Take(volume, disks, _now) is null;

    private void Gives(string volume) => _turns.Give(volume, new Sectors(0), Ceiling);
}
