namespace MirrorGuard.Core.Faults;

/// <summary>What is wrong with a device as a whole; a later one outweighs an earlier one.</summary>
public enum Verdict : byte
{
    /// <summary>The device is gone.</summary>
    Gone,

    /// <summary>The device has no mirror target: LVM made it linear.</summary>
    NoMirror,

    /// <summary>Every leg is alive and every region in sync.</summary>
    InSync,

    /// <summary>Every leg is alive; the kernel is still copying.</summary>
    Resyncing,

    /// <summary>A leg returned a read error (R); the data was read from another leg.</summary>
    ReadFailed,

    /// <summary>A leg could not be brought in sync (S).</summary>
    SyncFailed,

    /// <summary>The daemon that keeps the log does not answer: which regions are in sync is unknown.</summary>
    LogUnreachable,

    /// <summary>A leg or the log is dead (D, F, U), and what LVM's repair would keep is complete.</summary>
    Repairable,

    /// <summary>A part is dead, and the leg that a repair would copy from is not known to be complete: it could keep stale data.</summary>
    NoCompleteLeg,

    /// <summary>Every leg of a mirror target failed: a repair would remove the last copy.</summary>
    NoGoodLeg,

    /// <summary>A status line was refused, or there are more mirror targets than fit: nothing is known.</summary>
    Unknown,

    /// <summary>Device-mapper did not answer: nothing is known now, but may be soon.</summary>
    Unreadable,
}
