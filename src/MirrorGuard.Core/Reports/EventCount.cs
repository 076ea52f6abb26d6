namespace MirrorGuard.Core.Reports;

/// <summary>How often an event was seen.</summary>
/// <param name="Volume"><c>vg/lv</c>; empty: of no volume.</param>
/// <param name="Event">One of <see cref="EventNames"/>.</param>
/// <param name="Count">Since the start.</param>
public sealed record EventCount(string Volume, string Event, long Count);
