using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;

namespace MirrorGuard.Dso.Tests.Hosts;

/// <summary>What the kernel says of the host: <c>/proc/PID</c>.</summary>
internal static class ProcFile
{
    /// <summary>A figure of <c>/proc/PID/status</c> in KiB, for example <c>VmRSS</c>.</summary>
    internal static long Kib(int pid, string field) =>
        long.Parse(Field($"/proc/{pid}/status", field).Split(' ')[0], CultureInfo.InvariantCulture);

    /// <summary>The ids of the threads.</summary>
    internal static IReadOnlyList<int> Threads(int pid) =>
        [.. Directory.GetDirectories($"/proc/{pid}/task").Select(path => int.Parse(Path.GetFileName(path), CultureInfo.InvariantCulture))];

    /// <summary>The signals that a thread blocks; bit 0 is signal 1.</summary>
    internal static ulong Blocked(int pid, int thread) =>
        ulong.Parse(Field($"/proc/{pid}/task/{thread}/status", "SigBlk"), NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    /// <summary>How often a file is mapped from its start: how many copies of a library live.</summary>
    internal static int Copies(int pid, string path) => File.ReadLines($"/proc/{pid}/maps")
        .Count(line => line.EndsWith(path, StringComparison.Ordinal) && line.Split(' ')[2] == "00000000");

    /// <summary>What a program of ours that stays has open, once the pipe by which it said that it is there is closed: that takes it a moment longer.</summary>
    internal static string[] SettledFiles(int pid)
    {
        string[] files = [];
        SpinWait.SpinUntil(
            () =>
            {
                files = [.. Directory.GetFiles($"/proc/{pid}/fd").Order(StringComparer.Ordinal).Select(file => new FileInfo(file).LinkTarget ?? "gone")];
                return !files.Any(file => file == "gone" || file.StartsWith("pipe:", StringComparison.Ordinal));
            },
            TimeSpan.FromSeconds(20));
        return files;
    }

    private static string Field(string file, string field) => File.ReadLines(file)
        .Single(line => line.StartsWith(field + ":", StringComparison.Ordinal))[(field.Length + 1)..].Trim();
}
