using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;

namespace MirrorGuard.Lab.Compare;

/// <summary>The comparison as a file for people who were not there.</summary>
internal static class MarkdownReport
{
    internal static void Write(string path, IReadOnlyList<string> notes, IReadOnlyList<string> heads, IReadOnlyList<string[]> rows)
    {
        var text = new StringBuilder("# Stock mirror DSO and MirrorGuard, side by side\n\n");
        foreach (string note in notes)
            text.Append(note).Append("\n\n");
        text.Append(Line(heads)).Append('\n');
        text.Append(Line([.. heads.Select(_ => "---")])).Append('\n');
        foreach (string[] row in rows)
            text.Append(Line(row)).Append('\n');

        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } directory)
            Directory.CreateDirectory(directory);
        File.WriteAllText(path, text.ToString());
    }

    private static string Line(IReadOnlyList<string> cells) =>
        "| " + string.Join(" | ", cells.Select(cell => cell.Replace("|", "\\|", StringComparison.Ordinal))) + " |";
}
