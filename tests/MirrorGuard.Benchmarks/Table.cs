using System.Collections.Generic;

namespace MirrorGuard.Benchmarks;

/// <summary>The answer to one question.</summary>
/// <param name="Title">The question.</param>
/// <param name="Columns">Heads of the columns.</param>
/// <param name="Rows">Cells, row by row.</param>
internal sealed record Table(string Title, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    /// <summary>How a figure stands to its target.</summary>
    internal static string Verdict(bool isMet) => isMet ? "met" : "MISSED";
}
