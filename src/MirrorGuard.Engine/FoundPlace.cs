using MirrorGuard.Core;
using MirrorGuard.Core.Status;

namespace MirrorGuard.Engine;

/// <summary>
/// A stretch of a leg that the scan could not read, as long as the scan reads at once; what is unreadable in it is still to be found. Or
/// one that holds something else than other legs, and is to be overwritten as a whole.
/// </summary>
/// <param name="Leg">The leg, as the status named it that the scan went by.</param>
/// <param name="Range">Where: the same sectors on the leg and on the volume.</param>
/// <param name="Overwriting">How it is overwritten; null: it cannot be read.</param>
public readonly record struct FoundPlace(DeviceNumber Leg, SectorRange Range, Overwriting? Overwriting = null);
