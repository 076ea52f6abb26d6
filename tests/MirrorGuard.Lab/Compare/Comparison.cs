using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

using MirrorGuard.Lab.Demo;
using MirrorGuard.Lab.Guests;

namespace MirrorGuard.Lab.Compare;

/// <summary>
/// Plays each scenario with both DSOs. They take turns, so that what else the machine does falls on
/// both.
/// </summary>
internal sealed class Comparison(GuestImage image, MirrorLibrary ours, int repeat)
{
    private readonly List<string[]> _rows = [];
    private readonly List<string> _failures = [];

    /// <returns>0 when every trial came to its end.</returns>
    internal int Run(IReadOnlyList<Scenario> scenarios, string output)
    {
        foreach (Scenario scenario in scenarios)
            Add(scenario);

        Terminal.Heading("Stock and MirrorGuard, the same faults");
        TextTable.Write(ComparisonTable.Heads, _rows);
        Console.WriteLine();
        foreach (string note in Notes())
            Terminal.Note(note);
        MarkdownReport.Write(output, Notes(), ComparisonTable.Heads, _rows);
        Terminal.Note("The same as Markdown: " + output);
        return _failures.Count == 0 ? 0 : 1;
    }

    private void Add(Scenario scenario)
    {
        var stock = new List<Trial>();
        var guarded = new List<Trial>();
        for (int round = 1; round <= repeat; round++)
        {
            Console.Error.WriteLine($"{scenario.Letter}) {scenario.Title}: {round.ToString(CultureInfo.InvariantCulture)} of {repeat.ToString(CultureInfo.InvariantCulture)}");
            stock.Add(Play(scenario, MirrorLibrary.Stock));
            guarded.Add(Play(scenario, ours));
        }

        _rows.AddRange(ComparisonTable.Rows(
            new(scenario, MirrorLibrary.Stock.Name, stock), new(scenario, ours.Name, guarded)));
    }

    /// <summary>A trial that breaks off has no findings, and takes no other along.</summary>
    private Trial Play(Scenario scenario, MirrorLibrary library)
    {
        try
        {
            return Trial.Run(scenario, image, library);
        }
        catch (LabException error)
        {
            Console.Error.WriteLine(error.Message);
            _failures.Add($"{scenario.Letter}) with {library}: {error.Message.Split('\n')[0]}");
            return Trial.Parse("");
        }
    }

    private string[] Notes() =>
    [
        $"Guest: {image}, one CPU, disks in memory. Figures are the median of {repeat.ToString(CultureInfo.InvariantCulture)} runs and, in brackets, the worst; a ratio is stock's median over MirrorGuard's.",
        "A dash: not measured in that scenario. Times count from the last change of a disk, the fault or its return; after a person acts, from the first command.",
        "A person is needed where the volume did not become redundant, or readable, by itself within 8 s (15 s for reads).",
        .. _failures.Select(failure => "Broken off: " + failure),
    ];
}
