using MirrorGuard.Core;
using MirrorGuard.Core.Explain;
using MirrorGuard.Core.Scan;
using MirrorGuard.Core.Status;

namespace MirrorGuard.Engine.Ports;

/// <summary>Device-mapper, as far as a device's driver needs it.</summary>
public interface IDeviceMapper
{
    /// <summary>Reads the status of <paramref name="device"/> without flushing it.</summary>
    /// <param name="device">The device; found by UUID.</param>
    /// <param name="status">Filled: with targets, as gone, or with the reason why device-mapper did not answer.</param>
    void ReadStatus(DeviceIdentity device, DeviceStatus status);

    /// <summary>Reads the live table of <paramref name="device"/>, without allocating.</summary>
    /// <param name="device">The device; found by UUID.</param>
    /// <param name="table">Filled; empty when it could not be read.</param>
    void ReadTable(DeviceIdentity device, TableText table);

    /// <summary>Reads the live table of <paramref name="device"/>, without allocating.</summary>
    /// <param name="device">A dm device.</param>
    /// <param name="table">Filled; empty when it could not be read, or is none of device-mapper's.</param>
    void ReadTable(DeviceNumber device, TableText table);

    /// <summary>Whether two block devices share a disk, as far as can be told; partitions of one disk do. True when it cannot be told.</summary>
    bool ShareDisk(DeviceNumber left, DeviceNumber right);

    /// <summary>Which device a leg is, and on which disks it lies.</summary>
    LegPlace PlaceOf(DeviceNumber leg);

    /// <summary>The smallest piece of <paramref name="device"/> that can be read by itself: 1 sector, or more.</summary>
    Sectors LogicalBlockOf(DeviceNumber device);

    /// <summary>Whether <paramref name="device"/> loses what it holds in a cache when its power fails. True when it cannot be told.</summary>
    bool HasWriteCache(DeviceNumber device);

    /// <summary>The images and disks behind the legs and the log of a mirror target; what cannot be found out is left unknown.</summary>
    /// <param name="volume">The volume's name for a person, <c>vg/lv</c>.</param>
    /// <param name="mirror">The mirror target.</param>
    VolumeNames NameComponents(string volume, in MirrorStatus mirror);
}
