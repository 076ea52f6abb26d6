using System;
using System.Linq;
using System.Text;

using MirrorGuard.Core;
using MirrorGuard.Core.Explain;
using MirrorGuard.Core.Scan;
using MirrorGuard.Core.Status;
using MirrorGuard.Engine.Ports;
using MirrorGuard.Simulation;

namespace MirrorGuard.Engine.Tests.FaultSimulation;

/// <summary>Device-mapper, as it shows one volume of the model.</summary>
/// <param name="volume">The volume.</param>
/// <param name="shows">What becomes of its status line; null: what the schedule's variant says.</param>
internal sealed class MapperOnModel(HostVolume volume, Func<string, string>? shows = null) : IDeviceMapper
{
    public void ReadStatus(DeviceIdentity device, DeviceStatus status)
    {
        status.Clear();
        if (volume.IsLinear)
            status.Add("linear"u8, default);
        else if (volume.Machine.Mirror is { } mirror)
            Add(status, mirror);
        else
            status.MarkGone();
    }

    private void Add(DeviceStatus status, MirrorDevice mirror)
    {
        status.Add("mirror"u8, Encoding.ASCII.GetBytes((shows ?? volume.Host.Variant.Shows)?.Invoke(mirror.Status) ?? mirror.Status));
        status.Events = mirror.EventNumber;
    }

    public void ReadTable(DeviceIdentity device, TableText table)
    {
        if (volume.Machine.Mirror is { } mirror)
            ReadTable(mirror.Number, table);
        else
            table.Clear();
    }

    public void ReadTable(DeviceNumber device, TableText table)
    {
        if (volume.DeviceOf(device) is { } live)
            Set(table, device, in live);
        else
            table.Clear();
    }

    private static void Set(TableText table, DeviceNumber device, in LiveDevice live) => table.Set(
        device, live.Sectors, Encoding.ASCII.GetBytes(live.Type), Encoding.ASCII.GetBytes(live.Parameters), live.IsSuspended, live.IsAnotherReady);

    public bool ShareDisk(DeviceNumber left, DeviceNumber right) => left == right && !volume.Host.Variant.MissesSharedDisks;

    /// <summary>An image's UUID is as good as the place where LVM made it: there is but one image at a time.</summary>
    public LegPlace PlaceOf(DeviceNumber leg)
    {
        for (var index = 0; index < volume.Machine.Images.Count; index++)
        {
            if (volume.Machine.Images[index].Number == leg)
                return new LegPlace($"{volume.Name} {volume.Machine.Metadata.Images[index]}", [volume.DiskOf(index).Number.ToString()]);
        }
        return new LegPlace(null, []);
    }

    /// <summary>As its disk was when the table was loaded: the kernel takes it over then.</summary>
    public bool HasWriteCache(DeviceNumber device) => volume.ImageOf(device)?.Live.Disk is not { } disk
        || volume.Host.DiskOf(volume.Host.NumberOf(disk)).WritesBack;

    /// <summary>One block of the model: 4 KiB.</summary>
    public Sectors LogicalBlockOf(DeviceNumber device) => new(Geometry.SectorsPerBlock);

    public VolumeNames NameComponents(string volume, in MirrorStatus mirror)
    {
        var legs = mirror.Legs.ToArray().Select(leg => new ComponentName($"image{leg.Device.Minor}", [], leg.Device)).ToArray();
        return new VolumeNames(volume, legs, mirror.Log.HasDevice ? new ComponentName("log", [], mirror.Log.Device) : null);
    }
}
