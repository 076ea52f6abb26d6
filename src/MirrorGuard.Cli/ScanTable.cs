using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace MirrorGuard.Cli;

/// <summary>Scans as a table that fits 80 columns, names of usual length given.</summary>
internal static class ScanTable
{
    private const int BarWidth = 12;
    private const double Mebibyte = 1024 * 1024;

    private static readonly string[] Head = ["VOLUME", "STATE", "DONE", "MiB/s", "LEFT", "LAST PASS"];

    /// <summary>A line for each volume, and below it what there is to be said.</summary>
    internal static IEnumerable<string> Lines(IReadOnlyList<ScanStanding> standings)
    {
        var rows = Layout.Columns([Head, .. standings.Select(Cells)]);
        yield return rows[0];
        for (var index = 0; index < standings.Count; index++)
        {
            yield return rows[index + 1];
            foreach (var remark in Remarks(standings[index]))
                yield return $"  {remark}";
        }
    }

    private static string[] Cells(ScanStanding scan)
    {
        var isReading = scan is { StartedAt: not null, State: "reading", WaitsFor: null };
        return
        [
            scan.Volume,
            scan.State,
            Percent(scan) is { } percent ? Bar(Share(scan), percent) : "-",
            isReading ? Number(scan.Rate / Mebibyte) : "-",
            isReading && scan.Rate > 0 ? Duration((scan.Length - scan.Position) / scan.Rate) : "-",
            LastPass(scan),
        ];
    }

    /// <summary>When the last pass ended.</summary>
    internal static string LastPass(ScanStanding scan) =>
        scan.LastFinishedAt is { } time ? time.ToLocalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) : "never";

    /// <summary>What has been read of the pass that is under way, rounded down; null between two passes.</summary>
    internal static int? Percent(ScanStanding scan) => scan.StartedAt is null ? null : (int)Math.Floor(Share(scan) * 100);

    /// <summary>What there is to be said of a scan.</summary>
    internal static IEnumerable<string> Remarks(ScanStanding scan)
    {
        if (scan.WaitsFor is { } what)
            yield return $"waits for {what}";
        if (scan.Mismatches > 0)
            yield return $"{Count(scan.Mismatches, "place")} where legs differ ({Count(scan.MismatchedSectors, "sector")})";
        if (scan.Unreadable > 0)
            yield return $"{Count(scan.Unreadable, "place")} that cannot be read";
        if (scan.Relocated > 0)
            yield return $"{Count(scan.Relocated, "unreadable place")} rewritten";
    }

    private static double Share(ScanStanding scan) => scan.Length == 0 ? 0 : Math.Clamp((double)scan.Position / scan.Length, 0, 1);

    private static string Bar(double share, int percent)
    {
        var done = (int)(share * BarWidth);
        return $"{new string('#', done)}{new string('.', BarWidth - done)} {percent.ToString(CultureInfo.InvariantCulture),3}%";
    }

    private static string Number(double value) => value.ToString(value < 10 ? "0.##" : "0", CultureInfo.InvariantCulture);

    private static string Duration(double seconds) => seconds switch
    {
        >= 2 * 86400 => $"{Number(Math.Round(seconds / 86400, 1))} days",
        >= 2 * 3600 => $"{Number(Math.Round(seconds / 3600, 1))} h",
        >= 2 * 60 => $"{Number(Math.Round(seconds / 60))} min",
        _ => $"{Number(Math.Ceiling(seconds))} s",
    };

    private static string Count(long count, string what) => string.Create(CultureInfo.InvariantCulture, $"{count} {what}{(count == 1 ? "" : "s")}");
}
