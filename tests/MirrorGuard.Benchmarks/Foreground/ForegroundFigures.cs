using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace MirrorGuard.Benchmarks.Foreground;

/// <summary>All rounds, as tables.</summary>
internal static class ForegroundFigures
{
    /// <summary>At most 10 % worse.</summary>
    private const double MostAtP99 = 1.1;

    private static readonly string[] Nothing = ["alone", "alone-again"];

    private static readonly (string Name, string[] With, string[] Without, bool HasTarget)[] Pairs =
    [
        ("scan by itself, 4 TB", ["large"], Nothing, true),
        ("scan asked for", ["asked"], Nothing, true),
        ("nothing (the noise)", ["alone-again"], ["alone"], false),
    ];

    /// <param name="rounds">On a mirror, beside a scan and beside nothing.</param>
    internal static IEnumerable<Table> OfScan(IReadOnlyList<ForegroundRound> rounds) =>
    [
        Ratios("A steady writer beside a scan", [.. Pairs.Select(pair => Ratio(pair.Name, rounds, pair.With, pair.Without, pair.HasTarget))]),
        All("The same writer", [
            Percentiles("nothing", rounds, Nothing),
            Percentiles("scan by itself, 4 TB", rounds, ["large"]),
            Percentiles("scan asked for", rounds, ["asked"]),
        ]),
    ];

    /// <param name="rounds">On md's raid1, beside its check and beside nothing.</param>
    internal static IEnumerable<Table> OfMd(IReadOnlyList<ForegroundRound> rounds) =>
    [
        Ratios("The same writer beside md's check", [Ratio("md's check", rounds, ["check"], ["md"], hasTarget: false)]),
        All("The same writer on md", [Percentiles("nothing", rounds, ["md"]), Percentiles("md's check", rounds, ["check"])]),
    ];

    private static Table Ratios(string title, IReadOnlyList<IReadOnlyList<string>> rows) =>
        new($"{title}: p99 of its writes", ["beside", "without", "with", "ratio", "90 of 100 draws of rounds", "target", ""], rows);

    private static Table All(string title, IReadOnlyList<IReadOnlyList<string>> rows) =>
        new($"{title}: all its writes", ["beside", "p50", "p99", "p99.9", "longest", "read of the disk meanwhile"], rows);

    private static IReadOnlyList<string> Ratio(string name, IReadOnlyList<ForegroundRound> rounds, string[] with, string[] without, bool hasTarget)
    {
        var ratio = P99Ratio.Of([.. rounds.Select(round => In(round, with))], [.. rounds.Select(round => In(round, without))]);
        return
        [
            name, Milliseconds(ratio.Without), Milliseconds(ratio.With), Text(ratio.Value), $"{Text(ratio.Low)} to {Text(ratio.High)}",
            hasTarget ? "at most 1.10" : "–", hasTarget ? Verdict(ratio) : "",
        ];
    }

    private static string Verdict(P99Ratio ratio) =>
        (ratio.High <= MostAtP99) == (ratio.Low <= MostAtP99) ? Table.Verdict(ratio.High <= MostAtP99) : $"{Table.Verdict(ratio.Value <= MostAtP99)}, not for certain";

    private static IReadOnlyList<string> Percentiles(string name, IReadOnlyList<ForegroundRound> rounds, string[] circumstances)
    {
        var pooled = WriterFigures.Pool([.. rounds.Select(round => In(round, circumstances))]);
        return
        [
            name, Milliseconds(pooled.Percentile(500)), Milliseconds(pooled.Percentile(990)), Milliseconds(pooled.Percentile(999)), Milliseconds(pooled.Percentile(1000)),
            string.Create(CultureInfo.InvariantCulture, $"{pooled.ReadKibibytes:0} KiB/s"),
        ];
    }

    private static WriterFigures In(ForegroundRound round, string[] circumstances) => WriterFigures.Pool([.. circumstances.Select(each => round[each])]);

    private static string Milliseconds(double microseconds) => string.Create(CultureInfo.InvariantCulture, $"{microseconds / 1000:0.0} ms");

    private static string Text(double ratio) => ratio.ToString("0.00", CultureInfo.InvariantCulture);
}
