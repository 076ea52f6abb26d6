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

    /// <summary>Reads <c>writes NAME read 614 times …</c>, a line for each.</summary>
    internal static ForegroundRound Parse(string output) => new(output
        .Split('\n')
        .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .Where(words => words is ["writes", ..])
        .ToDictionary(words => words[1], words => WriterFigures.Parse(words[2..])));
}
