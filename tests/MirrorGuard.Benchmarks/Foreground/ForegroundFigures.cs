using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace MirrorGuard.Benchmarks.Foreground;

/// <summary>All rounds, as tables.</summary>
internal static class ForegroundFigures
{
    /// <summary>At most 10 % worse.</summary>
    private const double MostAtP99 = 1.1;

    private static readonly (string Name, Func<ForegroundRound, WriterFigures> With, Func<ForegroundRound, WriterFigures> Without, bool HasTarget)[] Pairs =
    [
        ("scan by itself, 4 TB", round => round.Large, round => round.AloneAgain, true),
        ("scan asked for", round => round.Asked, round => round.Alone, true),
        ("nothing (the noise)", round => round.AloneAgain, round => round.Alone, false),
        ("md's check", round => round.Check, round => round.Md, false),
    ];

    internal static IEnumerable<Table> TablesOf(IReadOnlyList<ForegroundRound> rounds) =>
    [
        new Table("A steady writer beside a scan: p99 of its writes", ["beside", "without", "with", "ratio, median", "least", "most", "target", ""],
            [.. Pairs.Select(pair => Ratios(pair.Name, [.. rounds.Select(pair.With)], [.. rounds.Select(pair.Without)], pair.HasTarget))]),
        new Table("The same writer: medians of all rounds", ["beside", "p50", "p99", "p99.9", "longest", "read of the disk meanwhile"],
        [
            Medians("nothing", [.. rounds.Select(round => round.Alone), .. rounds.Select(round => round.AloneAgain)]),
            Medians("scan by itself, 4 TB", [.. rounds.Select(round => round.Large)]),
            Medians("scan asked for", [.. rounds.Select(round => round.Asked)]),
            Medians("nothing, on md", [.. rounds.Select(round => round.Md)]),
            Medians("md's check", [.. rounds.Select(round => round.Check)]),
        ]),
    ];

    private static IReadOnlyList<string> Ratios(string name, WriterFigures[] with, WriterFigures[] without, bool hasTarget)
    {
        var ratios = with.Zip(without, (one, other) => one.P99 / other.P99).Order().ToArray();
        var median = Median(ratios);
        return [name, Milliseconds(without, figures => figures.P99), Milliseconds(with, figures => figures.P99), Ratio(median), Ratio(ratios[0]), Ratio(ratios[^1]),
            hasTarget ? "at most 1.10" : "–", hasTarget ? Table.Verdict(median <= MostAtP99) : ""];
    }

    private static IReadOnlyList<string> Medians(string name, WriterFigures[] figures) =>
    [
        name, Milliseconds(figures, each => each.P50), Milliseconds(figures, each => each.P99), Milliseconds(figures, each => each.P999),
        Milliseconds(figures, each => each.Longest), string.Create(CultureInfo.InvariantCulture, $"{Median(figures.Select(each => each.ReadKibibytes)):0} KiB/s"),
    ];

    private static string Milliseconds(WriterFigures[] figures, Func<WriterFigures, double> which) =>
        string.Create(CultureInfo.InvariantCulture, $"{Median(figures.Select(which)) / 1000:0.0} ms");

    private static string Ratio(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }
}
