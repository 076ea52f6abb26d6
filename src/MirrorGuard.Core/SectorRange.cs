using System.Globalization;

namespace MirrorGuard.Core;

/// <summary>A stretch of a block device.</summary>
/// <param name="Start">Its first sector.</param>
/// <param name="Length">How long it is; 0: there is none.</param>
public readonly record struct SectorRange(Sectors Start, Sectors Length)
{
    /// <summary>The first sector behind it.</summary>
    public Sectors End => Start + Length;

    /// <summary>It has no sector.</summary>
    public bool IsEmpty => Length.Count == 0;

    /// <summary>From <paramref name="start"/> up to, but without, <paramref name="end"/>.</summary>
    public static SectorRange Between(Sectors start, Sectors end) => new(start, end - start);

    /// <summary>This and <paramref name="next"/>, which begins where this ends; an empty one begins anywhere.</summary>
    /// <exception cref="System.InvalidOperationException">There is a gap between them, or they overlap.</exception>
    public SectorRange FollowedBy(SectorRange next)
    {
        if (IsEmpty)
            return next;
        Invariant.Require(next.Start == End, "only adjacent ranges merge");
        return this with { Length = Length + next.Length };
    }

    /// <summary><c>2048+8</c>: start and length in sectors.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Start.Count}+{Length.Count}");
}
