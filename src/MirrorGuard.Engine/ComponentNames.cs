using MirrorGuard.Core.Explain;
using MirrorGuard.Core.Status;
using MirrorGuard.Engine.Ports;

namespace MirrorGuard.Engine;

/// <summary>
/// The names of a volume's legs, learned while all is well: a disk that died may have vanished
/// from sysfs by the time one wants to say its name.
/// </summary>
/// <param name="volume">The volume's name, <c>vg/lv</c>.</param>
/// <param name="deviceMapper">Knows the names.</param>
internal sealed class ComponentNames(string volume, IDeviceMapper deviceMapper)
{
    private readonly VolumeNames?[] _known = new VolumeNames?[DeviceStatus.MaxMirrors];

    /// <summary>Looks the names up, for each mirror target of <paramref name="status"/>, and forgets all others.</summary>
    internal void Learn(DeviceStatus status)
    {
        var mirrors = status.Mirrors;
        for (var index = 0; index < _known.Length; index++)
            _known[index] = index < mirrors.Length ? deviceMapper.NameComponents(volume, in mirrors[index]) : null;
    }

    /// <summary>The names of the parts of <paramref name="mirror"/>; looked up now if its legs are not those that were learned.</summary>
    internal VolumeNames Of(in MirrorStatus mirror)
    {
        foreach (var names in _known)
        {
            if (names is not null && Fits(names, in mirror))
                return names;
        }
        return deviceMapper.NameComponents(volume, in mirror);
    }

    private static bool Fits(VolumeNames names, in MirrorStatus mirror)
    {
        foreach (var leg in mirror.Legs)
        {
            if (names.Of(leg.Device).Image is null)
                return false;
        }
        return !mirror.Log.HasDevice || names.Log?.Device == mirror.Log.Device;
    }
}
