using System;
using System.Linq;

namespace MirrorGuard.Benchmarks.Foreground;

/// <summary>The same writer once in each circumstance.</summary>
/// <param name="Alone">On a mirror, with nothing else.</param>
/// <param name="Asked">While a pass runs that a person asked for.</param>
/// <param name="AloneAgain">As the first.</param>
/// <param name="Large">While a pass runs at the pace of a large volume.</param>
/// <param name="Md">On md's raid1, with nothing else.</param>
/// <param name="Check">While md checks it.</param>
internal sealed record ForegroundRound(
    WriterFigures Alone, WriterFigures Asked, WriterFigures AloneAgain, WriterFigures Large, WriterFigures Md, WriterFigures Check)
{
    /// <summary>Reads <c>writes NAME count 1000 …</c>, a line for each.</summary>
    internal static ForegroundRound Parse(string output)
    {
        var figures = output.Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(words => words is ["writes", ..])
            .ToDictionary(words => words[1], words => WriterFigures.Parse(words[2..]));
        return new(figures["alone"], figures["asked"], figures["alone-again"], figures["large"], figures["md"], figures["check"]);
    }
}
