namespace MirrorGuard.Core.Reports;

/// <summary>What counts as the same message to a person.</summary>
/// <param name="Kind">The event.</param>
/// <param name="Volume"><c>vg/lv</c>; empty: of no volume.</param>
/// <param name="Cause">What tells two of one kind apart, of which the second is news: two reasons why a person is needed.</param>
public sealed record ReportKey(EventKind Kind, string Volume, string Cause);
