using System.Collections.Immutable;
using System.Linq;
using MirrorGuard.Core.Time;

namespace MirrorGuard.Core.Scan;

/// <summary>A place where legs were seen to differ, perhaps only because a write was under way.</summary>
/// <param name="Seen">What was seen last.</param>
/// <param name="Since">Since when it has been seen just so.</param>
/// <param name="LookAt">When to look again.</param>
/// <param name="Changes">How often it was seen otherwise than before.</param>
public readonly record struct Suspect(LegDifference Seen, Instant Since, Instant LookAt, int Changes = 0)
{
    /// <summary>The place.</summary>
    public SectorRange Range => Seen.Range;

    /// <summary>The place as a mismatch, with the leg that is alone with its contents.</summary>
    internal Mismatch ToMismatch()
    {
        // A leg that cannot be read has none.
        if (Seen.Digests.Contains(0))
            return new Mismatch(Range, OddLegOf(Seen.Digests), Source: 0, Others: 0);
        var source = SourceIn(Seen.Digests);
        return new Mismatch(Range, OddLegOf(Seen.Digests), source, OthersThan(Seen.Digests[source], Seen.Digests));
    }

    private static int SourceIn(ImmutableArray<ulong> digests)
    {
        for (var leg = 0; leg < digests.Length; leg++)
        {
            if (digests.Count(digest => digest == digests[leg]) * 2 > digests.Length)
                return leg;
        }
        return 0;
    }

    private static uint OthersThan(ulong right, ImmutableArray<ulong> digests)
    {
        var others = 0u;
        for (var leg = 0; leg < digests.Length; leg++)
            others |= digests[leg] != right ? 1u << leg : 0;
        return others;
    }

    private static int? OddLegOf(ImmutableArray<ulong> digests)
    {
        if (digests.Length < 3)
            return null;
        // The others agree with one another: with the first, or with the second where the first is the odd one.
        var common = digests[0] == digests[1] || digests[0] == digests[2] ? digests[0] : digests[1];
        int? odd = null;
        for (var leg = 0; leg < digests.Length; leg++)
        {
            if (digests[leg] == common)
                continue;
            if (odd is not null)
                return null;
            odd = leg;
        }
        return odd;
    }
}
