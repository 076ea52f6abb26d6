using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace MirrorGuard.Lab.Compare;

/// <summary>Trials as cells of text: a row for each DSO, then one that says how many times more stock takes.</summary>
internal static class ComparisonTable
{
    private const string NotMeasured = "–";

    internal static IReadOnlyList<string> Heads { get; } =
    [
        "fault", "DSO", "longest write stall", "event handled in", "leg", "resynced", "redundant again", "reads that failed", "writes that failed", "person needed",
    ];

    /// <summary>The rows of one scenario.</summary>
    internal static IEnumerable<string[]> Rows(Trials stock, Trials ours)
    {
        yield return [$"{stock.Scenario.Letter}) {stock.Scenario.Title}", .. Cells(stock)];
        yield return ["", .. Cells(ours)];

        string[] ratios =
        [
            Ratio(stock, ours, Finding.Stall), Ratio(stock, ours, Finding.Event), NotMeasured, Ratio(stock, ours, Finding.ResyncedBytes), NotMeasured,
            Ratio(stock, ours, Finding.FailedReads), NotMeasured, NotMeasured,
        ];
        if (ratios.Any(ratio => ratio != NotMeasured))
            yield return ["", "ratio", .. ratios.Select(ratio => ratio == NotMeasured ? "" : ratio)];
    }

    private static string[] Cells(Trials trials) =>
    [
        trials.Library,
        Figure(trials, Finding.Stall, Milliseconds),
        Figure(trials, Finding.Event, Milliseconds),
        Word(trials, Finding.Leg),
        Figure(trials, Finding.ResyncedBytes, Kibibytes),
        Redundancy(trials),
        Reads(trials),
        Figure(trials, Finding.FailedWrites, Count),
        Word(trials, Finding.Person),
    ];

    /// <summary>"median (worst)", and in how many trials where not in all.</summary>
    private static string Figure(Trials trials, string name, Func<double, string> text)
    {
        if (trials.SpreadOf(name) is not { } spread)
            return NotMeasured;
        string median = text(spread.Median);
        string worst = text(spread.Worst);
        string figure = median == worst ? median : $"{median} ({worst})";
        return spread.Count == trials.Results.Count
            ? figure
            : string.Create(CultureInfo.InvariantCulture, $"{figure} in {spread.Count} of {trials.Results.Count}");
    }

    private static string Word(Trials trials, string name) => trials.WordsOf(name)?.Replace('-', ' ') ?? NotMeasured;

    /// <summary>A time that began with a person's command is no time of the DSO's.</summary>
    private static string Redundancy(Trials trials)
    {
        string time = Figure(trials, Finding.Redundant, Seconds);
        bool mayNeedPerson = trials.WordsOf(Finding.Person) is { } person && person.Contains("yes", StringComparison.Ordinal);
        if (!mayNeedPerson || trials.SpreadOf(Finding.Readable) is not null)
            return time;
        return time == NotMeasured ? "not by itself" : $"not by itself; {time} after a person acts";
    }

    private static string Reads(Trials trials)
    {
        string failed = Figure(trials, Finding.FailedReads, Count);
        if (failed == NotMeasured)
            return failed;
        string end = Figure(trials, Finding.Readable, Seconds);
        return end == NotMeasured ? $"{failed}, and no end" : $"{failed}, the last place good after {end}";
    }

    private static string Ratio(Trials stock, Trials ours, string name) =>
        stock.SpreadOf(name) is { } left && ours.SpreadOf(name) is { Median: > 0 } right
            ? string.Create(CultureInfo.InvariantCulture, $"{left.Median / right.Median:0.#}×")
            : NotMeasured;

    private static string Milliseconds(double us) => string.Create(CultureInfo.InvariantCulture, $"{us / 1e3:0.#} ms");

    private static string Seconds(double us) => string.Create(CultureInfo.InvariantCulture, $"{us / 1e6:0.0} s");

    private static string Kibibytes(double bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024:0} KiB");

    private static string Count(double number) => number.ToString("0", CultureInfo.InvariantCulture);
}
