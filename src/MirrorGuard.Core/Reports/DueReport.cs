namespace MirrorGuard.Core.Reports;

/// <summary>What is to be told now.</summary>
/// <param name="Key">What.</param>
/// <param name="Count">How often it happened since it was last told.</param>
public sealed record DueReport(ReportKey Key, int Count);
