using System;
using System.IO;

using MirrorGuard.Lab.Guests;

namespace MirrorGuard.Benchmarks.InGuest;

/// <summary>
/// The stock DSO and ours in turn, in one guest of Debian 12: a dmeventd of their own each time, on the same mirrors.
/// How each figure is taken: native/measure.sh and native/client.c.
/// </summary>
internal static class GuestBenchmarks
{
    private const int Rounds = 3;
    private const int EventRounds = 7;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(4);

    /// <summary>Measures; needs the DSO in artifacts/dso of <paramref name="repository"/>.</summary>
    internal static void Run(string repository, Report report)
    {
        var programs = Path.GetDirectoryName(NativePrograms.Client)!;
        using var guest = Guest.Start(GuestImage.Debian12, new GuestOptions
        {
            ArtifactDirectories = [Path.Combine(repository, "artifacts", "dso"), programs, Path.Combine(AppContext.BaseDirectory, "native")],
        });

        var output = guest.Require(Script, Limit);
        foreach (var table in GuestFigures.Parse(output).Tables())
            report.Add(table);
        report.Note($"Medians of {Rounds} rounds ({EventRounds} for the event) after one that does not count, stock and ours in turn in one guest (User-Mode Linux, one CPU), a new dmeventd for each. "
            + "Load: `dlopen` in a fresh process. Register: from a client's request until `register_device` has returned; the first one of a "
            + "dmeventd includes the load and the start of the managed runtime; LVM's initialisation is part of it with the stock DSO, while "
            + "MirrorGuard's worker does that afterwards. Memory: dmeventd's VmRSS and VmLck once all of that is over. "
            + "Event: from just before the write that fails to the DSO's first line about it, mirror on RAM disks.");
    }

    private static string Script => $$"""
        set -eu
        source /lab/measure.sh
        make_mirrors
        for dso in "$stock" "$ours"; do
            measure_registrations warm-up "$dso" >/dev/null
        done
        for ((round = 0; round < {{Rounds}}; round++)); do
            measure_registrations stock "$stock"
            measure_registrations ours "$ours"
        done
        for ((round = 0; round < {{EventRounds}}; round++)); do
            measure_event stock "$stock" 'has failed'
            measure_event ours "$ours" 'write failed'
        done
        """;
}
