using System;
using System.Collections.Generic;
using System.Linq;
using static MirrorGuard.Core.Settings.SettingsType;

namespace MirrorGuard.Core.Settings;

/// <summary>
/// Every key there is. Validation, the words of its complaints and what the sample file must say are
/// taken from here; the defaults are those of <see cref="FaultSettings"/>, <see cref="ScanSettings"/> and <see cref="ReportSettings"/>.
/// </summary>
public static class SettingsTable
{
    /// <summary>The section of <see cref="FaultSettings"/>.</summary>
    public const string Faults = "faults";

    /// <summary>The section of <see cref="ScanSettings"/>.</summary>
    public const string Scan = "scan";

    /// <summary>The section of <see cref="ReportSettings"/>.</summary>
    public const string Report = "report";

    /// <summary>What the name of a rule's section begins with.</summary>
    public const string RulePrefix = "volume_";

    /// <summary>The key of a rule that says for which volumes it is.</summary>
    public const string Match = "match";

    /// <summary>What <see cref="Match"/> takes, in words.</summary>
    public static string MatchAccepted => MatchType.Accepted;

    /// <summary>A week: a disk that is away longer is not coming back by itself, and the volume has one copy all that time.</summary>
    private const int LongestGrace = 7 * 24 * 3600;

    /// <summary>A minute, half of what the kernel gives a waiting process before it warns of a hung task: the repair needs the rest.</summary>
    private const int LongestHold = 60;

    /// <summary>An hour: with longer pauses a disk that is back would be left out for no reason.</summary>
    private const int LongestProbeInterval = 3600;

    /// <summary>Thirty days: what happened before that says nothing about a disk today.</summary>
    private const int LongestWindow = 30 * 24 * 3600;

    /// <summary>A thousand resyncs within any window are a disk that never gets in sync.</summary>
    private const int MostSyncRetries = 1000;

    /// <summary>More sectors than any disk keeps in reserve.</summary>
    private const int MostRelocations = 65536;

    /// <summary>An hour: the smallest volumes are read through in less, and more often helps nobody.</summary>
    private const int ShortestPass = 3600;

    /// <summary>A year: what is scanned less often may as well be switched off.</summary>
    private const int LongestPass = 365 * 24 * 3600;

    /// <summary>One read of 1 MiB in four seconds; slower, no pass would end within a year.</summary>
    private const int LeastBandwidth = 256;

    /// <summary>16 GiB/s, more than a disk gives: no ceiling.</summary>
    private const int MostBandwidth = 16 * 1024 * 1024;

    /// <summary>An hour: a write in flight is done in seconds, and findings must not pile up.</summary>
    private const int LongestSettle = 3600;

    /// <summary>A week: what is told later may as well be left to the daily word about what is still degraded.</summary>
    private const int LongestReportInterval = 7 * 24 * 3600;

    /// <summary>Twice what a volume's name can have, 127 characters for each of its parts: room for brackets and backslashes.</summary>
    private const int LongestPattern = 512;

