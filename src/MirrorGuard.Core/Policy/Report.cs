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

    /// <summary>The same, where a leg or the log would be waited for if MirrorGuard were not told to observe only.</summary>
    RepairFollowsObserved,

    /// <summary>The daemon that keeps the log does not answer.</summary>
    LogUnreachable,

    /// <summary>The kernel took its report of a dead secondary leg back by itself.</summary>
    FaultWithdrawn,

    /// <summary>The dead leg is back and is being filled: somebody reloaded the table before the repair began.</summary>
    ResyncInstead,

    /// <summary>LVM repaired the volume.</summary>
    Repaired,

    /// <summary>The repair did not help; it is tried again at <see cref="RepairState.DueAt"/>.</summary>
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

    /// <summary>The second leg is out; writes go on without it.</summary>
    Released,

    /// <summary>Writes are held for a moment, in case the part proves good.</summary>
    Held,

    /// <summary>The leg that could not be brought in sync is waited for, and with it the writes to what is not in sync.</summary>
    WaitsForLeg,

    /// <summary>The part is back, and the kernel copies what it misses.</summary>
    Refilling,

    /// <summary>The part that was waited for is in sync again.</summary>
    Recovered,

    /// <summary>Another disk answers in place of the one that is waited for; it is not touched.</summary>
    OtherDisk,

    /// <summary>The part did not come back in time; a repair follows.</summary>
    PatienceEnds,

    /// <summary>LVM loaded its own tables over a released mirror.</summary>
    LvmTookOver,

    /// <summary>The kernel does not finish a table swap.</summary>
    NeedsPersonSwapHangs,

    /// <summary>The kernel copies no more to a part that is back.</summary>
    NeedsPersonCopyStandsStill,

    /// <summary>A leg cannot be read everywhere; its unreadable places are searched and rewritten.</summary>
    Relocating,

    /// <summary>All legs can be read everywhere again, and the kernel reads them again.</summary>
    Relocated,

    /// <summary>All legs can be read everywhere, but the kernel does not read all of them: that would take a full copy, which is left to a person.</summary>
    RelocatedNotRearmed,

    /// <summary>A read failed on a leg that can be read everywhere: its disk may have been away, and lost its cache. The kernel goes on not to read it.</summary>
    ReadErrorUnexplained,

    /// <summary>The same, and there is no leg that the kernel reads.</summary>
    NeedsPersonReadErrorsUnexplained,

    /// <summary>Some places cannot be read on one leg, and what another holds there may be old.</summary>
    NeedsPersonSourceInDoubt,

    /// <summary>Some places cannot be read on any leg; everything else is as it should be.</summary>
    NeedsPersonPlacesLost,

    /// <summary>A leg cannot be read everywhere and not be rewritten; it is taken for dead, and a repair follows.</summary>
    LegWornOut,

    /// <summary>The same, but the kernel does not report it, or no other leg can take its place.</summary>
    NeedsPersonLegWornOut,

    /// <summary>The search of the legs was cut off; it is begun anew later.</summary>
    RelocationPostponed,

    /// <summary>The scan found places that cannot be read; they are rewritten.</summary>
    RelocatingPlaces,

    /// <summary>All that the scan found can be read again.</summary>
    PlacesRelocated,

    /// <summary>The scan found places that cannot be read, and nobody is to rewrite them.</summary>
    PlacesLeftUnreadable,

    /// <summary>A leg on which the scan found something answers nowhere, though the kernel calls it good.</summary>
    LegSilent,
}
