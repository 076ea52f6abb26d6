using MirrorGuard.Core.Settings;
using MirrorGuard.Core.Time;

namespace MirrorGuard.Core.Reattach;

/// <summary>What happened to <see cref="ReattachPolicy"/>.</summary>
/// <param name="Kind">What it was.</param>
/// <param name="Now">The time.</param>
/// <param name="Settings">What the administrator wants for the volume.</param>
/// <param name="Answer">What LVM wrote, with <see cref="ReattachInputKind.Done"/>.</param>
/// <param name="IsRepairing">A repair of some volume runs.</param>
public readonly record struct ReattachInput(
    ReattachInputKind Kind, Instant Now, FaultSettings Settings, string Answer = "", bool IsRepairing = false);
