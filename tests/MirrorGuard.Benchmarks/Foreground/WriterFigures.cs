using System;
using System.Globalization;

namespace MirrorGuard.Benchmarks.Foreground;

/// <summary>What native/paced_writer.c found, times in microseconds, and what the disk was read of meanwhile.</summary>
/// <param name="P50">Half of the writes took no longer.</param>
/// <param name="P99">99 of 100 did not.</param>
/// <param name="P999">999 of 1000 did not.</param>
/// <param name="Longest">None did.</param>
/// <param name="ReadKibibytes">In a second.</param>
internal readonly record struct WriterFigures(double P50, double P99, double P999, double Longest, double ReadKibibytes)
{
    /// <summary>Reads <c>count 1000 p50 4777 p99 10369 p999 25745 max 30134 read 614</c>, in words.</summary>
    internal static WriterFigures Parse(string[] words) => words is ["count", _, "p50", var p50, "p99", var p99, "p999", var p999, "max", var longest, "read", var read]
        ? new(Number(p50), Number(p99), Number(p999), Number(longest), Number(read))
        : throw new InvalidOperationException($"not a writer's figures: {string.Join(' ', words)}");

    private static double Number(string word) => double.Parse(word, CultureInfo.InvariantCulture);
}
