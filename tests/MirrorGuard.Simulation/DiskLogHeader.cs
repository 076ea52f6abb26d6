using System;
using System.Collections.Generic;

namespace MirrorGuard.Simulation;

/// <summary>What a disk log keeps: a bit for each region, set while it is clean.</summary>
public static class DiskLogHeader
{
    /// <summary>Tells a header from an empty disk.</summary>
    private const ulong Magic = 1UL << 63;

    /// <summary>The log says that the legs are equal here; an empty disk says so nowhere.</summary>
    public static bool IsClean(ulong header, int region) => IsHeader(header) && (header & (1UL << region)) != 0;

    internal static bool IsHeader(ulong contents) => (contents & Magic) != 0;

    /// <param name="clean">A bit for each region.</param>
    /// <param name="isMarked">It is to count as a header when it is read again.</param>
    internal static ulong Encode(IReadOnlyList<bool> clean, bool isMarked)
    {
        var header = isMarked ? Magic : 0;
        for (var region = 0; region < clean.Count; region++)
            header |= clean[region] ? 1UL << region : 0;
        return header;
    }

    internal static void Decode(ulong header, Span<bool> clean)
    {
        for (var region = 0; region < clean.Length; region++)
            clean[region] = IsClean(header, region);
    }
}
