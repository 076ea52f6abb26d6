namespace MirrorGuard.Core.Scan;

/// <summary>A piece of one leg that is to be overwritten with what another one holds there.</summary>
/// <param name="Range">Where, on either.</param>
/// <param name="Source">The leg that is copied, from 0.</param>
/// <param name="Target">The leg that is overwritten.</param>
public readonly record struct Overwrite(SectorRange Range, int Source, int Target);
