using System;
using System.Diagnostics;
using System.Threading.Tasks;

namespace MirrorGuard.Dso.Tests.Hosts;

/// <summary>Runs a program that must succeed, and gives what it printed.</summary>
internal static class Tool
{
    internal static string Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} failed with {process.ExitCode}:\n{output}{errors.Result}");
    }
}
