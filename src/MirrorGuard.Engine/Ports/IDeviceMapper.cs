using MirrorGuard.Core.Explain;
using MirrorGuard.Core.Status;

namespace MirrorGuard.Engine.Ports;

/// <summary>Device-mapper, as far as a device's driver needs it.</summary>
public interface IDeviceMapper
{
    /// <summary>Reads the status of <paramref name="device"/> without flushing it.</summary>
    /// <param name="device">The device; found by UUID.</param>
    /// <param name="status">Filled: with targets, as gone, or with the reason why device-mapper did not answer.</param>
    void ReadStatus(DeviceIdentity device, DeviceStatus status);

    /// <summary>The images and disks behind the legs and the log of a mirror target; what cannot be found out is left unknown.</summary>
    /// <param name="volume">The volume's name for a person, <c>vg/lv</c>.</param>
    /// <param name="mirror">The mirror target.</param>
    VolumeNames NameComponents(string volume, in MirrorStatus mirror);
}
