using System.Collections.Generic;

namespace MirrorGuard.Cli.Status;

/// <summary>Sentences in lines of at most 80 columns, a longer word apart.</summary>
internal static class Wrapping
{
    private const int Width = 80;

    private const string Indent = "  ";

    /// <summary>The lines of <paramref name="text"/>, below a heading.</summary>
    internal static IEnumerable<string> Indented(string text)
    {
        var line = Indent;
        foreach (var word in text.Split(' '))
        {
            if (line.Length > Indent.Length && line.Length + 1 + word.Length > Width)
            {
                yield return line;
                line = Indent;
            }
            line += line.Length > Indent.Length ? $" {word}" : word;
        }
        yield return line;
    }
}
