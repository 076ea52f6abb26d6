using System.IO;
using System.Text;

namespace MirrorGuard.Benchmarks;

/// <summary>The report, in Markdown.</summary>
internal sealed class Report
{
    private readonly StringBuilder _text = new("# Benchmarks\n");

    /// <summary>Adds a table.</summary>
    internal void Add(Table table)
    {
        _text.Append("\n## ").Append(table.Title).Append("\n\n");
        Row(table.Columns);
        _text.Append('|').Insert(_text.Length, "---|", table.Columns.Count).Append('\n');
        foreach (var row in table.Rows)
            Row(row);
    }

    /// <summary>Adds a paragraph.</summary>
    internal void Note(string text) => _text.Append('\n').Append(text).Append('\n');

    /// <summary>Writes report.md into <paramref name="directory"/>.</summary>
    internal string WriteTo(string directory)
    {
        Directory.CreateDirectory(directory);
        var file = Path.Combine(directory, "report.md");
        File.WriteAllText(file, _text.ToString());
        return file;
    }

    private void Row(System.Collections.Generic.IReadOnlyList<string> cells) => _text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
}
