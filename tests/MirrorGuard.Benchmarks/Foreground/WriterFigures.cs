using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace MirrorGuard.Benchmarks.Foreground;

/// <summary>How long the writes of native/paced_writer.c took, and what the disk was read of meanwhile.</summary>
internal sealed class WriterFigures
{
    private readonly double[] _sorted;

    private WriterFigures(IEnumerable<double> microseconds, double readKibibytes)
    {
        _sorted = [.. microseconds.Order()];
        ReadKibibytes = readKibibytes;
    }

    /// <summary>In a second.</summary>
    internal double ReadKibibytes { get; }

    /// <summary>Microseconds; so many of a thousand writes took no longer.</summary>
    internal double Percentile(int thousandths) => _sorted[(_sorted.Length - 1) * thousandths / 1000];

    /// <summary>Reads <c>read 614 times 4777 10369 …</c>, in words.</summary>
    internal static WriterFigures Parse(string[] words) => words is ["read", var read, "times", _, ..]
        ? new(words[3..].Select(Number), Number(read))
        : throw new InvalidOperationException($"not a writer's figures: {string.Join(' ', words)}");

    /// <summary>All their writes as those of one.</summary>
    internal static WriterFigures Pool(IReadOnlyList<WriterFigures> figures) =>
        new(figures.SelectMany(each => each._sorted), figures.Average(each => each.ReadKibibytes));

    private static double Number(string word) => double.Parse(word, CultureInfo.InvariantCulture);
}
