namespace MirrorGuard.Core.Policy;

/// <summary>Where the waiting for a leg or log stands.</summary>
public enum OutageStage : byte
{
    /// <summary>No part is waited for.</summary>
    None,

    /// <summary>The tables that let held writes go on are being loaded.</summary>
    Releasing,

    /// <summary>Writes go on without the second leg, which is probed now and then.</summary>
    Released,

    /// <summary>LVM's own tables are being loaded again.</summary>
    Returning,

    /// <summary>Writes are held for a moment, in case the part proves good: it cannot be released safely.</summary>
    Holding,

    /// <summary>A resync failed; writes to what is not in sync are held, in case the leg proves good.</summary>
    Waiting,

    /// <summary>The mirror's own table is being loaded anew, so that the kernel forgets its error flags.</summary>
    Reloading,

    /// <summary>The part is back, and the kernel copies what it misses.</summary>
    Refilling,

    /// <summary>The patience is at its end, and LVM's repair takes over.</summary>
    GivenUp,

    /// <summary>The kernel did not finish a table swap: nothing more can be done with the device before a restart.</summary>
    Hung,
}
