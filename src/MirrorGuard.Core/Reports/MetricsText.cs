using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using MirrorGuard.Core.Scan;

namespace MirrorGuard.Core.Reports;

/// <summary>
/// The metrics in Prometheus' text format. Where the meaning is that of node_exporter's <c>node_md_*</c>, the name and the labels are
/// parallel: <c>blocks</c> are the mirror's regions, <c>disks</c> its legs.
/// <code>
/// # HELP mirrorguard_disks Legs of the volume, by their state.
/// # TYPE mirrorguard_disks gauge
/// mirrorguard_disks{volume="vg/lv",state="active"} 2
/// </code>
/// </summary>
/// <remarks>Source: node_exporter <c>collector/mdadm_linux.go</c>; the format: prometheus.io, "Text-based format".</remarks>
public static class MetricsText
{
    private static readonly VolumeCondition[] Conditions = Enum.GetValues<VolumeCondition>();

    /// <summary>The file.</summary>
    /// <param name="volumes">Those that are monitored.</param>
    /// <param name="events">How often each event was seen since the start, by volume and name.</param>
    /// <param name="reports">What became of reports since the start.</param>
    /// <param name="time">Now.</param>
    public static string Write(
        IReadOnlyList<VolumeMetrics> volumes, IReadOnlyList<EventCount> events, ReportTally reports, DateTimeOffset time)
    {
        var text = new StringBuilder();
        Head(text, "mirrorguard_volumes", "gauge", "Volumes that are monitored.");
        Line(text, "mirrorguard_volumes", "", volumes.Count);
        Of(text, volumes, "mirrorguard_disks_required", "Legs that the volume has by its table.", volume => volume.Standing.Legs);
        WriteDisks(text, volumes);
        WriteStates(text, volumes);
        Of(text, volumes, "mirrorguard_blocks", "Regions of the volume.", volume => volume.Standing.InSync.Total);
        Of(text, volumes, "mirrorguard_blocks_synced", "Regions of the volume that are in sync.", volume => volume.Standing.InSync.Synced);
        Of(text, volumes, "mirrorguard_last_observation_timestamp_seconds", "When the volume was last looked at, and answered.",
            volume => Seconds(volume.ObservedAt));
        WriteScans(text, Scanned(volumes));
        WriteCounters(text, events, reports);
        Head(text, "mirrorguard_written_timestamp_seconds", "gauge", "When this file was written.");
        Line(text, "mirrorguard_written_timestamp_seconds", "", Seconds(time));
        return text.ToString();
    }

    private static void WriteScans(StringBuilder text, List<VolumeMetrics> scanned)
    {
        Of(text, scanned, "mirrorguard_scan_position_bytes", "How far the pass has read each leg; 0 between two passes.", volume => volume.Scan!.Position);
        Of(text, scanned, "mirrorguard_scan_length_bytes", "How much the pass reads of each leg; 0 while not known.", volume => volume.Scan!.Length);
        Of(text, scanned, "mirrorguard_scan_running", "Whether legs are being read.", volume => volume.Scan!.State == ScanReport.Reading ? 1 : 0);
        Of(text, scanned, "mirrorguard_scan_last_finished_timestamp_seconds", "When all legs had last been read; 0: never.",
            volume => volume.Scan!.LastFinishedAt is { } at ? Seconds(at) : 0);
        Of(text, scanned, "mirrorguard_scan_mismatches", "Places of this pass where legs differ.", volume => volume.Scan!.Pass?.Tally.Mismatches ?? 0);
        Of(text, scanned, "mirrorguard_scan_unreadable", "Places of this pass that cannot be read.", volume => volume.Scan!.Pass?.Tally.Unreadable ?? 0);
        Of(text, scanned, "mirrorguard_scan_relocated", "Unreadable places of this pass that were rewritten.", volume => volume.Scan!.Pass?.Tally.Relocated ?? 0);
    }

    private static void WriteCounters(StringBuilder text, IReadOnlyList<EventCount> events, ReportTally reports)
    {
        Head(text, "mirrorguard_events_total", "counter", "What happened, by its name.");
        foreach (var seen in events)
            Line(text, "mirrorguard_events_total", $"volume=\"{Escaped(seen.Volume)}\",event=\"{seen.Event}\"", seen.Count);
        Head(text, "mirrorguard_reports_total", "counter", "Reports that were sent.");
        Line(text, "mirrorguard_reports_total", "", reports.Sent);
        Head(text, "mirrorguard_report_failures_total", "counter", "Reports whose program failed, was cut off, or could not be started.");
        Line(text, "mirrorguard_report_failures_total", "", reports.Failed);
    }

    private static List<VolumeMetrics> Scanned(IReadOnlyList<VolumeMetrics> volumes)
    {
        var scanned = new List<VolumeMetrics>();
        foreach (var volume in volumes)
        {
            if (volume.Scan is not null)
                scanned.Add(volume);
        }
        return scanned;
    }

    private static void WriteDisks(StringBuilder text, IReadOnlyList<VolumeMetrics> volumes)
    {
        const string Name = "mirrorguard_disks";
        Head(text, Name, "gauge", "Legs of the volume, by their state.");
        foreach (var volume in volumes)
        {
            State(text, Name, volume, "active", volume.Standing.GoodLegs);
            State(text, Name, volume, "failed", volume.Standing.Legs - volume.Standing.GoodLegs);
        }
    }

    private static void WriteStates(StringBuilder text, IReadOnlyList<VolumeMetrics> volumes)
    {
        const string Name = "mirrorguard_state";
        Head(text, Name, "gauge", "Indicates the state of the volume.");
        foreach (var volume in volumes)
        {
            foreach (var condition in Conditions)
                State(text, Name, volume, NameOf(condition), volume.Standing.Condition == condition ? 1 : 0);
            State(text, Name, volume, "check", volume.Scan?.State == ScanReport.Reading ? 1 : 0);
        }
    }

    private static string NameOf(VolumeCondition condition) => condition switch
    {
        VolumeCondition.Unknown => "unknown",
        VolumeCondition.Whole => "active",
        VolumeCondition.Recovering => "recovering",
        VolumeCondition.Degraded => "degraded",
        VolumeCondition.NeedsPerson => "needs_person",
        _ => throw new ArgumentOutOfRangeException(nameof(condition)),
    };

    private static void State(StringBuilder text, string name, VolumeMetrics volume, string state, double value) =>
        Line(text, name, $"volume=\"{Escaped(volume.Volume)}\",state=\"{state}\"", value);

    private static void Of(StringBuilder text, IReadOnlyList<VolumeMetrics> volumes, string name, string help, Func<VolumeMetrics, double> value)
    {
        Head(text, name, "gauge", help);
        foreach (var volume in volumes)
            Line(text, name, $"volume=\"{Escaped(volume.Volume)}\"", value(volume));
    }

    private static void Head(StringBuilder text, string name, string type, string help) =>
        text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {help}\n# TYPE {name} {type}\n");

    private static void Line(StringBuilder text, string name, string labels, double value) =>
        text.Append(CultureInfo.InvariantCulture, $"{name}{(labels.Length == 0 ? "" : $"{{{labels}}}")} {value:0.###}\n");

    /// <summary>LVM allows none of these in a name; whoever made the device otherwise does not break the file.</summary>
    private static string Escaped(string value) => value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)
        .Replace("\n", "\\n", StringComparison.Ordinal);

    private static double Seconds(DateTimeOffset time) => time.ToUnixTimeMilliseconds() / 1000.0;
}
