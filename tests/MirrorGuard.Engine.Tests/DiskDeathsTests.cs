using System;
using System.Text;
using FluentAssertions;
using MirrorGuard.Core.Steps;
using MirrorGuard.Core.Time;
using Xunit;

namespace MirrorGuard.Engine.Tests;

public sealed class DiskDeathsTests
{
    private readonly DiskDeaths _deaths = new();
    private Instant _now = new(5000);

    [Fact]
    public void One_disk_dies_alone_however_many_volumes_see_it()
    {
        Dies('a').Should().Be(0);
        Dies('a').Should().Be(0);
    }

    [Fact]
    public void Disks_that_die_within_seconds_are_counted_together()
    {
        Dies('a');
        _now += TimeSpan.FromSeconds(6);
        Dies('b').Should().Be(1);
        _now += TimeSpan.FromSeconds(3);
        Dies('c').Should().Be(2);
        Dies('b').Should().Be(0, "that was said");
    }

    [Fact]
    public void Long_ago_is_not_together()
    {
        Dies('a');
        _now += DiskDeaths.Together + TimeSpan.FromMilliseconds(1);

        Dies('b').Should().Be(0);
    }

    [Fact]
    public void A_disk_without_a_label_is_not_known_from_another()
    {
        _deaths.Note(default, _now);

        Dies('a').Should().Be(0);
    }

    private int Dies(char name)
    {
        PvUuid.TryParse(Encoding.ASCII.GetBytes(new string(name, PvUuid.Length)), out var disk).Should().BeTrue();
        return _deaths.Note(disk, _now);
    }
}
