using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

using MirrorGuard.Core;
using MirrorGuard.Core.Explain;
using MirrorGuard.Core.Scan;
using MirrorGuard.Core.Status;
using MirrorGuard.Engine.Ports;

namespace MirrorGuard.Engine.Tests.Ports;

/// <summary>Devices whose status lines are set by hand; image N on disk sdX for each leg, by device number.</summary>
internal sealed class SimulatedDeviceMapper : IDeviceMapper
{
    private readonly Dictionary<string, Action<DeviceStatus>> _devices = [];

    /// <summary>Where a disk was changed: 254:4 is otherwise on /dev/sde.</summary>
    internal Dictionary<DeviceNumber, ComponentName> Names { get; } = [];

    /// <summary>Another one, another image under each number.</summary>
    internal int Generation { get; set; }

    internal int NameLookups { get; private set; }

    /// <summary>Happens after a status was read and before anybody has looked at it.</summary>
    internal Action<DeviceIdentity>? AfterRead { get; set; }

    /// <summary>Fills the table of every device that is known by its UUID.</summary>
    internal Action<TableText>? OnTable { get; set; }

    /// <summary>Fills the table of every device that is known by its number.</summary>
    internal Action<DeviceNumber, TableText>? OnPart { get; set; }

    /// <summary>Lets a device have these mirror targets.</summary>
    internal void Set(DeviceIdentity device, params string[] mirrors) => Set(device, status =>
    {
        foreach (var mirror in mirrors)
            status.Add("mirror"u8, Encoding.ASCII.GetBytes(mirror));
    });

    /// <summary>Lets a device have the status that <paramref name="fill"/> makes.</summary>
    internal void Set(DeviceIdentity device, Action<DeviceStatus> fill) => _devices[device.Uuid] = fill;

    internal void Remove(DeviceIdentity device) => _devices.Remove(device.Uuid);

    public void ReadStatus(DeviceIdentity device, DeviceStatus status)
    {
        Fill(device, status);
        AfterRead?.Invoke(device);
    }

    public void ReadTable(DeviceIdentity device, TableText table)
    {
        table.Clear();
        OnTable?.Invoke(table);
    }

    public void ReadTable(DeviceNumber device, TableText table)
    {
        table.Clear();
        OnPart?.Invoke(device, table);
    }

    public bool ShareDisk(DeviceNumber left, DeviceNumber right) => false;

    public LegPlace PlaceOf(DeviceNumber leg) => new($"{leg} {Generation}", [leg.ToString()]);

    public bool HasWriteCache(DeviceNumber device) => true;

    public Sectors LogicalBlockOf(DeviceNumber device) => new(1);

    /// <summary>What the kernel would send along with an event.</summary>
    internal DeviceStatus StatusOf(DeviceIdentity device)
    {
        var status = new DeviceStatus();
        Fill(device, status);
        return status;
    }

    public VolumeNames NameComponents(string volume, in MirrorStatus mirror)
    {
        NameLookups++;
        var legs = mirror.Legs.ToArray().Select(leg => NameOf(leg.Device)).ToArray();
        return new VolumeNames(volume, legs, mirror.Log.HasDevice ? new ComponentName("lv_mlog", ["/dev/sdl"], mirror.Log.Device) : null);
    }

    private ComponentName NameOf(DeviceNumber device) => Names.TryGetValue(device, out var name)
        ? name
        : new ComponentName($"lv_mimage_{device.Minor}", [$"/dev/sd{(char)('a' + device.Minor)}"], device);

    private void Fill(DeviceIdentity device, DeviceStatus status)
    {
        if (!_devices.TryGetValue(device.Uuid, out var fill))
        {
            status.MarkGone();
            return;
        }
        status.Clear();
        fill(status);
    }
}
