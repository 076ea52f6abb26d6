using System.Linq;

using MirrorGuard.Core;
using MirrorGuard.Core.Explain;
using MirrorGuard.Core.Scan;
using MirrorGuard.Core.Status;
using MirrorGuard.Engine.Ports;

namespace MirrorGuard.Engine.Tests.FaultSimulation;

/// <summary>Device-mapper, as it shows all volumes of the model to the scan.</summary>
internal sealed class MapperOnHost(SimulatedHost host) : IDeviceMapper
{
    private readonly MapperOnModel[] _mappers = [.. host.Volumes.Select(volume => new MapperOnModel(volume, host.Variant.ShowsScan))];

    public void ReadStatus(DeviceIdentity device, DeviceStatus status) => Of(device).ReadStatus(device, status);

    public void ReadTable(DeviceIdentity device, TableText table) => Of(device).ReadTable(device, table);

    public void ReadTable(DeviceNumber device, TableText table) => Of(device).ReadTable(device, table);

    public bool ShareDisk(DeviceNumber left, DeviceNumber right) => Of(left).ShareDisk(left, right);

    public LegPlace PlaceOf(DeviceNumber leg) => Of(leg).PlaceOf(leg);

    public Sectors LogicalBlockOf(DeviceNumber device) => Of(device).LogicalBlockOf(device);

    public bool HasWriteCache(DeviceNumber device) => Of(device).HasWriteCache(device);

    public VolumeNames NameComponents(string volume, in MirrorStatus mirror) => Of(mirror[0].Device).NameComponents(volume, in mirror);

    private MapperOnModel Of(DeviceIdentity device) => _mappers[IndexOf(volume => volume.Identity.Uuid == device.Uuid)];

    /// <summary>A number that no volume has is as good as one that is gone.</summary>
    private MapperOnModel Of(DeviceNumber device) => _mappers[IndexOf(volume => volume.DeviceOf(device) is not null)];

    private int IndexOf(System.Func<HostVolume, bool> isIt)
    {
        for (var index = 1; index < host.Volumes.Count; index++)
        {
            if (isIt(host.Volumes[index]))
                return index;
        }
        return 0;
    }
}
