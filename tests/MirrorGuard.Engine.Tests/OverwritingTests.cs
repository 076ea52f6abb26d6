using System;
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

/// <summary>From a place where legs differ to one where they do not.</summary>
public sealed class OverwritingTests
{
    private const string Sound = "2 254:1 254:2 32/32 1 AA 3 disk 254:0 A";
    private const string File = "/var/lib/mirrorguard/overwritten/vg-lv.leg1.5000";
    private const ulong Length = 32768;
    private const int ENOSPC = 28;

    private static readonly DeviceNumber First = new(254, 1);
    private static readonly DeviceNumber Second = new(254, 2);

    private readonly DeviceIdentity _identity = new("vg-lv", "LVM-1");
    private readonly SimulatedDeviceMapper _kernel = new();
    private readonly LegsWithBadSectors _legs = new();
    private readonly RecordingLog _log = new();
    private readonly ManualClock _clock = new();

    [Fact]
    public void What_the_leg_holds_is_kept_and_overwritten_and_a_person_is_told_how_it_comes_back()
    {
        _legs.Contents[(Second, 5003)] = 7;
        var device = Monitored();

        Overwrite(device).Should().Be(PlaceOutcome.Healed);

        _legs.Copies.Should().Equal((Second, Range));
        _legs.Contents[(Second, 5003)].Should().Be(0);
        _legs.Kept.Should().Equal(File);
        _legs.Loads.Should().Be(0);
        _log.Lines.Should().ContainSingle().Which.Should().Be(
            "Warning vg/lv: 8 sectors at sector 5000 (2.441 MiB) on lv_mimage_2 (/dev/sdc) held something else than lv_mimage_1 (/dev/sdb), and now "
            + "holds the same, as scan/mismatch = \"resync\" has it; writes waited 7 ms. What was there before is kept in "
            + $"{File}. Should that be the right one: take vg/lv out of use, then 'dd if={File} of=/dev/vg/lv seek=5000 conv=notrunc,fsync'.");
    }

    [Fact]
    public void Nothing_is_overwritten_that_was_written_since_it_was_kept()
    {
        _legs.Contents[(Second, 5003)] = 7;
        _legs.OnKept = () => _legs.Contents[(Second, 5004)] = 8;
        var device = Monitored();

        Overwrite(device).Should().Be(PlaceOutcome.HalfOverwritten);

        _legs.Copies.Should().BeEmpty();
        _legs.Kept.Should().Equal([File], "the kernel may copy over it by itself once the volume was suspended");
        _log.Lines.Should().ContainSingle().Which.Should().Contain("may have been overwritten");
    }

    [Fact]
    public void Where_the_legs_are_the_same_by_then_nothing_is_kept()
    {
        var device = Monitored();

        Overwrite(device).Should().Be(PlaceOutcome.Healed);

        _legs.Copies.Should().BeEmpty();
        _legs.Kept.Should().BeEmpty();
        _log.Lines.Should().BeEmpty();
    }

    [Fact]
    public void Nothing_is_overwritten_that_cannot_be_kept()
    {
        _legs.Contents[(Second, 5003)] = 7;
        _legs.FileError = ENOSPC;
        var device = Monitored();

        Overwrite(device).Should().Be(PlaceOutcome.NotKept);

        _legs.Copies.Should().BeEmpty();
    }

    [Fact]
    public void Nothing_is_overwritten_where_the_kernel_raised_an_event_while_it_was_kept()
    {
        _legs.Contents[(Second, 5003)] = 7;
        _legs.OnKept = () => _kernel.Set(_identity, "2 254:1 254:2 32/32 1 DA 3 disk 254:0 A");
        var device = Monitored();

        Overwrite(device).Should().Be(PlaceOutcome.NotNow);

        _legs.Copies.Should().BeEmpty();
        _legs.Kept.Should().BeEmpty();
    }

    [Fact]
    public void A_registration_that_ends_meanwhile_tells_what_is_kept()
    {
        _legs.Contents[(Second, 5003)] = 7;
        var device = Monitored();
        device.RelocateFound([Place]);
        device.Attend();
        _legs.IsSilent = true;
        for (var turn = 0; turn < 3; turn++)
            device.Attend();

        device.Retire();

        _legs.Kept.Should().Equal(File);
        _log.Lines.Should().ContainSingle().Which.Should().Match("Error vg/lv: 8 sectors*may have been overwritten*kept in*");
    }

    [Fact]
    public void A_disk_that_does_not_take_the_write_is_said_and_what_it_held_stays_kept()
    {
        _legs.Contents[(Second, 5003)] = 7;
        _legs.DoWritesFail = true;
        var device = Monitored();

        Overwrite(device).Should().Be(PlaceOutcome.HalfOverwritten);

        _legs.Kept.Should().Equal(File);
        _log.Lines.Should().ContainSingle().Which.Should().Match("Error vg/lv: 8 sectors*may have been overwritten*kept in*Check the disks*");
    }

    [Theory]
    [InlineData("2 254:1 254:2 32/32 1 DA 3 disk 254:0 A", "the source is dead")]
    [InlineData("2 254:1 254:2 31/32 1 AA 3 disk 254:0 A", "the kernel copies")]
    [InlineData("2 254:1 254:3 32/32 1 AA 3 disk 254:0 A", "it is another leg")]
    public void Nothing_is_begun_on_a_volume_that_is_not_whole(string status, string because)
    {
        _legs.Contents[(Second, 5003)] = 7;
        var device = Monitored();
        _kernel.Set(_identity, status);

        device.RelocateFound([Place]).Should().Be(PlacesAnswer.NotNow, because);
        Pass(device);

        _legs.Copies.Should().BeEmpty();
    }

    [Fact]
    public void Nothing_is_overwritten_by_who_only_observes()
    {
        var device = Monitored(new FaultSettings { Mode = FaultMode.Observe });

        device.RelocateFound([Place]).Should().Be(PlacesAnswer.NotNow);
    }

    [Fact]
    public void Overwriting_is_no_rewrite_of_unreadable_places_and_goes_on_without_that()
    {
        _legs.Contents[(Second, 5003)] = 7;
        var device = Monitored(new FaultSettings { IsRelocateEnabled = false, Relocations = 1 });

        for (var time = 0; time < 3; time++)
        {
            Overwrite(device).Should().Be(PlaceOutcome.Healed);
            _legs.Contents[(Second, 5003)] = 7;
        }

        _legs.Copies.Should().HaveCount(3);
    }

    private static SectorRange Range => new(new Sectors(5000), new Sectors(8));

    private static FoundPlace Place => new(Second, Range, new Overwriting(First, File));

    private PlaceOutcome Overwrite(MonitoredDevice device)
    {
        device.RelocateFound([Place]).Should().Be(PlacesAnswer.Begun);
        Pass(device);
        device.TryTakeRelocated(out var results).Should().BeTrue();
        return results!.Single().Outcome;
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

    /// <summary>Time enough for any program here.</summary>
    private void Pass(MonitoredDevice device)
    {
        for (var turn = 0; turn < 200; turn++)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(10));
            device.Attend();
        }
    }
}
