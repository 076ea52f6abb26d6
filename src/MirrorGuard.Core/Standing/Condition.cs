namespace MirrorGuard.Core.Standing;

/// <summary>How a mirror stands, in one word for a person who looks at many. The names are those of <c>status --json</c>, so they stay.</summary>
public enum Condition : byte
{
    /// <summary>Every leg is alive, every region in sync.</summary>
    InSync,

    /// <summary>Every leg is alive; the kernel copies.</summary>
    Resyncing,

    /// <summary>A leg that was waited for is back; the kernel copies what it misses.</summary>
    Refilling,

    /// <summary>Writes go on without the second leg, which is waited for.</summary>
    Released,

    /// <summary>Tables are being changed, or the change was cut off half way.</summary>
    Changing,

    /// <summary>Writes are held for a moment, in case a part proves good.</summary>
    Held,

    /// <summary>A resync failed; its leg is waited for, and with it writes to what is not in sync.</summary>
    Waiting,

    /// <summary>A part did not come back in time: LVM's repair takes over.</summary>
    GivenUp,

    /// <summary>A read of a leg failed; another leg has the data.</summary>
    ReadFailed,

    /// <summary>A resync failed, and nobody has recorded that the leg is waited for.</summary>
    SyncFailed,

    /// <summary>The daemon that keeps the log does not answer.</summary>
    LogUnreachable,

    /// <summary>A part is dead, and nobody has recorded that it is waited for: a repair is due.</summary>
    Degraded,

    /// <summary>The kernel took a failure back by itself: the legs may differ.</summary>
    InDoubt,

    /// <summary>A part is dead, and no leg that a repair would keep is known to be complete.</summary>
    Incomplete,

    /// <summary>No leg is left that could be read and written.</summary>
    Dead,

    /// <summary>The kernel did not finish loading a table.</summary>
    Hung,

    /// <summary>The kernel's status is not understood.</summary>
    NotUnderstood,
}
