using System;
using System.Collections.Generic;

namespace MirrorGuard.Core.Scan;

/// <summary>What the planner is told, with what was read.</summary>
/// <param name="Kind">What has happened.</param>
/// <param name="Compared">How far the legs were compared, from the start of the range.</param>
/// <param name="Elapsed">How long that took.</param>
/// <param name="Differences">Where they differ.</param>
/// <param name="Unreadable">What could not be read.</param>
/// <param name="Healed">Of places that were to be rewritten: how many can be read again.</param>
public readonly record struct ScanInput(
    ScanInputKind Kind,
    Sectors Compared,
    TimeSpan Elapsed,
    IReadOnlyList<LegDifference> Differences,
    IReadOnlyList<UnreadablePlace> Unreadable,
    int Healed = 0)
{
    /// <summary>An input that says nothing but what has happened.</summary>
    public static ScanInput Of(ScanInputKind kind) => new(kind, default, default, [], []);
}
