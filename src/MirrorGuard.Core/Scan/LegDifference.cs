using System;
using System.Collections.Immutable;

namespace MirrorGuard.Core.Scan;

/// <summary>A stretch in which legs differ, as one reading found it.</summary>
/// <param name="Range">Where, on the legs as on the volume.</param>
/// <param name="Digests">What each leg held there: equal digests, equal contents. By the leg's number.</param>
public readonly record struct LegDifference(SectorRange Range, ImmutableArray<ulong> Digests)
{
    /// <summary>The same stretch with the same contents on each leg.</summary>
    public bool Equals(LegDifference other) => Range == other.Range && Digests.AsSpan().SequenceEqual(other.Digests.AsSpan());

    /// <inheritdoc />
    public override int GetHashCode() => Range.GetHashCode();
}
