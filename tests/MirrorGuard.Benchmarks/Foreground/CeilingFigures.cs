using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace MirrorGuard.Benchmarks.Foreground;

/// <summary>What was read of a disk, against what may be.</summary>
internal static class CeilingFigures
{
    private const double Tolerance = 0.05;

    /// <summary>Reads <c>ceiling 8192 read 8190 while one volume</c>, KiB in a second, a line for each.</summary>
    internal static Table TableOf(string output) => new(
        "The scan's ceiling, of each disk over a minute",
        ["scanned", "ceiling", "read", "ratio", "target", ""],
        [.. output.Split('\n').Select(line => line.Split(' ', 6)).Where(words => words is ["ceiling", ..]).Select(Row)]);

    private static IReadOnlyList<string> Row(string[] words)
    {
        var ratio = double.Parse(words[3], CultureInfo.InvariantCulture) / double.Parse(words[1], CultureInfo.InvariantCulture);
        return [words[5], $"{words[1]} KiB/s", $"{words[3]} KiB/s", ratio.ToString("0.000", CultureInfo.InvariantCulture), "0.95 to 1.05",
            Table.Verdict(Math.Abs(ratio - 1) <= Tolerance)];
    }
}