    /// <summary>All keys, in the order of the sample file.</summary>
    public static IReadOnlyList<SettingsKey> Keys { get; } =
    [
        OfFaults("mode", Choice(("act", FaultMode.Act), ("observe", FaultMode.Observe)),
            faults => faults.Mode, (faults, value) => faults with { Mode = value },
            "observe: decide and report everything, but leave the acting to what the stock plugin would do"),
        OfFaults("leg_grace", Seconds(0, LongestGrace),
            faults => faults.LegGrace, (faults, value) => faults with { LegGrace = value },
            "how long to wait for a dead leg before it is repaired; 0: repair at once"),
        OfFaults("max_out_of_sync", Number(0, 100, "percent", value => new Percent(value), value => value.Value),
            faults => faults.MaxOutOfSync, (faults, value) => faults with { MaxOutOfSync = value },
            "the wait ends early when the leg misses more of the volume's regions; 100: never early. Not known with a core log"),
        OfFaults("write_hold", Seconds(0, LongestHold),
            faults => faults.WriteHold, (faults, value) => faults with { WriteHold = value },
            "how long writes may be held where they cannot be released safely; 0: repair at once"),
        OfFaults("reattach", Flag(),
            faults => faults.IsReattachEnabled, (faults, value) => faults with { IsReattachEnabled = value },
            "1: put a removed leg back when its disk returns within leg_grace"),
        OfFaults("probe_interval", Seconds(1, LongestProbeInterval),
            faults => faults.ProbeInterval, (faults, value) => faults with { ProbeInterval = value },
            "the first pause between two probes of a leg; it doubles"),
        OfFaults("probe_interval_max", Seconds(1, LongestProbeInterval),
            faults => faults.ProbeIntervalMax, (faults, value) => faults with { ProbeIntervalMax = value },
            "where the doubling ends; less than probe_interval: there is no doubling"),
        OfFaults("sync_retries", Number(0, MostSyncRetries, "", value => value, value => value),
            faults => faults.SyncRetries, (faults, value) => faults with { SyncRetries = value },
            "resync restarts per disk within sync_window"),
        OfFaults("sync_window", Seconds(1, LongestWindow),
            faults => faults.SyncWindow, (faults, value) => faults with { SyncWindow = value },
            "how long a failed resync is counted"),
        OfFaults("relocate", Flag(),
            faults => faults.IsRelocateEnabled, (faults, value) => faults with { IsRelocateEnabled = value },
            "1: rewrite unreadable sectors from the good leg"),
        OfFaults("relocations", Number(0, MostRelocations, "", value => value, value => value),
            faults => faults.Relocations, (faults, value) => faults with { Relocations = value },
            "rewrites per disk within relocation_window before the leg counts as dead"),
        OfFaults("relocation_window", Seconds(1, LongestWindow),
            faults => faults.RelocationWindow, (faults, value) => faults with { RelocationWindow = value },
            "how long a rewrite is counted"),
        OfScan("enabled", Flag(),
            scan => scan.IsEnabled, (scan, value) => scan with { IsEnabled = value },
            "1: read all legs of healthy mirrors and compare them, a little at a time"),
        OfScan("interval", Seconds(ShortestPass, LongestPass),
            scan => scan.Interval, (scan, value) => scan with { Interval = value },
            "time for one full pass over a volume"),
        OfScan("bandwidth", Number(LeastBandwidth, MostBandwidth, "KiB/s", value => new Bandwidth(value), value => value.KibibytesPerSecond),
            scan => scan.Bandwidth, (scan, value) => scan with { Bandwidth = value },
            "ceiling per physical disk"),
        OfScan("window", Window(),
            scan => scan.Window, (scan, value) => scan with { Window = value },
            "the time of day in which the scan runs; it may go over midnight"),
        OfScan("settle", Seconds(1, LongestSettle),
            scan => scan.Settle, (scan, value) => scan with { Settle = value },
            "over which time a mismatch must persist unchanged to be reported; at least what vm.dirty_expire_centisecs leaves a page unwritten"),
        OfScan("stable_pages", Flag(),
            scan => scan.ArePagesStable, (scan, value) => scan with { ArePagesStable = value },
            "1: let no page be changed while it is written to a mirror; for what is mounted or swapped to afterwards. 0: legs may differ in free space"),
        OfScan("mismatch", Choice(("report", MismatchResponse.Report), ("resync", MismatchResponse.Resync)),
            scan => scan.Mismatch, (scan, value) => scan with { Mismatch = value },
            "resync: write the place anew from the primary leg, or by majority with three legs"),
        OfReport("program", OptionalPath(),
            report => report.Program, (report, value) => report with { Program = value },
            "run for each report: argv[1] event, argv[2] vg/lv; details in MIRRORGUARD_* variables"),
        OfReport("interval", Seconds(0, LongestReportInterval),
            report => report.Interval, (report, value) => report with { Interval = value },
            "how far apart two reports of the same event of a volume are; what comes in between is counted, and told as one; 0: tell each"),
        OfReport("metrics", OptionalPath(),
            report => report.Metrics, (report, value) => report with { Metrics = value },
            "a Prometheus text file, written by rename"),
    ];

    /// <summary>The key of section <c>faults</c> that is called <paramref name="name"/>.</summary>
    public static SettingsKey OfFaults(string name) => Keys.First(key => key.Section == Faults && key.Name == name);

    /// <summary>The sections that have keys of their own.</summary>
    public static IReadOnlyList<string> Sections { get; } = [.. Keys.Select(key => key.Section).Distinct()];

    /// <summary>The keys that a rule may hold, beside <see cref="Match"/>.</summary>
    public static IReadOnlyList<SettingsKey> RuleKeys { get; } = [.. Keys.Where(key => key.Section is Faults or Scan)];

    internal static SettingsType<string> MatchType { get; } =
        Pattern("a shell pattern over vg/lv, such as \"vg0/*\"", LongestPattern);

    private static SettingsKey OfFaults<T>(
        string name, SettingsType<T> type, Func<FaultSettings, T> get, Func<FaultSettings, T, FaultSettings> with, string meaning) =>
        SettingsKey.Of(Faults, name, type, set => get(set.Faults), (set, value) => set with { Faults = with(set.Faults, value) }, meaning);

    private static SettingsKey OfScan<T>(
        string name, SettingsType<T> type, Func<ScanSettings, T> get, Func<ScanSettings, T, ScanSettings> with, string meaning) =>
        SettingsKey.Of(Scan, name, type, set => get(set.Scan), (set, value) => set with { Scan = with(set.Scan, value) }, meaning);

    private static SettingsKey OfReport<T>(
        string name, SettingsType<T> type, Func<ReportSettings, T> get, Func<ReportSettings, T, ReportSettings> with, string meaning) =>
        SettingsKey.Of(Report, name, type, set => get(set.Report), (set, value) => set with { Report = with(set.Report, value) }, meaning);
}
