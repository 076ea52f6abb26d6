using System.Collections.Generic;
using System.Linq;
using MirrorGuard.Core.Naming;
using MirrorGuard.Core.Status;
using MirrorGuard.Core.Tables;

namespace MirrorGuard.Linux.Mirrors;

/// <summary>The live table of a device that LVM made.</summary>
/// <param name="Name">Its name, in parts.</param>
/// <param name="Uuid">Its dm UUID.</param>
/// <param name="Device">Its number.</param>
/// <param name="IsSuspended">Somebody has it suspended.</param>
/// <param name="Targets">In the order of their start.</param>
internal sealed record DeviceTable(DmName Name, string Uuid, DeviceNumber Device, bool IsSuspended, IReadOnlyList<TableTarget> Targets)
{
    /// <summary>It is one target of this type.</summary>
    internal bool Is(string type) => Targets is [var only] && only.Type == type;

    /// <summary>The disks of a table that is linear throughout; none for any other.</summary>
    internal IEnumerable<DeviceNumber> Disks()
    {
        var places = Targets.Select(target => target.Type == "linear" && LinearTable.TryParse(target.Parameters, out var place) ? place.Disk : default(DeviceNumber?)).ToList();
        return places.Contains(null) ? [] : places.OfType<DeviceNumber>().Distinct();
    }
}
