namespace MirrorGuard.Core.Relocation;

/// <summary>Why nothing of a leg may be rewritten now; the condition that is missing.</summary>
public enum SourceObstacle : byte
{
    /// <summary>Nothing is in the way.</summary>
    None,

    /// <summary>The mirror has no such leg: its table has changed.</summary>
    NotALeg,

    /// <summary>The leg has failed worse than by reads: what it misses is not known, and it may not take a write either.</summary>
    LegIsDead,

    /// <summary>The daemon that keeps the log does not answer: which regions are in sync is unknown.</summary>
    LogUnreachable,

    /// <summary>The log device failed: the kernel holds writes for it, and cannot mark what a leg misses.</summary>
    LogIsDead,

    /// <summary>Other machines may use the volume. They go on writing while this one is suspended, and a rewrite would undo that.</summary>
    SharedVolume,

    /// <summary>Not every region is in sync: another leg may have older data.</summary>
    OutOfSync,

    /// <summary>Every region counts as in sync, but a flush failed, or may have: the kernel forgets that, and the count then says nothing.</summary>
    CopiesInDoubt,

    /// <summary>The volume cannot be quiesced now: it is busy, or its table is not what it should be.</summary>
    VolumeBusy,

    /// <summary>All other legs were tried, but for those with a read error that no unreadable place explains: they may hold old data.</summary>
    SourceInDoubt,

    /// <summary>There is no other leg, or all were tried.</summary>
    NoOtherLeg,
}
