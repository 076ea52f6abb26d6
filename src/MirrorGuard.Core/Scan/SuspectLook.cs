using System.Collections.Immutable;

namespace MirrorGuard.Core.Scan;

/// <summary>What has become of places that were looked at again.</summary>
/// <param name="Watched">What is watched from now on.</param>
/// <param name="Mismatches">What differs for good, adjacent places as one.</param>
/// <param name="Settled">How many were none: a write had been under way.</param>
public readonly record struct SuspectLook(SuspectList Watched, ImmutableArray<Mismatch> Mismatches, int Settled);
