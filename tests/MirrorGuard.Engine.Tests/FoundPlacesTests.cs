using System;
using System.Collections.Generic;
using System.Linq;

using FluentAssertions;

using MirrorGuard.Core;
using MirrorGuard.Core.Naming;
using MirrorGuard.Core.Settings;
using MirrorGuard.Core.Status;
using MirrorGuard.Engine.Ports;
using MirrorGuard.Engine.Tests.Ports;

using Xunit;

namespace MirrorGuard.Engine.Tests;

/// <summary>From what the scan could not read to what became of it.</summary>
public sealed partial class FoundPlacesTests
{
    private const string Sound = "2 254:1 254:2 32/32 1 AA 3 disk 254:0 A";
    private const string FirstLegUnreadable = "2 254:1 254:2 32/32 1 RA 3 disk 254:0 A";
    private const ulong Length = 32768;

    private static readonly DeviceNumber First = new(254, 1);
    private static readonly DeviceNumber Second = new(254, 2);

    private readonly DeviceIdentity _identity = new("vg-lv", "LVM-1");
    private readonly SimulatedDeviceMapper _kernel = new();
    private readonly LegsWithBadSectors _legs = new();
    private readonly RecordingLog _log = new();
    private readonly ManualClock _clock = new();

    [Fact]
    public void A_place_is_narrowed_down_to_the_sector_and_rewritten_and_nothing_else_is_read_or_loaded()
    {
        _legs.Bad.Add((Second, 5003));
        var device = Monitored();

        device.RelocateFound([Place(Second, 4096, 1024)]).Should().Be(PlacesAnswer.Begun);
        Pass(device);

        Results(device).Should().Equal(new PlaceResult(Place(Second, 4096, 1024), PlaceOutcome.Healed));
        _legs.Copies.Should().Equal((Second, Range(5003, 1)));
        _legs.Reads.Should().OnlyContain(read => read.Leg == Second && read.Range.Start.Count >= 4096 && read.Range.End.Count <= 5120);
        _legs.Loads.Should().Be(0);
        _log.Lines.Should().Equal(
            "Warning vg/lv: the scan found places that cannot be read; they are rewritten from another leg. Nothing has to be done by hand.",
            "Notice vg/lv: 1 unreadable sector at sector 5003 (2.443 MiB) on lv_mimage_2 (/dev/sdc) was rewritten from lv_mimage_1 (/dev/sdb) "
                + "and can be read again; writes waited 7 ms.",
            "Notice vg/lv: what the scan could not read can be read again.");
    }

    [Fact]
    public void What_became_of_them_is_told_once_and_not_before_the_end()
    {
        _legs.Bad.Add((First, 0));
        var device = Monitored();
        device.RelocateFound([Place(First, 0, 8)]);

        device.TryTakeRelocated(out _).Should().BeFalse();
        Pass(device);

        device.TryTakeRelocated(out _).Should().BeTrue();
        device.TryTakeRelocated(out _).Should().BeFalse();
    }

    [Fact]
    public void Places_on_several_legs_are_each_told_what_became_of_them()
    {
        _legs.Bad.Add((First, 7));
        _legs.Bad.Add((First, 100));
        _legs.Bad.Add((Second, 100));
        _legs.Bad.Add((Second, Length - 1));
        var device = Monitored();

        device.RelocateFound([Place(First, 0, 64), Place(First, 64, 64), Place(Second, Length - 7, 7), Place(First, 256, 8)]);
        Pass(device);

        Results(device).Select(result => result.Outcome).Should().Equal(PlaceOutcome.Healed, PlaceOutcome.Lost, PlaceOutcome.Healed, PlaceOutcome.Healed);
        _log.Lines.Should().Contain(line => line.StartsWith("Error vg/lv: NEEDS A PERSON: the places named above", StringComparison.Ordinal));
        _legs.Bad.Should().BeEquivalentTo([(First, 100UL), (Second, 100UL)]);
    }

    [Theory]
    [InlineData(254, 7, 0, 8)]
    [InlineData(254, 1, Length, 8)]
    [InlineData(254, 1, Length - 4, 8)]
    [InlineData(254, 1, 8, 0)]
    [InlineData(254, 1, ulong.MaxValue, 8)]
    public void Places_that_the_volume_has_not_got_any_more_are_let_alone(uint major, uint minor, ulong start, ulong length)
    {
        var device = Monitored();

        device.RelocateFound([Place(First, 0, 8), new FoundPlace(new DeviceNumber(major, minor), Range(start, length))]).Should().Be(PlacesAnswer.NotNow);
        Pass(device);

        _legs.Reads.Should().BeEmpty();
        _log.Lines.Should().BeEmpty();
    }

