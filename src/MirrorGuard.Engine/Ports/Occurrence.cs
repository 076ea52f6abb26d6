using MirrorGuard.Core.Reports;

namespace MirrorGuard.Engine.Ports;

/// <summary>Something that happened, for whoever is to hear of it: the log, the history, the report program, the metrics.</summary>
/// <param name="Kind">What it is to programs.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="Volume"><c>vg/lv</c>; empty: of no volume.</param>
/// <param name="Sentence">What it is to people, without the volume's name before it.</param>
public sealed record Occurrence(EventKind Kind, Severity Severity, string Volume, string Sentence)
{
    /// <summary>What tells two errors of one kind apart, of which the second is news.</summary>
    public string Cause { get; init; } = "";

    /// <summary>What the kernel said of the mirror; null: it was not asked for this.</summary>
    public string? Status { get; init; }

    /// <summary>What counts as the same message to a person. A leg that came back in another way than the last time is no news; another error is.</summary>
    public ReportKey Key => new(Kind, Volume, Severity == Severity.Error ? Cause : "");

    /// <summary>The line in the log.</summary>
    public string Line => Volume.Length == 0 ? Sentence : $"{Volume}: {Sentence}";
}
