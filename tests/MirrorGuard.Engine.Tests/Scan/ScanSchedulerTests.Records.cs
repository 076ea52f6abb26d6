using System;
using System.Linq;

using FluentAssertions;

using Xunit;

namespace MirrorGuard.Engine.Tests.Scan;

/// <content>What is kept for after a restart.</content>
public sealed partial class ScanSchedulerTests
{
    [Fact]
    public void Where_nothing_can_be_kept_or_no_reader_starts_that_is_said_once()
    {
        _world.World.IsBroken = true;
        _world.Register();
        _world.StartAll();

        _world.RunFor(TimeSpan.FromMinutes(5));

        _world.Said("there is no process to read the legs with (a test has none)").Should().ContainSingle();
        _world.Said("cannot be kept in /var/lib/mirrorguard").Should().ContainSingle();
    }

    [Fact]
    public void A_scan_goes_on_where_it_was_when_the_volume_is_registered_anew()
    {
        _world.Settings.Scan = _world.Settings.Scan with { Bandwidth = new(16 * 1024) };
        var device = _world.Register();
        _world.StartAll();
        _world.RunFor(TimeSpan.FromSeconds(2));

        device.Retire();
        _world.Register();
        _world.RunFor(TimeSpan.FromSeconds(34));

        _world.Said("the scan has read").Should().ContainSingle();
        _world.World.Requests.Sum(request => (long)request.Range.Length.Count).Should().BeInRange((long)ScanFixture.Sectors, (long)ScanFixture.Sectors + 2048);
    }

    [Fact]
    public void A_volume_that_was_linear_in_between_is_read_from_its_beginning_though_its_legs_have_the_numbers_of_before()
    {
        _world.Settings.Scan = _world.Settings.Scan with { Bandwidth = new(16 * 1024) };
        _world.Register();
        _world.StartAll();
        _world.RunFor(TimeSpan.FromSeconds(2));

        _world.BecomesLinear();
        _world.RunFor(TimeSpan.FromMinutes(2));
        _world.Becomes(DeviceFixture.InSync);
        _world.Kernel.Generation = 1;
        _world.World.Requests.Clear();
        _world.RunFor(TimeSpan.FromMinutes(3));

        _world.World.Requests.Sum(request => (long)request.Range.Length.Count).Should().BeInRange((long)ScanFixture.Sectors, (long)ScanFixture.Sectors + 2048);
        _world.Said("the scan has read 64 MiB on each of 2 legs").Should().ContainSingle();
    }

    [Fact]
    public void A_place_that_was_still_watched_as_the_volume_was_registered_anew_is_found_all_the_same()
    {
        _world.World.Answer = request => SimulatedScanWorld.Same(request) with { Differences = Differing(request, 2048, 8) };
        var device = _world.Register();
        _world.StartAll();
        _world.RunFor(TimeSpan.FromSeconds(5));

        device.Retire();
        _world.Register();
        _world.RunFor(TimeSpan.FromSeconds(60));

        _world.Said("do not hold the same").Should().ContainSingle();
        _world.Said("1 place where legs differ (8 sectors)").Should().ContainSingle();
    }

    [Fact]
    public void A_damaged_record_is_set_aside_and_said()
    {
        var device = _world.Register();
        _world.StartAll();
        _world.RunFor(TimeSpan.FromSeconds(5));
        device.Retire();
        _world.RunFor(TimeSpan.FromSeconds(1));

        _world.World.Records["LVM-lv"][20] ^= 1;
        _world.Register();
        _world.RunFor(TimeSpan.FromSeconds(1));

        _world.World.SetAsideRecords.Should().ContainSingle();
        _world.Said("is damaged").Should().ContainSingle();
    }
}
