using System.Collections.Generic;
using System.Linq;
using MirrorGuard.Core.Policy;
using MirrorGuard.Core.Relocation;
using MirrorGuard.Core.Scan;
using MirrorGuard.Core.Status;
using MirrorGuard.Engine.Ports;

namespace MirrorGuard.Engine.Scan;

/// <summary>How a volume stands, as its scan sees it: taken before each reading and after it, and only if both agree what was read counts.</summary>
/// <param name="Obstacle">Why it cannot be read now.</param>
/// <param name="Geometry">Length and block of the legs.</param>
/// <param name="Events">The events that the device had raised.</param>
/// <param name="Legs">The legs' devices.</param>
internal sealed record ScanSight(ScanObstacle Obstacle, LegGeometry Geometry, uint Events, IReadOnlyList<DeviceNumber> Legs)
{
    /// <summary>Nothing that a reading rests on has changed.</summary>
    internal bool Agrees(ScanSight later) =>
        later.Obstacle == ScanObstacle.None && later.Events == Events && later.Geometry == Geometry && later.Legs.SequenceEqual(Legs);

    /// <summary>Looks.</summary>
    /// <param name="device">The volume.</param>
    /// <param name="status">A buffer to read into.</param>
    /// <param name="tables">For this alone: what a repair or a release knows is not disturbed.</param>
    /// <param name="deviceMapper">Statuses and tables.</param>
    internal static ScanSight Of(DeviceIdentity device, DeviceStatus status, MirrorTables tables, IDeviceMapper deviceMapper)
    {
        deviceMapper.ReadStatus(device, status);
        tables.Look(device, status);
        if (!status.IsComplete || status.IsGone)
            return Nothing(ScanObstacle.Unreadable);
        if (status.Mirrors.Length != 1 || status.OtherTargets > 0)
            return Nothing(ScanObstacle.Layout);
        ref readonly var mirror = ref status.Mirrors[0];
        if (!IsWhole(in mirror))
            return Nothing(ScanObstacle.Fault);
        if (tables.IsBusy)
            return Nothing(ScanObstacle.Busy);
        if (tables.Arrangement != Arrangement.LvmsOwn)
            return Nothing(ScanObstacle.Fault);
        if (LegsToSearch.GeometryIn(status, mirror.LegCount, tables, deviceMapper) is not { } geometry)
            return Nothing(ScanObstacle.Layout);
        var legs = new DeviceNumber[mirror.LegCount];
        for (var leg = 0; leg < legs.Length; leg++)
            legs[leg] = mirror[leg].Device;
        return new ScanSight(ScanObstacle.None, geometry, status.Events, legs);
    }

    private static ScanSight Nothing(ScanObstacle obstacle) => new(obstacle, default, 0, []);

    private static bool IsWhole(in MirrorStatus mirror)
    {
        foreach (var leg in mirror.Legs)
        {
            if (leg.Health != Health.Alive)
                return false;
        }
        return mirror.InSync.IsInSync && mirror.LegCount > 1 && mirror.Log.Kind != LogKind.Unreachable
            && (!mirror.Log.HasDevice || mirror.Log.Health == Health.Alive);
    }
}
