using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;

namespace MirrorGuard.Benchmarks.Command;

/// <summary>How long <c>mirrorguard</c> takes by itself: to start, and for its table of one mirror and of a hundred.</summary>
internal static class CommandBenchmarks
{
    private const int Runs = 20;

    /// <summary>Measures; needs the command in artifacts/bin of <paramref name="repository"/>.</summary>
    internal static void Run(string repository, Report report)
    {
        var command = Path.Combine(repository, "artifacts", "bin", "mirrorguard");
        var runs = new List<(double Nothing, double Start, double One, double Hundred)>();
        // The first round warms up what can be warm, and does not count.
        for (var run = 0; run <= Runs; run++)
        {
            var measured = (Milliseconds("/bin/true", "", 0), Milliseconds(command, "version", 0), Milliseconds(command, "status", 1), Milliseconds(command, "status", 100));
            if (run > 0)
                runs.Add(measured);
        }
        report.Add(new Table("The command, ms", ["Figure", "Median", "Least", "Most", "Target", ""],
        [
            Row("a program that does nothing", [.. runs.Select(run => run.Nothing).Order()], null),
            Row("mirrorguard version", [.. runs.Select(run => run.Start).Order()], 30),
            Row("mirrorguard status, 1 mirror", [.. runs.Select(run => run.One).Order()], null),
            Row("mirrorguard status, 100 mirrors", [.. runs.Select(run => run.Hundred).Order()], 50),
        ]));
        report.Note($"From its start to its end, {Runs} rounds. The mirrors are those of a device-mapper in the program itself that answers at once "
            + "(native/device_mapper.c), with two images and a log each; what the kernel takes for its 501 answers is not in it, nor what the plugin takes for one.");
    }

    private static string[] Row(string figure, double[] sorted, double? target)
    {
        var median = sorted[sorted.Length / 2];
        return [figure, Text(median), Text(sorted[0]), Text(sorted[^1]), target is null ? "" : $"under {target}", target is null ? "" : Table.Verdict(median < target)];
    }

    private static string Text(double value) => value.ToString("0.0", CultureInfo.InvariantCulture);

    private static double Milliseconds(string command, string argument, int mirrors)
    {
        var start = new ProcessStartInfo(command, argument) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["LD_PRELOAD"] = NativePrograms.DeviceMapper;
        start.Environment["MIRRORS"] = mirrors.ToString(CultureInfo.InvariantCulture);
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{command} does not start");
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        var elapsed = clock.Elapsed.TotalMilliseconds;
        var shown = output.Split('\n').Count(line => line.StartsWith("vg/lv", StringComparison.Ordinal));
        return process.ExitCode == 0 && shown == mirrors
            ? elapsed
            : throw new InvalidOperationException($"{command} {argument} shows {shown} of {mirrors} mirrors, exit code {process.ExitCode}");
    }
}
