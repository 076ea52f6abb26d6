namespace MirrorGuard.Core.Policy;

/// <summary>What a person is told; the words are the engine's.</summary>
public enum Report : byte
{
    /// <summary>Nothing that was not said before.</summary>
    None,

    /// <summary>The volume is in sync now.</summary>
    InSync,

    /// <summary>A leg returned a read error.</summary>
    ReadFailed,

    /// <summary>A resync failed.</summary>
    SyncFailed,

    /// <summary>A leg or the log is dead; the repair follows at once.</summary>
    RepairFollows,

    /// <summary>The daemon that keeps the log does not answer.</summary>
    LogUnreachable,

    /// <summary>The kernel took its report of a dead secondary leg back by itself.</summary>
    FaultWithdrawn,

    /// <summary>The dead leg is back and is being filled: somebody reloaded the table before the repair began.</summary>
    ResyncInstead,

    /// <summary>LVM repaired the volume.</summary>
    Repaired,

    /// <summary>The repair did not help; it is tried again at <see cref="DeviceState.DueAt"/>.</summary>
    RepairFailedTriedAgain,

    /// <summary>The repair did not help, and is not tried again.</summary>
    NeedsPersonRepairFails,

    /// <summary>A part is dead, and the leg that a repair would keep is not known to be complete.</summary>
    NeedsPersonNoCompleteLeg,

    /// <summary>Every leg failed.</summary>
    NeedsPersonNoGoodLeg,

    /// <summary>The kernel took its report of a dead primary leg back by itself: what other legs got since would be lost by any reload.</summary>
    NeedsPersonPrimaryInDoubt,

    /// <summary>The status cannot be understood.</summary>
    NeedsPersonUnknownStatus,
}
