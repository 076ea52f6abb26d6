using System;

namespace MirrorGuard.Core.Settings;

/// <summary>How healthy mirrors are read through: section <c>scan</c>. A new one has the defaults; <see cref="SettingsTable"/> has the ranges.</summary>
public sealed record ScanSettings
{
    /// <summary><c>enabled</c></summary>
    public bool IsEnabled { get; init; } = true;

    /// <summary><c>interval</c>: how long one full pass over a volume takes.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(604800);

    /// <summary><c>bandwidth</c>: a ceiling per physical disk.</summary>
    public Bandwidth Bandwidth { get; init; } = new(32768);

    /// <summary><c>window</c>: the part of the day in which the scan runs.</summary>
    public DailyWindow Window { get; init; } = DailyWindow.AnyTime;

    /// <summary><c>settle</c>: over which time a mismatch must persist unchanged to count.</summary>
    public TimeSpan Settle { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary><c>stable_pages</c>: no page is to be changed while it is written to a mirror.</summary>
    public bool ArePagesStable { get; init; } = true;

    /// <summary><c>mismatch</c>: what becomes of a place where the legs differ.</summary>
    public MismatchResponse Mismatch { get; init; } = MismatchResponse.Report;
}
