namespace MirrorGuard.Core.Relocation;

/// <summary>What a relocation has done so far.</summary>
/// <param name="Reads">Reads of the leg that ended.</param>
/// <param name="FailedReads">Those of them that failed.</param>
/// <param name="Rewrites">Rewrites that were carried out, whatever their end; not the refused ones.</param>
/// <param name="Healed">How much was rewritten and read back.</param>
/// <param name="Lost">Where neither leg can be read.</param>
/// <param name="InDoubt">How much was not rewritten, since what another leg holds there may be old.</param>
public readonly record struct RelocationTally(ulong Reads, ulong FailedReads, int Rewrites, Sectors Healed, LostPlaces Lost, Sectors InDoubt);
