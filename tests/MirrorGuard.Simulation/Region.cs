using System.Collections.Generic;

namespace MirrorGuard.Simulation;

/// <summary>An entry of the region hash: a region that something goes on in.</summary>
internal sealed class Region(int number, RegionState state)
{
    internal int Number { get; } = number;

    internal RegionState State { get; set; } = state;

    /// <summary>Writes that were counted in and have not ended; held ones are among them.</summary>
    internal int PendingWrites { get; set; }

    /// <summary>Writes that wait for the end of the recovery; not counted in.</summary>
    internal List<ApplicationIo> Delayed { get; } = [];
}