    [Fact]
    public void While_places_are_searched_no_others_are_taken()
    {
        var device = Monitored();
        device.RelocateFound([Place(First, 0, 8)]).Should().Be(PlacesAnswer.Begun);

        device.RelocateFound([Place(Second, 0, 8)]).Should().Be(PlacesAnswer.NotNow);
    }

    [Fact]
    public void More_places_than_are_taken_at_a_time_are_a_bug()
    {
        var device = Monitored();

        var handingOver = () => device.RelocateFound([.. Enumerable.Repeat(Place(First, 0, 8), MonitoredDevice.MaxFoundPlaces + 1)]);

        handingOver.Should().Throw<InvalidOperationException>();
    }

    [Fact]
    public void Where_nothing_is_to_be_rewritten_each_place_is_named()
    {
        var device = Monitored(new FaultSettings { IsRelocateEnabled = false });

        device.RelocateFound([Place(Second, 4096, 1024)]).Should().Be(PlacesAnswer.OnlyReported);

        _log.Lines.Should().HaveCount(2);
        _log.Lines[^1].Should().Be("Warning vg/lv: lv_mimage_2 (/dev/sdc) cannot be read somewhere in the 1024 sectors from sector 4096 (2 MiB).");
        _legs.Reads.Should().BeEmpty();
    }

    [Fact]
    public void A_read_error_of_the_kernel_has_all_legs_searched_and_the_scan_told_that_its_places_were_not()
    {
        var device = Monitored();
        device.RelocateFound([Place(Second, 4096, 1024)]);

        _kernel.Set(_identity, FirstLegUnreadable);
        device.HandleEvent(_kernel.StatusOf(_identity));

        Results(device).Should().Equal(new PlaceResult(Place(Second, 4096, 1024), PlaceOutcome.NotNow));
        Pass(device);
        _legs.Reads.Where(read => read.Leg == First).Sum(read => (long)read.Range.Length.Count).Should().Be((long)Length);
        _legs.Reads.Where(read => read.Leg == Second).Sum(read => (long)read.Range.Length.Count).Should().Be((long)Length);
    }

    [Fact]
    public void Two_hundred_places_in_a_row_are_handled_as_fast_as_they_come()
    {
        var device = Monitored(new FaultSettings { Relocations = 1000 });
        var began = _clock.Now;

        for (var place = 0UL; place < 200; place++)
        {
            _legs.Bad.Add((Second, place * 128));
            device.RelocateFound([Place(Second, place * 128, 64)]).Should().Be(PlacesAnswer.Begun);
            for (var looks = 0; !device.TryTakeRelocated(out _); looks++)
            {
                looks.Should().BeLessThan(100);
                _clock.Advance(TimeSpan.FromMilliseconds(10));
                device.Attend();
            }
        }

        _legs.Bad.Should().BeEmpty();
        (_clock.Now - began).Should().BeLessThan(TimeSpan.FromSeconds(200));
    }

    [Fact]
    public void A_registration_that_ends_lets_the_scan_know()
    {
        var device = Monitored();
        device.RelocateFound([Place(First, 0, 8)]);

        device.Retire();

        Results(device).Single().Outcome.Should().Be(PlaceOutcome.NotNow);
        device.RelocateFound([Place(First, 0, 8)]).Should().Be(PlacesAnswer.NotNow);
    }

    private MonitoredDevice Monitored(FaultSettings? settings = null)
    {
        _kernel.Set(_identity, Sound);
        _kernel.OnTable = table => table.Set(new(254, 6), Length, "mirror"u8, "disk 2 254:0 1024 2 254:1 0 254:2 0 1 handle_errors"u8);
        _kernel.OnPart = (part, table) => table.Set(part, Length, "linear"u8, "8:16 2048"u8);
        var ports = new EnginePorts(
            _kernel, _legs, new SimulatedLvm(), new MemoryStore(), new FixedSettings(settings ?? new FaultSettings()), _log, _clock);
        var device = new MonitoredDevice(1, _identity, new VolumeName("vg", "lv"), ports, new Supervision(_clock));
        device.Register(new DeviceStatus());
        Pass(device);
        _log.Take();
        return device;
    }

    /// <summary>Time enough for any search here.</summary>
    private void Pass(MonitoredDevice device)
    {
        for (var turn = 0; turn < 200; turn++)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(10));
            device.Attend();
        }
    }

    private static IReadOnlyList<PlaceResult> Results(MonitoredDevice device)
    {
        device.TryTakeRelocated(out var results).Should().BeTrue();
        return results!;
    }

    private static FoundPlace Place(DeviceNumber leg, ulong start, ulong length) => new(leg, Range(start, length));

    private static SectorRange Range(ulong start, ulong length) => new(new Sectors(start), new Sectors(length));
}
