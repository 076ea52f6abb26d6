using System;
using System.IO;

using MirrorGuard.Benchmarks;
using MirrorGuard.Benchmarks.Command;
using MirrorGuard.Benchmarks.Foreground;
using MirrorGuard.Benchmarks.InGuest;
using MirrorGuard.Benchmarks.Micro;
using MirrorGuard.Benchmarks.Reading;

// usage: MirrorGuard.Benchmarks [micro|command|scan|foreground|lab|all] [--output DIRECTORY], anywhere in the repository
var command = args is ["micro" or "command" or "scan" or "foreground" or "lab" or "all", ..] ? args[0] : "all";
var option = Array.IndexOf(args, "--output");
var repository = RepositoryAbove(Environment.CurrentDirectory);
var output = option >= 0 && option + 1 < args.Length ? args[option + 1] : Path.Combine(repository, "artifacts", "bench");

var report = new Report();
try
{
    if (command is "micro" or "all")
        MicroBenchmarks.Run(repository, output, report);
    if (command is "command" or "all")
        CommandBenchmarks.Run(repository, report);
    if (command is "scan" or "all")
    {
        ReaderBenchmarks.Run(repository, report);
        GuestReadBenchmarks.Run(repository, report);
    }
    if (command is "foreground" or "all")
        ForegroundBenchmarks.Run(repository, report);
    if (command is "lab" or "all")
        GuestBenchmarks.Run(repository, report);
}
finally
{
    // What was measured is not lost with what could not be.
    Console.WriteLine(report.WriteTo(output));
}

static string RepositoryAbove(string directory) => File.Exists(Path.Combine(directory, "build.sh"))
    ? directory
    : RepositoryAbove(Path.GetDirectoryName(directory) ?? throw new InvalidOperationException("run this inside the repository"));
