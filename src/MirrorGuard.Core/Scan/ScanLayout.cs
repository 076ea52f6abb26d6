using System.Collections.Generic;
using MirrorGuard.Core.Faults;

namespace MirrorGuard.Core.Scan;

/// <summary>Which legs a pass is about, as one number that outlives the machine's run.</summary>
public static class ScanLayout
{
    /// <summary>The number; never 0.</summary>
    /// <param name="length">How long the volume is.</param>
    /// <param name="legs">Its legs, in their order.</param>
    public static ulong Of(Sectors length, IReadOnlyList<LegPlace> legs)
    {
        var print = default(Fingerprint);
        print.Add(length.Count);
        foreach (var leg in legs)
        {
            foreach (var letter in leg.Uuid ?? "")
                print.Add(letter);
            print.Add(ulong.MaxValue);
        }
        return print.Value;
    }
}
