using System;

namespace MirrorGuard.Core.Naming;

/// <summary>The suffixes that LVM gives to the parts of a mirror: <c>_mimage_0</c>, <c>_mimagetmp_2</c>, <c>_mlog</c>, <c>_mlogtmp_1</c>.</summary>
/// <remarks>
/// The stock DSO cuts at the first <c>_mimagetmp</c> or <c>_mlog</c> anywhere, so that it would repair <c>x</c> for <c>x_mlogs</c>. Here a suffix
/// counts only as LVM writes it, and all of them go: a mirrored log's <c>data_mlog_mimage_0</c> belongs to <c>data</c>.
/// Source: LVM <c>mirror.c</c>, <c>dmeventd_lvm.c: dmeventd_lvm2_command</c>.
/// </remarks>
internal static class MirrorSuffix
{
    private const string Log = "_mlog";

    private static readonly string[] Numbered = ["_mimage_", "_mimagetmp_", "_mlogtmp_"];

    /// <summary>The LV that <paramref name="lv"/> is a part of, or <paramref name="lv"/> itself.</summary>
    public static string Strip(string lv)
    {
        string outer = StripOne(lv);
        return outer.Length == lv.Length ? lv : Strip(outer);
    }

    private static string StripOne(string lv)
    {
        if (lv.Length > Log.Length && lv.EndsWith(Log, StringComparison.Ordinal))
            return lv[..^Log.Length];
        string stem = lv.TrimEnd(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
        if (stem.Length == lv.Length)
            return lv;
        foreach (string suffix in Numbered)
        {
            if (stem.Length > suffix.Length && stem.EndsWith(suffix, StringComparison.Ordinal))
                return stem[..^suffix.Length];
        }
        return lv;
    }
}
