using System;

namespace MirrorGuard.Core.Scan;

/// <summary>One reading of a volume from its beginning to its end.</summary>
/// <param name="Cursor">Everything before it was read, on every leg.</param>
/// <param name="StartedAt">When it began, by the calendar.</param>
/// <param name="IsOnDemand">A person asked for it: as fast as the ceiling allows, at any time of day.</param>
/// <param name="Tally">What was found.</param>
public readonly record struct ScanPass(Sectors Cursor, DateTimeOffset StartedAt, bool IsOnDemand, ScanTally Tally);
