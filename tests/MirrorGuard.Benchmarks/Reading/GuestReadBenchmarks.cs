using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;

using MirrorGuard.Lab.Guests;

namespace MirrorGuard.Benchmarks.Reading;

/// <summary>
/// The plugin's scan without a ceiling, in a guest of Debian 12, against programs that read the same legs in the same round. How each
/// figure is taken: native/unbounded.sh.
/// </summary>
internal static class GuestReadBenchmarks
{
    private const int Rounds = 3;
    private const int Mebibytes = 1024;

    /// <summary>A disk: from one place to another in 1 to 5 ms, then 80 MiB a second. Of a faster one the guest's processor would be the limit, since it plays the disk too.</summary>
    private const string Disk = "1000 5000 81920";

    /// <summary>It takes longer in any case.</summary>
    private const int LeastSeconds = Mebibytes / 80;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    /// <summary>Measures; needs the DSO in artifacts/dso of <paramref name="repository"/>.</summary>
    internal static void Run(string repository, Report report)
    {
        using var guest = Guest.Start(GuestImage.Debian12, new GuestOptions
        {
            ArtifactDirectories =
            [
                Path.Combine(repository, "artifacts", "dso"),
                Path.GetDirectoryName(NativePrograms.SlowDisk)!,
                Path.Combine(AppContext.BaseDirectory, "native"),
            ],
        });
        _ = guest.Require(Prepared(Preparation), Limit);
        var rounds = new List<IReadOnlyDictionary<string, double>>();
        // The first round warms up what can be warm, and does not count.
        for (var round = 0; round <= Rounds; round++)
        {
            var order = round % 2 == 0 ? $"read_by_dd; read_by_scan {LeastSeconds}" : $"read_by_scan {LeastSeconds}; read_by_dd";
            var measured = Parse(guest.Require(Prepared($"{order}; read_by_cmp"), Limit));
            if (round > 0)
                rounds.Add(measured);
        }
        report.Add(new Table("The plugin's scan in a guest, unbounded", ReadRow.Columns,
        [
            ReadRow.OfTarget("Throughput, of two dd's", rounds.Select(round => round["dd"] / round["scan"]), "at least 0.95", ratio => ratio >= 0.95),
            ReadRow.OfTarget("Throughput, of cmp's", rounds.Select(round => round["cmp"] / round["scan"]), "over 1", ratio => ratio > 1),
            ReadRow.Of("Seconds, the scan", rounds.Select(round => round["scan"])),
            ReadRow.Of("Seconds, two dd", rounds.Select(round => round["dd"])),
            ReadRow.Of("Seconds, cmp", rounds.Select(round => round["cmp"])),
        ]));
        report.Note($"{Mebibytes} MiB on each of two disks that serve one request at a time (nbd, in memory, without a cache: 1 to 5 ms from one place to another, "
            + $"then 80 MiB/s), User-Mode Linux with one CPU; {Rounds} rounds after one that does not count. The scan: asked for by its socket, with the largest "
            + "ceiling that can be set, and as long as its report says, in tenths of a second.");
    }

    private static Dictionary<string, double> Parse(string output) => output
        .Split('\n')
        .Select(line => line.Split(' '))
        .Where(words => words is ["unbounded", _, _])
        .ToDictionary(words => words[1], words => long.Parse(words[2], CultureInfo.InvariantCulture) / 1e6);

    /// <summary>Each script is a shell of its own.</summary>
    private static string Prepared(string script) => $"""
        set -eu
        source /lab/unbounded.sh
        {script}
        """;

    private static string Preparation => $$"""
        size_mib={{Mebibytes}}
        echo 'scan { bandwidth = 1048576 }' >"$MIRRORGUARD_CONFIG"
        slow_disks {{Disk}}
        make_mirrors vg/lv
        """;
}
