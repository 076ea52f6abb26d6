using System;
using System.Globalization;
using MirrorGuard.Core.Status;

namespace MirrorGuard.Core.Settings;

/// <summary>A whole percentage: <c>50 %</c>.</summary>
/// <param name="Value">0 to 100.</param>
public readonly record struct Percent(int Value)
{
    /// <summary>Everything.</summary>
    public static Percent All => new(100);

    /// <summary>Whether more than this part of the regions is out of sync. Exact; never for <see cref="All"/>.</summary>
    public bool IsExceededBy(InSyncRatio ratio) =>
        (UInt128)ratio.OutOfSync * 100 > (UInt128)ratio.Total * (uint)Value;

    /// <summary><c>50 %</c></summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Value} %");
}
