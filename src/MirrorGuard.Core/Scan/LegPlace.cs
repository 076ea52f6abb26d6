using System.Collections.Generic;

namespace MirrorGuard.Core.Scan;

/// <summary>Which device a leg is, and where it lies.</summary>
/// <param name="Uuid">Its dm UUID, which outlives its number; null when it has none.</param>
/// <param name="Disks">The physical disks: equal texts, equal disks. Empty when it cannot be told.</param>
public sealed record LegPlace(string? Uuid, IReadOnlyList<string> Disks);
