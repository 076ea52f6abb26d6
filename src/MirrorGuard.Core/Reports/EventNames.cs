using System;

namespace MirrorGuard.Core.Reports;

/// <summary>The names of events, as the report program, the history and the metrics have them. They do not change.</summary>
public static class EventNames
{
    /// <summary>Of events that are reported, and one for all others.</summary>
    public static string Of(EventKind kind) => kind switch
    {
        EventKind.Noted => "note",
        EventKind.LegReleased => "leg-released",
        EventKind.LegReturned => "leg-returned",
        EventKind.LegRepaired => "leg-repaired",
        EventKind.ResyncFailed => "resync-failed",
        EventKind.Relocated => "relocated",
        EventKind.Unreadable => "unreadable",
        EventKind.Mismatch => "mismatch",
        EventKind.Overwritten => "overwritten",
        EventKind.ScanFinished => "scan-finished",
        EventKind.OtherDisk => "other-disk",
        EventKind.NeedsPerson => "needs-person",
        EventKind.ConfigurationRefused => "configuration-refused",
        EventKind.StillDegraded => "still-degraded",
        EventKind.Test => "test",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
