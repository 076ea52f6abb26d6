using System;
using System.Linq;
using System.Text;

using FluentAssertions;

using MirrorGuard.Core;
using MirrorGuard.Core.Control;
using MirrorGuard.Core.Scan;
using MirrorGuard.Core.Settings;
using MirrorGuard.Core.Status;

using Xunit;

namespace MirrorGuard.Engine.Tests.Scan;

public sealed partial class ScanSchedulerTests
{
    private readonly ScanFixture _world = new();

    [Fact]
    public void A_volume_is_read_from_its_beginning_to_its_end_and_that_is_said()
    {
        _world.Register();
        _world.StartAll();

        _world.RunFor(TimeSpan.FromSeconds(5));

        _world.World.Requests.Sum(request => (long)request.Range.Length.Count).Should().Be((long)ScanFixture.Sectors);
        _world.World.Requests[0].Legs.Should().Equal(new DeviceNumber(254, 1), new DeviceNumber(254, 2));
        _world.World.Requests[0].LockFile.Should().Be("/run/lock/lvm/V_vg");
        _world.Said("the scan has read 64 MiB on each of 2 legs").Should().ContainSingle().Which.Should().Contain("all legs hold the same");
        _world.World.Readers.Should().Be(0, "its reader has nothing more to do");
    }

    [Fact]
    public void Who_asks_is_told_of_the_end_within_a_second_of_it()
    {
        _world.Register();
        _world.StartAll();
        while (!_world.Said("the scan has read").Any())
            _world.RunFor(TimeSpan.FromMilliseconds(1));

        _world.RunFor(TimeSpan.FromSeconds(1));

        Encoding.UTF8.GetString(_world.Scheduler.Answer(new ControlRequest(ControlCommand.ScanStatus, null))).Should().Contain("\"state\":\"resting\"");
    }

    [Fact]
    public void What_differs_for_good_is_said_with_its_legs_and_disks()
    {
        _world.World.Answer = request => SimulatedScanWorld.Same(request) with { Differences = Differing(request, 2048, 8) };
        _world.Register();
        _world.StartAll();

        _world.RunFor(TimeSpan.FromSeconds(30));

        _world.Said("do not hold the same").Should().ContainSingle().Which.Should()
            .Contain("8 sectors at sector 2048 (1 MiB)").And.Contain("lv_mimage_1 (/dev/sdb) and lv_mimage_2 (/dev/sdc)").And.Contain("10 s");
        _world.Said("1 place where legs differ (8 sectors)").Should().ContainSingle();
    }

    [Fact]
    public void It_is_said_how_long_a_difference_has_lasted_where_the_kernel_lets_pages_wait_for_longer_than_was_asked_for()
    {
        _world.World.Answer = request => SimulatedScanWorld.Same(request) with { Differences = Differing(request, 2048, 8) };
        _world.World.LongestUnwritten = TimeSpan.FromSeconds(40);
        _world.Register();
        _world.StartAll();

        _world.RunFor(TimeSpan.FromSeconds(39));
        _world.Said("do not hold the same").Should().BeEmpty();

        _world.RunFor(TimeSpan.FromSeconds(10));
        _world.Said("do not hold the same").Should().ContainSingle().Which.Should().Contain("unchanged for 40 s");
    }

