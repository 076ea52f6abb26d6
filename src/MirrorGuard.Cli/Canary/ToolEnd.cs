using System.Linq;

namespace MirrorGuard.Cli.Canary;

/// <summary>How a program ended.</summary>
/// <param name="Succeeded">With exit code 0.</param>
/// <param name="Output">What it wrote.</param>
/// <param name="Complaint">The last line of what it complained of; empty: of nothing.</param>
internal sealed record ToolEnd(bool Succeeded, string Output, string Complaint)
{
    /// <summary>Of all that it complained of.</summary>
    internal static string LastLine(string complaints) =>
        complaints.Split('\n').Select(line => line.Trim()).LastOrDefault(line => line.Length > 0) ?? "";
}
