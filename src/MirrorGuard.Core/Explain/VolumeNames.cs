using System.Collections.Generic;
using System.Linq;
using MirrorGuard.Core.Status;

namespace MirrorGuard.Core.Explain;

/// <summary>What a person calls a mirror and its parts.</summary>
/// <param name="Volume">The volume, for example <c>vg0/data</c>.</param>
/// <param name="Legs">The legs that are known, in any order: they are found by device number.</param>
/// <param name="Log">The log device, if it is known.</param>
public sealed record VolumeNames(string Volume, IReadOnlyList<ComponentName> Legs, ComponentName? Log)
{
    /// <summary>A volume of whose parts only device numbers are known.</summary>
    public static VolumeNames Only(string volume) => new(volume, [], null);

    /// <summary>The name of the part with <paramref name="device"/>. Names of other devices are stale: better a number than the wrong disk.</summary>
    public ComponentName Of(DeviceNumber device) =>
        Legs.Append(Log).FirstOrDefault(part => part?.Device == device) ?? ComponentName.Unknown(device);
}
