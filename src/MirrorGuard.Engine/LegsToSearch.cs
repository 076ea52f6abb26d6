using System;
using System.Collections.Generic;
using MirrorGuard.Core;
using MirrorGuard.Core.Relocation;
using MirrorGuard.Core.Status;
using MirrorGuard.Engine.Ports;

namespace MirrorGuard.Engine;

/// <summary>In which order the legs of a mirror are searched for unreadable places, and in which pieces.</summary>
internal static class LegsToSearch
{
    /// <summary>4096 bytes; in between there are no disks.</summary>
    private const ulong LargestBlock = 8;

    /// <summary>Those with an R first, otherwise as they stand.</summary>
    internal static void Order(in MirrorStatus mirror, List<int> legs)
    {
        legs.Clear();
        var readFailed = 0;
        for (var leg = 0; leg < mirror.LegCount; leg++)
            legs.Insert(mirror[leg].Health == Health.ReadFailed ? readFailed++ : legs.Count, leg);
    }

    /// <summary>How many legs have an R.</summary>
    internal static int CountReadFailed(in MirrorStatus mirror)
    {
        var count = 0;
        foreach (var leg in mirror.Legs)
            count += leg.Health == Health.ReadFailed ? 1 : 0;
        return count;
    }

    /// <summary>Which leg this is; -1: none.</summary>
    internal static int IndexOf(in MirrorStatus mirror, DeviceNumber device)
    {
        for (var leg = 0; leg < mirror.LegCount; leg++)
        {
            if (mirror[leg].Device == device)
                return leg;
        }
        return -1;
    }

    /// <summary>The largest block of all legs: what is copied must suit both. Null: nothing of this mirror can be rewritten.</summary>
    internal static LegGeometry? GeometryIn(DeviceStatus status, int legCount, MirrorTables tables, IDeviceMapper deviceMapper)
    {
        if (status.Mirrors.Length != 1 || status.Mirrors[0].LegCount != legCount || !tables.AreLegsWhole)
            return null;
        var block = 1UL;
        foreach (var leg in status.Mirrors[0].Legs)
            block = Math.Max(block, deviceMapper.LogicalBlockOf(leg.Device).Count);
        block = block == 1 ? 1 : Math.Max(block, LargestBlock);
        var length = tables.Length;
        return block <= LargestBlock && length.Count > 0 && length.Count % block == 0 ? new LegGeometry(length, new Sectors(block)) : null;
    }
}
