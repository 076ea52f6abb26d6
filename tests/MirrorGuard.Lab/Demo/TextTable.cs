using System;
using System.Collections.Generic;
using System.Linq;

namespace MirrorGuard.Lab.Demo;

/// <summary>Columns as wide as what is in them.</summary>
internal static class TextTable
{
    private const string Gap = "  ";

    internal static void Write(IReadOnlyList<string> heads, IReadOnlyList<string[]> rows)
    {
        int[] widths = [.. heads.Select((head, column) => rows.Select(row => row[column].Length).Append(head.Length).Max())];
        Console.WriteLine("  " + Terminal.Paint("2", Line(heads, widths)));
        Console.WriteLine("  " + Terminal.Paint("2", string.Join(Gap, widths.Select(width => new string('─', width)))));
        foreach (string[] row in rows)
            Console.WriteLine("  " + Line(row, widths));
    }

    private static string Line(IReadOnlyList<string> cells, int[] widths) =>
        string.Join(Gap, cells.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd();
}
