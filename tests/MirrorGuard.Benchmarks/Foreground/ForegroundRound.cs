using System;
using System.Collections.Generic;
using System.Linq;

namespace MirrorGuard.Benchmarks.Foreground;

/// <summary>The same writer once in each circumstance, by the circumstance's name in native/foreground.sh.</summary>
internal sealed class ForegroundRound
{
    private readonly Dictionary<string, WriterFigures> _figures;

    private ForegroundRound(Dictionary<string, WriterFigures> figures) => _figures = figures;

    internal WriterFigures this[string circumstance] => _figures[circumstance];

    /// <summary>Reads <c>writes NAME read 614 times …</c>, a line for each, and <c>round</c> at the end of each round.</summary>
    internal static IReadOnlyList<ForegroundRound> ParseAll(string output)
    {
        var rounds = new List<ForegroundRound>();
        var figures = new Dictionary<string, WriterFigures>();
        foreach (var words in output.Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)))
        {
            if (words is ["writes", var name, ..])
                figures.Add(name, WriterFigures.Parse(words[2..]));
            else if (words is ["round", ..])
            {
                rounds.Add(new(figures));
                figures = [];
            }
        }
        return rounds;
    }
}
