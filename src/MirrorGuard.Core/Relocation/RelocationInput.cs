namespace MirrorGuard.Core.Relocation;

/// <summary>What the planner is told: the end of what it asked for last, or that the world has changed.</summary>
public enum RelocationInput : byte
{
    /// <summary>Begin.</summary>
    Begin,

    /// <summary>The leg was read.</summary>
    ReadSucceeded,

    /// <summary>The leg could not be read.</summary>
    ReadFailed,

    /// <summary>The range was copied from a good leg while the volume was quiesced, and read back.</summary>
    Rewritten,

    /// <summary>No good leg could be read in that range either; nothing was written.</summary>
    SourceUnreadable,

    /// <summary>No other leg in that range is beyond doubt; nothing was read or written.</summary>
    SourceInDoubt,

    /// <summary>What was to be rewritten can be read after all: the disk was away for a moment. Nothing was written.</summary>
    ReadableAgain,

    /// <summary>The leg could not be written, or what was read back is something else.</summary>
    RewriteFailed,

    /// <summary>The volume could not be quiesced now: an LVM command is at work, it is suspended, its table is about to change. Nothing was written.</summary>
    RewriteRefused,

    /// <summary>The moment that was asked for has come.</summary>
    Due,

    /// <summary>Go no further: the leg died, a resync started, the volume is gone, somebody else loaded a table. At any moment.</summary>
    Abort,
}
