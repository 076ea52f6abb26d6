using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace MirrorGuard.Benchmarks.Reading;

/// <summary>What came out of all rounds for one figure.</summary>
internal static class ReadRow
{
    internal static readonly string[] Columns = ["Figure", "Median", "Least", "Most", "Target", ""];

    internal static string[] Of(string figure, IEnumerable<double> values) => OfTarget(figure, values, "", isMet: null);

    internal static string[] OfTarget(string figure, IEnumerable<double> values, string target, Func<double, bool>? isMet)
    {
        var sorted = values.Order().ToArray();
        var median = sorted[sorted.Length / 2];
        return [figure, Text(median), Text(sorted[0]), Text(sorted[^1]), target, isMet is null ? "" : Table.Verdict(isMet(median))];
    }

    private static string Text(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);
}
