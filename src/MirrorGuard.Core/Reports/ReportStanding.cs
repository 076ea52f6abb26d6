namespace MirrorGuard.Core.Reports;

/// <summary>How reports fare, for whoever asks.</summary>
/// <param name="Program">What is run for each; empty: nothing.</param>
/// <param name="Sent">How many it took.</param>
/// <param name="Failed">How many it did not.</param>
/// <param name="LastFault">Why it did not take the last one; null: it did.</param>
public sealed record ReportStanding(string Program, long Sent, long Failed, string? LastFault);
