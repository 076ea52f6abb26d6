using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

using Spectre.Console;
using Spectre.Console.Rendering;

namespace MirrorGuard.Cli;

/// <summary>What Spectre.Console lays out, as lines without blanks at their ends: for a terminal, a pipe and a test alike.</summary>
internal static class Layout
{
    private const int Width = 80;

    /// <summary>A table is as wide as what it holds: who reads it through a pipe counts on one line for each row.</summary>
    private const int Unbounded = 1 << 20;

    private const int Gap = 2;

    /// <summary>A line for each row, in columns as wide as their widest cells.</summary>
    /// <param name="rows">All with the same number of cells.</param>
    /// <param name="styleOf">The style of a cell, row and column first; not asked where nobody wants to see colours.</param>
    internal static IReadOnlyList<string> Columns(IReadOnlyList<string[]> rows, Func<int, int, Style>? styleOf = null)
    {
        if (rows.Count == 0)
            return [];
        var table = new Table().NoBorder().HideHeaders();
        for (var column = 0; column < rows[0].Length; column++)
            table.AddColumn(new TableColumn("").NoWrap().Padding(0, 0, Gap, 0));
        for (var row = 0; row < rows.Count; row++)
            table.AddRow(rows[row].Select((cell, column) => new Cell(cell, styleOf?.Invoke(row, column) ?? Style.Plain)));
        return Lines(table, Unbounded, hasColour: styleOf is not null);
    }

    /// <summary>Sentences below a heading, in lines of at most 80 columns, or as wide as a longer word: a path is there to be copied.</summary>
    internal static IReadOnlyList<string> Indented(string text) =>
        Lines(new Padder(new Text(text), new Padding(Gap, 0, 0, 0)), Math.Max(Width, Gap + text.Split(' ').Max(word => word.Length)), hasColour: false);

    private static List<string> Lines(IRenderable content, int width, bool hasColour)
    {
        using var text = new StringWriter { NewLine = "\n" };
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = hasColour ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = hasColour ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            // What terminal this is has been found out by who calls.
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
            Out = new AnsiConsoleOutput(text),
        });
        console.Profile.Width = width;
        console.Write(content);
        return [.. text.ToString().TrimEnd('\n').Split('\n').Select(line => line.TrimEnd())];
    }

    /// <summary>One line that is never broken: a paragraph would count its letters again and again.</summary>
    private sealed class Cell(string text, Style style) : IRenderable
    {
        private readonly Segment _segment = new(text, style);

        public Measurement Measure(RenderOptions options, int maxWidth)
        {
            var width = _segment.CellCount();
            return new Measurement(width, width);
        }

        public IEnumerable<Segment> Render(RenderOptions options, int maxWidth) => [_segment];
    }
}
