namespace MirrorGuard.Engine.Tests.FaultSimulation;

/// <summary>What a schedule is about. Each kind draws its own random numbers, so that a seed of one stays what it is when another changes.</summary>
internal enum ScheduleKind
{
    /// <summary>Disks that stop answering, as a whole.</summary>
    Outages,

    /// <summary>Places that cannot be read, which are rewritten while all the rest goes on.</summary>
    UnreadablePlaces,

    /// <summary>The same, and a scan that finds some of them before the kernel does.</summary>
    ScannedPlaces,

    /// <summary>All of it, with the real scan: its scheduler, readers that are as slow as they like, and records of where it is.</summary>
    Scans,
}
