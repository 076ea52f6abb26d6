namespace MirrorGuard.Core.Scan;

/// <summary>What a pass has come to so far.</summary>
/// <param name="Mismatches">Places where legs differ for good.</param>
/// <param name="MismatchedSectors">How long they are together.</param>
/// <param name="Unreadable">Chunks of a leg in which something could not be read, and which were not rewritten.</param>
/// <param name="Relocated">Chunks of a leg in which everything unreadable was rewritten.</param>
/// <param name="Settled">Differences that were none: a write was under way.</param>
public readonly record struct ScanTally(int Mismatches, ulong MismatchedSectors, int Unreadable, int Relocated, int Settled);
