namespace MirrorGuard.Engine.Tests.FaultSimulation;

/// <summary>What a schedule is about. Each kind draws its own random numbers, so that a seed of one stays what it is when another changes.</summary>
internal enum ScheduleKind
{
    /// <summary>Disks that stop answering, as a whole.</summary>
    Outages,

    /// <summary>Places that cannot be read, which are rewritten while all the rest goes on.</summary>
    UnreadablePlaces,
}