    [Fact]
    public void Pages_are_kept_stable_from_the_registration_on_and_again_when_another_table_may_have_undone_it()
    {
        _world.Register();

        _world.RunFor(TimeSpan.FromMilliseconds(1));
        _world.World.KeptStable.Should().ContainSingle().Which.Should().Be(new DeviceNumber(254, 0));

        _world.RunFor(TimeSpan.FromMinutes(5));
        _world.World.KeptStable.Should().HaveCountGreaterThan(2);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void Pages_are_left_alone_where_that_is_not_wanted(bool isScanned, bool areStable)
    {
        _world.Settings.Scan = _world.Settings.Scan with { IsEnabled = isScanned, ArePagesStable = areStable };
        _world.Register();

        _world.RunFor(TimeSpan.FromMinutes(5));

        _world.World.KeptStable.Should().BeEmpty();
    }

    [Fact]
    public void What_was_read_while_the_mirror_changed_means_nothing()
    {
        _world.Register();
        _world.StartAll();
        _world.World.Answer = request =>
        {
            _world.Becomes(DeviceFixture.SecondaryDead);
            return SimulatedScanWorld.Same(request) with { Differences = Differing(request, 0, 8) };
        };
        _world.RunFor(TimeSpan.FromSeconds(20));

        _world.World.Answer = SimulatedScanWorld.Same;
        _world.Becomes(DeviceFixture.InSync);
        _world.RunFor(TimeSpan.FromSeconds(60));

        _world.Said("do not hold the same").Should().BeEmpty();
        _world.World.Requests.Count(request => request.Range.Start.Count == 0).Should().Be(2, "it was read again");
    }

    [Fact]
    public void Nor_does_it_when_a_person_asked_in_between()
    {
        _world.Register();
        _world.StartAll();
        _world.World.Answer = _ => null;
        _world.RunFor(TimeSpan.FromSeconds(1));

        _world.RaisesEvents(1);
        _world.StartAll();
        _world.RunFor(TimeSpan.FromSeconds(1));
        var pieces = 0;
        _world.World.Answer = request => SimulatedScanWorld.Same(request) with { Differences = pieces++ == 0 ? Differing(request, 0, 8) : [] };
        _world.RunFor(TimeSpan.FromSeconds(20));

        _world.Said("the scan has read").Should().ContainSingle();
        _world.World.Requests.Count(request => request.Range is { Start.Count: 0, Length.Count: > 8 }).Should().Be(2, "what was read across the event does not count");
    }

    [Theory]
    [InlineData(DeviceFixture.Resyncing)]
    [InlineData(DeviceFixture.SecondaryDead)]
    [InlineData("2 254:1 254:2 32/32 1 RA 1 core")]
    public void Nothing_is_read_of_a_mirror_that_is_not_whole(string status)
    {
        _world.Register(status: status);
        _world.StartAll();

        _world.RunFor(TimeSpan.FromMinutes(1));

        _world.World.Requests.Should().BeEmpty();
    }

    [Fact]
    public void A_read_that_never_ends_is_left_to_its_process_and_not_followed_by_another_for_an_hour()
    {
        _world.World.Answer = _ => null;
        _world.Register();
        _world.StartAll();
        _world.RunFor(TimeSpan.FromMinutes(6));
        _world.Said("has not come back").Should().ContainSingle();

        _world.World.Answer = SimulatedScanWorld.Same;
        _world.RunFor(TimeSpan.FromMinutes(50));
        _world.World.Requests.Should().ContainSingle();

        _world.RunFor(TimeSpan.FromMinutes(15));
        _world.Said("the scan has read").Should().ContainSingle();
    }

    [Fact]
    public void Of_thousands_of_differences_a_few_are_said_and_all_are_counted()
    {
        _world.World.Answer = request => SimulatedScanWorld.Same(request) with
        {
            Differences = [.. Enumerable.Range(0, 100).Select(page => Differing(request, 16UL * (ulong)page, 8)).SelectMany(difference => difference)],
        };
        _world.Register();
        _world.StartAll();

        _world.RunFor(TimeSpan.FromMinutes(1));

        _world.Said("do not hold the same").Should().HaveCount(64);
        _world.Said("100 places where legs differ (800 sectors)").Should().ContainSingle();
    }

    [Fact]
    public void What_cannot_be_kept_is_not_overwritten_and_that_is_said_once()
    {
        _world.Settings.Scan = _world.Settings.Scan with { Mismatch = MismatchResponse.Resync };
        _world.World.RoomToKeep = 0;
        _world.World.Answer = request => SimulatedScanWorld.Same(request) with { Differences = [.. Differing(request, 2048, 8), .. Differing(request, 65536, 8)] };
        _world.Register();
        _world.StartAll();

        _world.RunFor(TimeSpan.FromMinutes(1));

        _world.Said("What lv_mimage_1 (/dev/sdb) holds is to be written over what the others hold").Should().HaveCount(2);
        _world.Said("only where what is overwritten can be kept").Should().ContainSingle();
        _world.Said("of the places named above").Should().NotBeEmpty();
    }

    private static LegDifference[] Differing(CompareRequest request, ulong start, ulong length) =>
        start < request.Range.Start.Count || start >= request.Range.End.Count
            ? []
            : [new LegDifference(new SectorRange(new Sectors(start), new Sectors(length)), [1, 2])];
}
