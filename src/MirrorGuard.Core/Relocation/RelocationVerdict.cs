namespace MirrorGuard.Core.Relocation;

/// <summary>How a relocation ended; what it did on the way is in its <see cref="RelocationTally"/>, whatever the end.</summary>
public enum RelocationVerdict : byte
{
    /// <summary>It has not ended.</summary>
    None,

    /// <summary>All of the leg can be read, and nothing had to be rewritten: the error that was seen has passed.</summary>
    NothingFound,

    /// <summary>Unreadable places were found and all of them rewritten.</summary>
    AllHealed,

    /// <summary>
    /// All of the leg was searched, but some places cannot be read on the good leg either (<see cref="RelocationTally.Lost"/>). What
    /// could be healed is.
    /// </summary>
    BadOnBothLegs,

    /// <summary>
    /// All of the leg was searched, but some places are not rewritten (<see cref="RelocationTally.InDoubt"/>), since the only other leg
    /// that can be read there may hold old data. What could be healed is.
    /// </summary>
    SourceInDoubt,

    /// <summary>Nothing of the leg can be read any more: it is no disk with bad sectors, but one that is dead, or away.</summary>
    LegDead,

    /// <summary>No planner's: another leg, from which it was to be rewritten, answers nowhere. Nobody knows what can be read there.</summary>
    SourceSilent,

    /// <summary>A rewrite failed, on a leg that answers elsewhere: it is no disk with bad sectors, but a bad disk.</summary>
    RewriteFailed,

    /// <summary>The disk has had as many rewrites as it may have in its window: it wears out.</summary>
    BudgetSpent,

    /// <summary>The volume was busy each time a rewrite was due, for all retries.</summary>
    VolumeBusy,

    /// <summary>No planner's: what was to be overwritten could not be kept, so it was not.</summary>
    NotKept,

    /// <summary>No planner's: it was begun to be overwritten, and nobody knows how far that came.</summary>
    HalfOverwritten,

    /// <summary>It was aborted.</summary>
    Aborted,
}
