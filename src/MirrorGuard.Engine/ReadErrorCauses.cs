using System.Collections.Generic;
using MirrorGuard.Core.Status;
using MirrorGuard.Engine.Ports;

namespace MirrorGuard.Engine;

/// <summary>
/// Why reads of legs failed: a place that cannot be read, or the disk was away. The kernel says R of both. Not
/// thread-safe: the device guards it.
/// </summary>
/// <param name="deviceMapper">Knows which legs have a cache.</param>
internal sealed class ReadErrorCauses(IDeviceMapper deviceMapper)
{
    private readonly HashSet<DeviceNumber> _legsWithPlaces = [];

    /// <summary>A place of this leg, which has a read error, could not be read, although its disk answered elsewhere.</summary>
    internal void FoundPlace(DeviceNumber leg) => _legsWithPlaces.Add(leg);

    /// <summary>Takes note of a status: the next error of a leg that has none needs a cause of its own.</summary>
    internal void Saw(DeviceStatus status)
    {
        if (_legsWithPlaces.Count == 0)
            return;
        foreach (ref readonly var mirror in status.Mirrors)
        {
            for (var leg = 0; leg < mirror.LegCount; leg++)
            {
                if (mirror[leg].Health == Health.Alive)
                    _legsWithPlaces.Remove(mirror[leg].Device);
            }
        }
    }

    /// <summary>The legs of which a read failed, and which may have lost what their cache held, for all that is known.</summary>
    internal DeviceNumber[] UnexplainedIn(DeviceStatus status)
    {
        List<DeviceNumber>? unexplained = null;
        foreach (ref readonly var mirror in status.Mirrors)
        {
            for (var leg = 0; leg < mirror.LegCount; leg++)
            {
                if (mirror[leg].Health == Health.ReadFailed && !_legsWithPlaces.Contains(mirror[leg].Device) && deviceMapper.HasWriteCache(mirror[leg].Device))
                    (unexplained ??= []).Add(mirror[leg].Device);
            }
        }
        return unexplained is null ? [] : [.. unexplained];
    }
}
