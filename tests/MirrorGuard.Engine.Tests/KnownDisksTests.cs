using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

using FluentAssertions;

using MirrorGuard.Core.Naming;
using MirrorGuard.Core.Settings;
using MirrorGuard.Core.Status;
using MirrorGuard.Core.Steps;
using MirrorGuard.Engine.Ports;
using MirrorGuard.Engine.Reattach;
using MirrorGuard.Engine.Tests.Ports;

using Xunit;

namespace MirrorGuard.Engine.Tests;

/// <summary>Which disk a leg lies on is known for as long as it is that leg.</summary>
public sealed class KnownDisksTests
{
    private const string InSync = "2 254:1 254:2 32/32 1 AA 1 core";
    private const string PrimaryDead = "2 254:1 254:2 32/32 1 DA 1 core";
    private const string FillFailed = "2 254:1 254:2 3/32 1 AS 1 core";

    private readonly DeviceIdentity _identity = new("vg-lv", $"LVM-{new string('g', PvUuid.Length)}{new string('v', PvUuid.Length)}");
    private readonly SimulatedDeviceMapper _kernel = new();
    private readonly SimulatedLvm _lvm = new();
    private readonly SimulatedLvmCommands _commands = new();
    private readonly MemoryStore _store = new();
    private readonly ManualClock _clock = new();
    private readonly RecordingLog _log = new();
    private readonly Supervision _supervision;
    private readonly Reattachments _reattachments;
    private readonly MonitoredDevice _device;
    private int _firstDisk = 1;

    public KnownDisksTests()
    {
        _kernel.Set(_identity, InSync);
        _kernel.OnTable = FillTable;
        _kernel.OnPart = (device, table) => table.Set(device, 131072, "linear"u8, Encoding.ASCII.GetBytes($"8:{DiskOf(device)} 2048"), isAnotherReady: false);
        var settings = new FixedSettings(new FaultSettings());
        _reattachments = new Reattachments(_commands, _store, settings, new RecordingLog(), _clock);
        _supervision = new Supervision(_clock) { Reattachments = _reattachments };
        var ports = new EnginePorts(_kernel, new IdentifyingHelpers(), _lvm, _store, settings, _log, _clock);
        _device = new MonitoredDevice(1, _identity, new VolumeName("vg", "lv"), ports, _supervision);
        _device.Register(new DeviceStatus());
    }

    /// <summary>LVM repairs within dmeventd, which registers nothing; and when it makes a leg later, the volume is still registered.</summary>
    [Fact]
    public void A_volume_that_is_mirrored_again_the_other_way_round_loses_its_new_primary()
    {
        Attend();
        LosePrimary();
        Awaited().Should().Be(1);

        _firstDisk = 2;
        Event(InSync);
        Attend();
        _reattachments.Abandon();
        LosePrimary();

        Awaited().Should().Be(2);
    }

    [Fact]
    public void Before_the_new_legs_disks_were_seen_none_is_known()
    {
        Attend();
        LosePrimary();
        _reattachments.Abandon();

        _firstDisk = 2;
        LosePrimary();

        Awaited().Should().BeNull();
    }

    [Fact]
    public void After_a_repair_that_changed_nothing_they_are_known_as_before()
    {
        Attend();
        _lvm.OnRepair = _ => true;
        Event(PrimaryDead);
        Work();
        _reattachments.Abandon();

        _clock.Advance(TimeSpan.FromMinutes(1));
        LosePrimary();

        Awaited().Should().Be(1);
    }

    [Fact]
    public void A_leg_that_fails_while_it_is_filled_again_is_waited_for()
    {
        Attend();
        LosePrimary();
        _log.Take();

        _firstDisk = 2;
        Event(FillFailed);

        _log.Take().Should().Contain(line => line.Contains("the copy is restarted as soon as the leg", StringComparison.Ordinal));
    }

    private void FillTable(TableText table)
    {
        if (_kernel.StatusOf(_identity).Mirrors.Length > 0)
            table.Set(new DeviceNumber(254, 9), 131072, "mirror"u8, "core 1 4096 2 254:1 0 254:2 0 1 handle_errors"u8, isAnotherReady: false);
        else
            table.Set(new DeviceNumber(254, 9), 131072, "linear"u8, "8:2 2048"u8, isAnotherReady: false);
    }

    private int DiskOf(DeviceNumber image) => image.Minor == 1 ? _firstDisk : 3 - _firstDisk;

    private void Event(string status)
    {
        _kernel.Set(_identity, status);
        _device.HandleEvent(_kernel.StatusOf(_identity));
    }

    private void LosePrimary()
    {
        _lvm.OnRepair = _ =>
        {
            _kernel.Set(_identity);
            return true;
        };
        Event(PrimaryDead);
        Work();
    }

    private void Work()
    {
        while (_supervision.Worker.TakeDue() is { } due)
            due.Work();
        Attend();
        _reattachments.Attend();
    }

    private void Attend()
    {
        for (var tenth = 0; tenth < 10; tenth++)
        {
            _clock.Advance(TimeSpan.FromSeconds(0.1));
            _supervision.Attendant.TakeDue()?.Attend();
        }
    }

    /// <summary>The number of the disk whose leg is to be put back; null for none.</summary>
    private int? Awaited() => ReattachRecord.Read(_store.Records.GetValueOrDefault("reattach") ?? []) is [var (leg, _)]
        ? int.Parse(leg.Disk.Uuid.ToString()[..1], CultureInfo.InvariantCulture)
        : null;
}
