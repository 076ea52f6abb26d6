using System;
using System.Collections.Generic;
using System.Linq;

namespace MirrorGuard.Benchmarks.Foreground;

/// <summary>
/// How much longer the slowest hundredth of the writes takes beside something.
///
/// The median of the rounds' p99 over the median of those without it. Of one round it is a dozen writes, so chance; of all writes together
/// it is whatever kept the whole machine for a second, once. How much of the ratio is chance still is found by drawing the rounds anew, with
/// repetition, a thousand times.
/// </summary>
/// <param name="With">The median of the rounds, in microseconds.</param>
/// <param name="Without">The median of the rounds, in microseconds.</param>
/// <param name="Low">Of a hundred draws, five have a ratio below this.</param>
/// <param name="High">Of a hundred draws, five have one above.</param>
internal readonly record struct P99Ratio(double With, double Without, double Low, double High)
{
    private const int Draws = 1000;

    internal double Value => With / Without;

    /// <summary>A round's writes are drawn with those that they are compared with.</summary>
    internal static P99Ratio Of(IReadOnlyList<WriterFigures> with, IReadOnlyList<WriterFigures> without)
    {
        double[] numerators = [.. with.Select(P99)];
        double[] denominators = [.. without.Select(P99)];
        var random = new Random(1);
        var all = Enumerable.Range(0, with.Count).ToArray();
        double[] drawn = [.. Enumerable.Range(0, Draws).Select(_ => Ratio(random.GetItems(all, all.Length))).Order()];
        return new(Median(numerators, all), Median(denominators, all), drawn[Draws / 20], drawn[Draws - (Draws / 20)]);

        double Ratio(int[] rounds) => Median(numerators, rounds) / Median(denominators, rounds);
    }

    private static double P99(WriterFigures figures) => figures.Percentile(990);

    private static double Median(double[] values, int[] which)
    {
        double[] sorted = [.. which.Select(index => values[index]).Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
