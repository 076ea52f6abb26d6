using System;
using System.Collections.Immutable;

namespace MirrorGuard.Core.Relocation;

/// <summary>Where neither leg can be read, for the report. Adjacent places are one, in the order they were found.</summary>
public readonly record struct LostPlaces : IEquatable<LostPlaces>
{
    /// <summary>
    /// Ranges that are kept. What is found beyond them is counted in <see cref="Total"/>, but not where it is: so many lost places are
    /// more than a person looks up one by one, and a badly worn pair of disks must not fill the memory.
    /// </summary>
    public const int MaxRanges = 64;

    private readonly ImmutableArray<SectorRange> _ranges;

    private LostPlaces(ImmutableArray<SectorRange> ranges, Sectors total)
    {
        _ranges = ranges;
        Total = total;
    }

    /// <summary>The first <see cref="MaxRanges"/> places.</summary>
    public ReadOnlySpan<SectorRange> Ranges => _ranges.IsDefault ? [] : _ranges.AsSpan();

    /// <summary>How much is lost, also in places that were not kept.</summary>
    public Sectors Total { get; }

    /// <summary>There are places beyond those kept.</summary>
    public bool IsCut
    {
        get
        {
            var kept = default(Sectors);
            foreach (var range in Ranges)
                kept += range.Length;
            return kept < Total;
        }
    }

    /// <summary>These and one more place.</summary>
    public LostPlaces With(SectorRange place)
    {
        var total = Total + place.Length;
        var ranges = Ranges;
        if (ranges.Length > 0 && ranges[^1].End == place.Start)
            return new LostPlaces([.. ranges[..^1], ranges[^1].FollowedBy(place)], total);
        return ranges.Length < MaxRanges
            ? new LostPlaces([.. ranges, place], total)
            : new LostPlaces(_ranges, total);
    }

    /// <summary>The same places.</summary>
    public bool Equals(LostPlaces other) => Total == other.Total && Ranges.SequenceEqual(other.Ranges);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Total, Ranges.Length);
}
