using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;

using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace MirrorGuard.Benchmarks.Micro;

/// <summary>The parser: ahead of time, as in the DSO, which is the figure that counts, and just in time by BenchmarkDotNet.</summary>
internal static class MicroBenchmarks
{
    private const double TargetRatio = 3;

    /// <summary>Runs both; needs the repository, to publish the one that is compiled ahead of time.</summary>
    internal static void Run(string repository, string output, Report report)
    {
        report.Add(AheadOfTime(repository));
        JustInTime(output);
        report.Note("BenchmarkDotNet's own tables of the same parsers, compiled just in time: `results/`.");
    }

    private static Table AheadOfTime(string repository)
    {
        var directory = Path.Combine(Path.GetTempPath(), $"mirrorguard-bench-{Environment.ProcessId}");
        try
        {
            HostProgram.Run(
                "dotnet", "publish", Path.Combine(repository, "tests/MirrorGuard.Benchmarks.Aot"), "-c", "Release", "-nologo", "-v", "quiet", "-o", directory);
            var lines = HostProgram.Run(Path.Combine(directory, "MirrorGuard.Benchmarks.Aot"), NativePrograms.ParseLoop);
            return new Table(
                "Parsing a status line (NativeAOT, as in the DSO)",
                ["line", "dm_get_status_mirror", "MirrorGuard", "ratio", "allocated", "target", ""],
                [.. lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Row)]);
        }
        finally
        {
            if (Directory.Exists(directory))
                Directory.Delete(directory, recursive: true);
        }
    }

    private static IReadOnlyList<string> Row(string line)
    {
        var parts = line.Split('\t');
        var c = double.Parse(parts[1], CultureInfo.InvariantCulture);
        var cs = double.Parse(parts[2], CultureInfo.InvariantCulture);
        return [parts[0], $"{parts[1]} ns", $"{parts[2]} ns", string.Create(CultureInfo.InvariantCulture, $"{c / cs:F1}×"), $"{parts[3]} B",
            "≥ 3×, 0 B", Table.Verdict(c / cs >= TargetRatio && parts[3] == "0")];
    }

    private static void JustInTime(string output)
    {
        var job = Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance);
        var config = ManualConfig.CreateEmpty()
            .AddJob(job)
            .AddColumnProvider(DefaultColumnProviders.Instance)
            .AddLogger(ConsoleLogger.Default)
            .AddExporter(MarkdownExporter.GitHub)
            .WithArtifactsPath(output);
        BenchmarkRunner.Run<ParseBenchmarks>(config);
    }
}
