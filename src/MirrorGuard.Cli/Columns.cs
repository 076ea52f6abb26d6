using System;
using System.Collections.Generic;
using System.Linq;

namespace MirrorGuard.Cli;

/// <summary>Cells in columns, each as wide as its widest cell.</summary>
internal static class Columns
{
    /// <summary>A line for each row, without blanks at its end.</summary>
    /// <param name="rows">All with the same number of cells.</param>
    /// <param name="paint">Wraps a cell that is as wide as its column in what a terminal takes for colour; row and column first.</param>
    internal static IReadOnlyList<string> Align(IReadOnlyList<string[]> rows, Func<int, int, string, string>? paint = null)
    {
        if (rows.Count == 0)
            return [];
        var widths = Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        return [.. rows.Select((row, index) => string.Join("  ", row.Select((cell, column) => Cell(index, column, cell))).TrimEnd())];

        string Cell(int row, int column, string text)
        {
            var padded = text.PadRight(widths[column]);
            return paint is null ? padded : paint(row, column, padded);
        }
    }
}
