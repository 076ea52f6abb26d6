using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using MirrorGuard.Core.Explain;
using MirrorGuard.Core.Standing;
using MirrorGuard.Core.Status;

using Spectre.Console;

namespace MirrorGuard.Cli.Status;

/// <summary>Volumes as a table that fits 80 columns, names of usual length given: a line for each, its parts below, then what goes on.</summary>
internal static class StatusTable
{
    private const int StateColumn = 1;

    private static readonly string[] Head = ["VOLUME", "STATE", "IN SYNC", "WATCHED", "SCAN", "LAST PASS"];

    /// <summary>The lines.</summary>
    internal static IEnumerable<string> Lines(IReadOnlyList<VolumeView> volumes, bool hasColour)
    {
        var rows = Layout.Columns([Head, .. volumes.Select(Cells)], hasColour ? StyleOf : null);
        var parts = volumes.Select(Parts).ToList();
        var partRows = new Queue<string>(Layout.Columns([.. parts.SelectMany(part => part)]));
        yield return rows[0];
        for (var index = 0; index < volumes.Count; index++)
        {
            yield return rows[index + 1];
            for (var part = 0; part < parts[index].Count; part++)
                yield return $"  {partRows.Dequeue()}";
            foreach (var line in Remarks(volumes[index]).SelectMany(remark => Layout.Indented(remark)))
                yield return line;
        }

        Style StyleOf(int row, int column) => row > 0 && column == StateColumn ? Colours.Of(volumes[row - 1].Standing.Condition) : Style.Plain;
    }

    /// <summary>93 of 100; only a full count is 100%.</summary>
    internal static string Percent(InSyncRatio ratio) =>
        ratio.Total == 0 ? "-" : string.Create(CultureInfo.InvariantCulture, $"{(UInt128)ratio.Synced * 100 / ratio.Total}%");

    private static string[] Cells(VolumeView view) =>
    [
        view.Facts.Volume,
        StandingWords.Of(view.Standing.Condition),
        Percent(view.Facts.InSync),
        view.Facts.IsWatched switch { true => "yes", false => "no", null => "?" },
        view.Scan is { } scan ? ScanTable.Percent(scan) is { } percent ? $"{scan.State} {percent}%" : scan.State : Missing(view),
        view.Scan is { } last ? ScanTable.LastPass(last) : Missing(view),
    ];

    private static string Missing(VolumeView view) => view.Facts.IsWatched is null ? "?" : "-";

    private static List<string[]> Parts(VolumeView view)
    {
        List<string[]> parts = [];
        for (var target = 0; target < view.Facts.Status.Mirrors.Length; target++)
        {
            var mirror = view.Facts.Status.Mirrors[target];
            var names = view.Facts.Names[target];
            for (var leg = 0; leg < mirror.LegCount; leg++)
                parts.Add(Part(leg == 0 ? "primary" : "secondary", names.Of(mirror[leg].Device), StandingWords.OfLeg(view.Facts, view.Standing, target, leg)));
            if (mirror.Log.HasDevice)
                parts.Add(Part("log", names.Of(mirror.Log.Device), StandingWords.OfLog(mirror.Log)));
            else
                parts.Add(["log", "", "", StandingWords.OfLog(mirror.Log)]);
        }
        return parts;
    }

    private static string[] Part(string role, ComponentName name, string health) =>
        [role, name.Image ?? name.Device.ToString(), DisksOf(name), health];

    private static string DisksOf(ComponentName part) => part switch
    {
        { IsDiskMissing: true } => "missing",
        { Disks.Count: 0 } => "?",
        _ => string.Join(", ", part.Disks),
    };

    private static IEnumerable<string> Remarks(VolumeView view)
    {
        if (view.Sentence is { } sentence)
            yield return Printable.Text(Encoding.UTF8.GetBytes(sentence));
        if (view.Until is { } until)
            yield return string.Create(CultureInfo.InvariantCulture, $"until {until.ToLocalTime():yyyy-MM-dd HH:mm:ss} ({view.Rule})");
        if (view.Mirror.IsSuspended)
            yield return "suspended at this moment: its tables are being changed, by LVM, MirrorGuard or a person";
        foreach (var remark in view.Scan is { } scan ? ScanTable.Remarks(scan) : [])
            yield return $"scan: {remark}";
    }
}
