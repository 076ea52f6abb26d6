using System;
using System.Globalization;
using MirrorGuard.Core.Status;

namespace MirrorGuard.Core.Explain;

/// <summary>An in-sync ratio in words: <c>31/32 regions (96%)</c>, and how much is not in sync.</summary>
internal static class RegionWords
{
    private static readonly string[] Units = ["bytes", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];

    /// <summary><c>31/32 regions (96%)</c>; rounded down, so that only a full count is 100%.</summary>
    public static string Count(InSyncRatio ratio)
    {
        UInt128 percent = ratio.Total == 0 ? 0 : (UInt128)ratio.Synced * 100 / ratio.Total;
        return string.Create(CultureInfo.InvariantCulture, $"{ratio} {(ratio.Total == 1 ? "region" : "regions")} ({percent}%)");
    }

    /// <summary><c>1 region, at most 512 KiB,</c> or, when <paramref name="length"/> is unknown, <c>1 region</c>.</summary>
    public static string OutOfSync(InSyncRatio ratio, Sectors? length)
    {
        string regions = string.Create(CultureInfo.InvariantCulture, $"{ratio.OutOfSync} {(ratio.OutOfSync == 1 ? "region" : "regions")}");
        return length is { } known && RegionSize(ratio.Total, known) is { } size
            ? $"{regions}, at most {Bytes(UInt128.Min((UInt128)ratio.OutOfSync * size, known.Count) * Sectors.Size)},"
            : regions;
    }

    /// <summary><c>is</c> or <c>are</c>, to go with <see cref="OutOfSync"/>.</summary>
    public static string IsOrAre(InSyncRatio ratio) => ratio.OutOfSync == 1 ? "is" : "are";

    // The status does not tell the region size, but it is a power of two (kernel dm-raid1.c: _check_region_size), and only one
    // of those cuts the length into that many regions; with a single region the length itself is the limit.
    private static UInt128? RegionSize(ulong regions, Sectors length)
    {
        for (UInt128 size = 1; size >> 1 < length.Count; size <<= 1)
        {
            if ((length.Count + size - 1) / size == regions)
                return size;
        }
        return null;
    }

    // Rounded up to a tenth, because it is an upper limit.
    private static string Bytes(UInt128 count)
    {
        int unit = 0;
        UInt128 size = 1;
        while (count >= size << 10 && unit < Units.Length - 1)
        {
            size <<= 10;
            unit++;
        }
        UInt128 tenths = (count * 10 + size - 1) / size;
        string number = tenths % 10 == 0 ? $"{tenths / 10}" : $"{tenths / 10}.{tenths % 10}";
        return $"{number} {Units[unit]}";
    }
}
