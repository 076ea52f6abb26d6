namespace MirrorGuard.Core.Reports;

/// <summary>What was withheld, and is to be told now.</summary>
/// <param name="Key">What.</param>
/// <param name="Count">How often it happened since it was last told.</param>
public sealed record WithheldReport(ReportKey Key, int Count);
