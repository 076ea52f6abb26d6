using System;

namespace MirrorGuard.Core.Settings;

/// <summary>Who is told beside the log: section <c>report</c>. A new one has the defaults; <see cref="SettingsTable"/> has the ranges.</summary>
public sealed record ReportSettings
{
    /// <summary><c>program</c>: absolute path of what is run for each report; empty: nothing.</summary>
    public string Program { get; init; } = "";

    /// <summary><c>interval</c>: how far apart two reports of the same event and volume are, unless it got worse.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromHours(1);

    /// <summary><c>metrics</c>: absolute path of a Prometheus text file; empty: none is written.</summary>
    public string Metrics { get; init; } = "";
}
