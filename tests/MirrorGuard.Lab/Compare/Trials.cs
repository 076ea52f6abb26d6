using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace MirrorGuard.Lab.Compare;

/// <summary>A scenario played several times with one DSO.</summary>
/// <param name="Scenario">What was played.</param>
/// <param name="Library">The DSO's name.</param>
/// <param name="Results">In the order played.</param>
internal sealed record Trials(Scenario Scenario, string Library, IReadOnlyList<Trial> Results)
{
    /// <summary>The middle one and the highest of a figure, over the trials that have it; null where none has.</summary>
    internal Spread? SpreadOf(string name)
    {
        double[] values = [.. Values(name).Select(value => double.Parse(value, CultureInfo.InvariantCulture)).Order()];
        return values.Length == 0 ? null : new(values[(values.Length - 1) / 2], values[^1], values.Length);
    }

    /// <summary>The words that were found, each with how often where they differ; null where there are none.</summary>
    internal string? WordsOf(string name)
    {
        string[] values = [.. Values(name)];
        if (values.Length == 0)
            return null;
        (string Word, int Count)[] counts = [.. values.CountBy(value => value).Select(pair => (pair.Key, pair.Value))];
        return counts.Length == 1 && values.Length == Results.Count
            ? counts[0].Word
            : string.Join(", ", counts.Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Word} ({pair.Count} of {Results.Count})")));
    }

    private IEnumerable<string> Values(string name) => Results.Select(result => result.Find(name)).OfType<string>();
}
