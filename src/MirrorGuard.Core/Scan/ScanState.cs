using System;
using MirrorGuard.Core.Time;

namespace MirrorGuard.Core.Scan;

/// <summary>All that is remembered of a volume's scan between two inputs.</summary>
/// <param name="Phase">What it waits for.</param>
/// <param name="Pass">The pass that is under way; null between two.</param>
/// <param name="LastFinishedAt">When the last pass came to its end, by the calendar; null: none ever has.</param>
/// <param name="RestUntil">No pass begins by itself before; null: whenever one is due.</param>
/// <param name="Layout">The legs that the pass is about.</param>
/// <param name="Suspects">Places that are watched.</param>
/// <param name="Asked">What is being read, or was read last.</param>
/// <param name="DueAt">When to go on.</param>
/// <param name="ReadAt">When the next piece may be read, by the pace.</param>
/// <param name="BackOff">How much room is made for others.</param>
/// <param name="RewrittenUntil">What lies before it was tried to be rewritten in this pass: it is not tried again.</param>
/// <param name="Mishaps">Reads in a row that came to nothing.</param>
/// <param name="Obstacle">What is in the way.</param>
public readonly record struct ScanState(
    ScanPhase Phase,
    ScanPass? Pass,
    DateTimeOffset? LastFinishedAt,
    DateTimeOffset? RestUntil,
    ulong Layout,
    SuspectList Suspects,
    SectorRange Asked,
    Instant DueAt,
    Instant ReadAt,
    BackOff BackOff,
    Sectors RewrittenUntil,
    int Mishaps,
    ScanObstacle Obstacle)
{
    /// <summary>A volume of which nothing is remembered.</summary>
    public static ScanState New => default(ScanState) with { Suspects = SuspectList.Empty };

    /// <summary>
    /// The pass as it is kept for after a restart: places that are still watched, or still to be overwritten, are read again, since nobody
    /// remembers them.
    /// </summary>
    /// <param name="unfinished">Where the first place begins that is to be overwritten; null: none is.</param>
    public ScanPass? PassToKeep(Sectors? unfinished = null)
    {
        if (Pass is not { } pass)
            return null;
        var cursor = Earlier(Earlier(pass.Cursor, Suspects.First), unfinished);
        return pass with { Cursor = cursor };
    }

    private static Sectors Earlier(Sectors left, Sectors? right) => right < left ? right.Value : left;
}
