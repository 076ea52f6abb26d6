namespace MirrorGuard.Lab.Compare;

/// <summary>What a scenario can measure; the names are those of <c>guest/measure.sh</c>.</summary>
internal static class Finding
{
    /// <summary>The longest time from a write to its acknowledgement, µs.</summary>
    internal const string Stall = "stall_us";

    /// <summary>The longest time that the plugin kept dmeventd's thread of the volume for one event, µs.</summary>
    internal const string Event = "event_us";

    /// <summary>Writes that ended with an error.</summary>
    internal const string FailedWrites = "failed_writes";

    /// <summary><c>kept</c>, <c>lost</c>, <c>replaced</c> or <c>waited-for</c>.</summary>
    internal const string Leg = "leg";

    /// <summary>Written to the leg's disk until the volume was redundant.</summary>
    internal const string ResyncedBytes = "resynced_bytes";

    /// <summary>From the last change of a disk, or from a person's first command, to legs that are in sync, µs.</summary>
    internal const string Redundant = "redundant_us";

    /// <summary>4 KiB reads of the whole volume that fail in the end.</summary>
    internal const string FailedReads = "failed_reads";

    /// <summary>From the fault until the bad places could be read, µs.</summary>
    internal const string Readable = "readable_us";

    /// <summary><c>yes</c> where nothing more happened by itself.</summary>
    internal const string Person = "person";
}
