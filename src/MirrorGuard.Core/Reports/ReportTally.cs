namespace MirrorGuard.Core.Reports;

/// <summary>What became of reports.</summary>
/// <param name="Sent">Those that the program took.</param>
/// <param name="Failed">Those that it did not: it failed, was cut off, or could not be started.</param>
public readonly record struct ReportTally(long Sent, long Failed);
