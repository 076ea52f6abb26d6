using System.Collections.Generic;
using MirrorGuard.Core.Status;

namespace MirrorGuard.Core.Scan;

/// <summary>A place where legs differ for good: they kept differing, and their contents, while they were looked at.</summary>
/// <param name="Range">Where, on the legs as on the volume.</param>
/// <param name="OddLeg">The one leg that differs from all others, of three or more; null where there is no such.</param>
/// <param name="Source">The first leg that holds what more than half of the legs hold; the primary where no more than half do.</param>
/// <param name="Others">The legs that hold something else than that, bit by bit; none where a leg could not be read, and so had no vote.</param>
public readonly record struct Mismatch(SectorRange Range, int? OddLeg, int Source, uint Others)
{
    /// <summary>The most that is overwritten at a time, which the helper does in one piece: the volume is suspended for as long.</summary>
    public static readonly Sectors LongestOverwrite = new(128);

    /// <summary>Most legs hold something else than the one that the kernel reads.</summary>
    public bool IsPrimaryOdd => Source != 0;

    /// <summary>What makes all legs the same here.</summary>
    public IEnumerable<Overwrite> Overwrites()
    {
        for (var leg = 0; leg < MirrorStatus.MaxLegs; leg++)
        {
            if ((Others & (1u << leg)) == 0)
                continue;
            for (var start = Range.Start; start < Range.End; start += LongestOverwrite)
            {
                var rest = Range.End - start;
                yield return new Overwrite(new SectorRange(start, rest < LongestOverwrite ? rest : LongestOverwrite), Source, leg);
            }
        }
    }
}
