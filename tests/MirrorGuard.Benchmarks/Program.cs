using System;
using System.IO;

using MirrorGuard.Benchmarks;
using MirrorGuard.Benchmarks.InGuest;
using MirrorGuard.Benchmarks.Micro;

// usage: MirrorGuard.Benchmarks [micro|lab|all] [--output DIRECTORY], anywhere in the repository
var command = args is ["micro" or "lab" or "all", ..] ? args[0] : "all";
var option = Array.IndexOf(args, "--output");
var repository = RepositoryAbove(Environment.CurrentDirectory);
var output = option >= 0 && option + 1 < args.Length ? args[option + 1] : Path.Combine(repository, "artifacts", "bench");

var report = new Report();
try
{
    if (command is "micro" or "all")
        MicroBenchmarks.Run(repository, output, report);
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
