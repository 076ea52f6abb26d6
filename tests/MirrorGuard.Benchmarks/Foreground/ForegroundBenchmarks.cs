using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

using MirrorGuard.Lab.Guests;

namespace MirrorGuard.Benchmarks.Foreground;

/// <summary>
/// What a steady writer notices of the scan, and of md's <c>check</c> on the same disks; and whether the scan keeps its ceiling. In a guest
/// of Debian 12, on disks as slow as real ones: native/slow_disk.c. How each figure is taken: native/foreground.sh.
/// </summary>
internal static class ForegroundBenchmarks
{
    /// <summary>Fewer leave the noise larger than the target.</summary>
    private const int Rounds = 10;

    /// <summary>A check keeps writes waiting for seconds: a few rounds show that.</summary>
    private const int MdRounds = 3;

    private const int WarmUpSeconds = 6;
    private const int WriteSeconds = 15;
    private const int WritesPerSecond = 100;
    private const int ReadSeconds = 60;

    /// <summary>A disk: from one place to another in 1 to 5 ms, then 200 MiB a second.</summary>
    private const string Disk = "1000 5000 204800";

    /// <summary>What 4 TB need to be read within 0.9 of the default interval, 7 days: <c>ScanPace</c>.</summary>
    private const int PaceOfLargeVolume = 7176;

    private const int Ceiling = 8192;
    private const int DefaultCeiling = 32768;

    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan RoundLimit = TimeSpan.FromMinutes(5);

    /// <summary>Measures; needs the DSO in artifacts/dso of <paramref name="repository"/>.</summary>
    internal static void Run(string repository, Report report)
    {
        using var guest = Guest.Start(GuestImage.Debian12, new GuestOptions
        {
            ArtifactDirectories =
            [
                Path.Combine(repository, "artifacts", "dso"),
                Path.GetDirectoryName(NativePrograms.SlowDisk)!,
                Path.GetDirectoryName(NativePrograms.PacedWriter)!,
                Path.Combine(AppContext.BaseDirectory, "native"),
            ],
        });
        _ = guest.Require(Prepared(Preparation), StartLimit);
        report.Add(CeilingFigures.TableOf(guest.Require(Prepared(Reading), RoundLimit)));
        foreach (var table in ForegroundFigures.OfScan(Play(guest, Writing, Rounds)))
            report.Add(table);
        foreach (var table in ForegroundFigures.OfMd(Play(guest, WritingToMd, MdRounds)))
            report.Add(table);
        report.Note(Explanation);
    }

    /// <summary>The first round warms up what can be warm, and does not count.</summary>
    private static IReadOnlyList<ForegroundRound> Play(Guest guest, string script, int rounds) =>
        [.. ForegroundRound.ParseAll(guest.Require(Prepared($"rounds={rounds}\n{script}"), RoundLimit * (rounds + 1))).Skip(1)];

    private static string Explanation =>
        $"Two disks that serve one request at a time (nbd, in memory, without a cache: 1 to 5 ms from one place to another, then 200 MiB/s), User-Mode Linux with "
        + $"one CPU, default scheduler (mq-deadline). Writes: 4 KiB, O_DIRECT and O_DSYNC, at random places, {WritesPerSecond} a second, each "
        + $"counted from when it was due, by one writer; beside nothing, a scan by itself, nothing again and a scan asked for, {WriteSeconds} s each after {WarmUpSeconds} s that do not count, {Rounds} rounds after one that does not count: "
        + "in each circumstance p99 is the median of the rounds'; the range is what comes of drawing as many rounds anew, with repetition: with the target in it, the noise is larger. "
        + "Asked for: a pass that a person started, at the default ceiling. By itself, 4 TB: a pass at the pace that the default interval asks of such a "
        + "volume; of the 3 GiB that are here it would read one piece in a minute and a half. "
        + $"Ceiling: what the first disk has read in {ReadSeconds} s, by the kernel's count. md: raid1 without bitmap at its default speed limits, a writer for each time; the mirrors' log is in memory.";

    /// <summary>Each script is a shell of its own.</summary>
    private static string Prepared(string script) => $"""
        set -eu
        source /lab/foreground.sh
        writes_per_second={WritesPerSecond}
        warm_up_seconds={WarmUpSeconds}
        seconds={WriteSeconds}
        {script}
        """;

    private static string Preparation => $$"""
        printf '%s\n' >"$MIRRORGUARD_CONFIG" \
            'volume_slow { match = "vg/slow*" bandwidth = {{Ceiling}} }' \
            'volume_large { match = "vg/large" bandwidth = {{PaceOfLargeVolume}} }'
        slow_disks {{Disk}}
        make_mirrors vg/lv vg/large vg/slow1 vg/slow2 vg/slow3
        make_md_mirror
        """;

    private static string Reading => $"""
        read_during {ReadSeconds} {Ceiling} 'one volume' vg/slow1
        read_during {ReadSeconds} {Ceiling} 'three volumes on the same disks' vg/slow1 vg/slow2 vg/slow3
        read_during {ReadSeconds} {DefaultCeiling} 'one volume, default ceiling' vg/lv
        """;

    private static string Writing => """
        writer_start /dev/vg/lv
        for ((round = 0; round <= rounds; round++)); do
            written_during_nothing alone
            written_during_scan large vg/large
            written_during_nothing alone-again
            written_during_scan asked vg/lv
            echo round
        done
        writer_stop
        """;

    private static string WritingToMd => """
        for ((round = 0; round <= rounds; round++)); do
            written_on_md md
            written_during_check check
            echo round
        done
        """;
}
