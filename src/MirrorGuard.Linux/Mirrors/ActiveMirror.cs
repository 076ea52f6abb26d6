using System.Collections.Generic;
using MirrorGuard.Core;
using MirrorGuard.Core.Explain;
using MirrorGuard.Core.Naming;
using MirrorGuard.Core.Policy;
using MirrorGuard.Core.Status;
using MirrorGuard.Engine.Ports;

namespace MirrorGuard.Linux.Mirrors;

/// <summary>A mirror that is active on this machine: what the kernel tells of it, and what MirrorGuard has recorded.</summary>
/// <param name="Identity">The device.</param>
/// <param name="Name">Its name, in parts; <c>_mlog</c> and the like are left in place.</param>
/// <param name="Device">Its number.</param>
/// <param name="IsSuspended">Somebody has it suspended.</param>
/// <param name="Status">Its status.</param>
/// <param name="Lengths">How long each of its mirror targets is.</param>
/// <param name="Names">What the parts of each mirror target are called.</param>
/// <param name="Arrangement">How its table and that of its second image stand.</param>
/// <param name="Record">What MirrorGuard has recorded; null: nothing.</param>
/// <param name="DamagedRecord">The file of a record that cannot be read.</param>
public sealed record ActiveMirror(
    DeviceIdentity Identity,
    DmName Name,
    DeviceNumber Device,
    bool IsSuspended,
    DeviceStatus Status,
    IReadOnlyList<Sectors> Lengths,
    IReadOnlyList<VolumeNames> Names,
    Arrangement Arrangement,
    RecordedState? Record,
    string? DamagedRecord)
{
    /// <summary>The volume, or the part of one that is itself a mirror: <c>vg/lv</c>, <c>vg/lv_mlog</c>.</summary>
    public VolumeName Volume => new(Name.Vg, Name.Lv);
}
