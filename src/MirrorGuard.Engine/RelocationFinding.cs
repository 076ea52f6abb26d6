using MirrorGuard.Core;
using MirrorGuard.Core.Status;

namespace MirrorGuard.Engine;

/// <summary>An unreadable place, and what became of it.</summary>
/// <param name="Range">Where it is: the same sectors on the leg and on the volume.</param>
/// <param name="Leg">The leg that could not be read there.</param>
/// <param name="Source">The leg from which it was rewritten; 0:0 when no leg can be read there.</param>
/// <param name="HeldMicroseconds">How long the volume was suspended for it.</param>
/// <param name="IsInDoubt">It was left as it is: another leg can be read there, but what it holds may be old.</param>
internal readonly record struct RelocationFinding(
    SectorRange Range, DeviceNumber Leg, DeviceNumber Source, long HeldMicroseconds, bool IsInDoubt = false)
{
    /// <summary>No leg can be read there.</summary>
    internal bool IsLost => Source == default && !IsInDoubt;
}
