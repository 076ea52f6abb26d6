using System.Collections.Immutable;

namespace MirrorGuard.Core.Scan;

/// <summary>What the planner has decided.</summary>
/// <param name="State">To be remembered.</param>
/// <param name="Work">What is to be done.</param>
/// <param name="Range">What is to be read.</param>
/// <param name="Places">What is to be rewritten.</param>
/// <param name="Mismatches">Places that turned out to differ for good.</param>
/// <param name="Finished">The pass that came to its end just now, with what it found.</param>
public readonly record struct ScanDecision(
    ScanState State,
    ScanWork Work,
    SectorRange Range = default,
    ImmutableArray<UnreadablePlace> Places = default,
    ImmutableArray<Mismatch> Mismatches = default,
    ScanPass? Finished = null);
