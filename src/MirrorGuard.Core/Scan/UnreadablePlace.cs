namespace MirrorGuard.Core.Scan;

/// <summary>A stretch of a leg that could not be read; something in it cannot, not all of it.</summary>
/// <param name="Leg">The leg, from 0.</param>
/// <param name="Range">Where, on the leg as on the volume.</param>
/// <param name="Errno">Linux's number for the error.</param>
public readonly record struct UnreadablePlace(int Leg, SectorRange Range, int Errno);
