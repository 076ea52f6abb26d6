using System.Collections.Generic;
using System.Linq;

namespace MirrorGuard.Lab.Tests.Crash;

/// <summary>What goes on while the machine loses its power. Legs are on pd1 and pd2, the log on pd3, pd4 is spare.</summary>
/// <param name="Name">How tests call it.</param>
/// <param name="Faults">Lines of section <c>faults</c>.</param>
/// <param name="Disk">The disk that fails.</param>
/// <param name="Before">Up to the moment from which the kill is counted; <c>FAULT</c> is what happens to the disk.</param>
/// <param name="After">What goes on from that moment, for a while.</param>
/// <param name="LongestMilliseconds">The kill comes at a random moment up to here.</param>
/// <param name="MayBeAbsent">The disk can be missing after the reboot.</param>
internal sealed record CrashScenario(
    string Name, string Faults, string Disk, string Before, string After, int LongestMilliseconds, bool MayBeAbsent = true)
{
    private const string Waits = "probe_interval_max = 1\nmax_out_of_sync = 100";
    private const string RepairsAtOnce = "leg_grace = 0\nwrite_hold = 0";

    /// <summary>All of them.</summary>
    internal static IReadOnlyList<CrashScenario> All { get; } =
    [
        new("release", Waits, "pd2", "", "FAULT", 1500),
        new("wait", Waits, "pd2", "FAULT; wait_for 20 is_released vg/lv; writes_proceed", "", 5000),
        new("return", Waits, "pd2", "FAULT; wait_for 20 is_released vg/lv; writes_proceed; wait_for 20 misses_regions vg/lv 4", "disk_heal pd2", 4000),
        new("repair", RepairsAtOnce, "pd2", "", "FAULT", 3000),
        new("primary", Waits, "pd1", "", "FAULT", 3000),
        // With its old metadata, of before the repair.
        new("old-primary", Waits, "pd1", "FAULT; wait_for 20 is_linear vg-lv; writes_proceed", "disk_heal pd1", 8000),
        new("log", Waits, "pd3", "", "FAULT", 8000),
        new("relocation", Waits, "pd2", Unreadable, Read, 3000, MayBeAbsent: false),
    ];

    /// <summary>
    /// Places become unreadable on both legs. The writer stands still for that: it heals what it writes, and may be
    /// once around before the last of them is bad.
    /// </summary>
    private const string Unreadable = """
        kill -STOP $(<$LAB/writer.pid)
        leg_dust vg/lv 0 1001 1801 2601 3401 4201 5001 5801 6601 7401
        leg_dust vg/lv 1 1407 2207 3007 3807 4607 5407 6207 7007 7807
        """;

    /// <summary>They are read, with new writes between them.</summary>
    private const string Read = """
        kill -CONT $(<$LAB/writer.pid)
        for sector in {1001..7801..400}; do volume_reads vg/lv $sector; done
        """;

    internal static CrashScenario Named(string name) => All.First(scenario => scenario.Name == name);
}
