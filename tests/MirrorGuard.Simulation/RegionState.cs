namespace MirrorGuard.Simulation;

/// <summary>What the region hash believes of a region.</summary>
internal enum RegionState
{
    /// <summary>In sync, no write under way.</summary>
    Clean,

    /// <summary>In sync, writes under way.</summary>
    Dirty,

    /// <summary>The legs may differ.</summary>
    NoSync,

    /// <summary>Being copied, or waiting for its writes to end before it is.</summary>
    Recovering,
}
