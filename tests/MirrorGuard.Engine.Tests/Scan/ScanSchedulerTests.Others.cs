using System;
using System.Linq;

using FluentAssertions;

using MirrorGuard.Core.Scan;

using Xunit;

namespace MirrorGuard.Engine.Tests.Scan;

/// <content>Other volumes, and others who use the disks.</content>
public sealed partial class ScanSchedulerTests
{
    /// <summary>Somebody waits for disks all the time, or the kernel does not say. At its pace the pass takes half a minute.</summary>
    [Theory]
    [InlineData(true, 0L, 0, 1, "others wait for other disks")]
    [InlineData(true, 1000L, 0, 0, "others wait for these disks")]
    [InlineData(false, 1000L, 50, 1, "they are written to a little")]
    [InlineData(false, 1000L, 400, 0, "they are written to much of the time")]
    public void Room_is_made_for_who_uses_the_disks(bool isWaiting, long movedPerSecond, int writingPerSecond, int finished, string because)
    {
        _world.Settings.Scan = _world.Settings.Scan with { Bandwidth = new(2048) };
        _world.World.Moved["254:1"] = _world.World.Moved["254:2"] = 0;
        _world.World.Answer = request =>
        {
            foreach (var leg in request.Legs)
                _world.World.Moved[leg.ToString()] += (long)request.Range.Length.Count;
            return SimulatedScanWorld.Same(request) with { Elapsed = TimeSpan.FromMilliseconds(10) };
        };
        _world.Register();
        _world.StartAll();

        for (var second = 0; second < 60; second++)
        {
            _world.World.DiskWaits = isWaiting ? TimeSpan.FromSeconds(1000 + second) : null;
            _world.World.Writing += TimeSpan.FromMilliseconds(writingPerSecond);
            _world.World.Moved["254:1"] += movedPerSecond;
            _world.RunFor(TimeSpan.FromSeconds(1));
        }

        _world.Said("the scan has read").Should().HaveCount(finished, because);
    }

    [Fact]
    public void While_lvm_is_at_work_it_waits()
    {
        _world.World.Answer = request => SimulatedScanWorld.Same(request) with { Outcome = CompareOutcome.Refused };
        _world.Register();
        _world.StartAll();
        _world.RunFor(TimeSpan.FromSeconds(20));
        _world.World.Requests.Count.Should().BeInRange(2, 10, "with growing pauses");

        _world.World.Answer = SimulatedScanWorld.Same;
        _world.RunFor(TimeSpan.FromSeconds(60));
        _world.Said("the scan has read").Should().ContainSingle();
    }

    [Fact]
    public void Two_volumes_on_one_disk_are_read_by_turns_and_no_faster_than_one()
    {
        _world.Settings.Scan = _world.Settings.Scan with { Bandwidth = new(16 * 1024) };
        _world.Register("lv");
        _world.Register("other");
        _world.StartAll();

        _world.RunFor(TimeSpan.FromSeconds(4));

        var read = _world.World.Requests.Sum(request => (long)request.Range.Length.Count) / 2048.0;
        read.Should().BeApproximately(4 * 16, 5, "16 MiB/s of each disk for four seconds");
    }
}
