namespace MirrorGuard.Core.Status;

/// <summary>What the kernel remembers of a leg or a log device: the worst error since the table was loaded or the flags were reset.</summary>
/// <remarks>
/// One letter each in a status line, in the kernel's order of severity after <see cref="Alive"/>; <see cref="HealthLetter"/> converts.
/// A log device only knows <see cref="Alive"/>, <see cref="FlushFailed"/> and <see cref="WriteFailed"/>.
/// Source: kernel <c>dm-raid1.c: device_status_char</c>, <c>dm-log.c: disk_status</c>.
/// </remarks>
public enum Health : byte
{
    /// <summary><c>A</c>: no error is remembered. That is not a promise: the kernel forgets failed flushes.</summary>
    Alive,

    /// <summary><c>F</c>: a cache flush failed; what the disk had acknowledged may not be on it.</summary>
    FlushFailed,

    /// <summary><c>D</c>: a write failed (for a log device: reading or writing its header failed).</summary>
    WriteFailed,

    /// <summary><c>S</c>: copying during a resync failed.</summary>
    SyncFailed,

    /// <summary><c>R</c>: a read failed; the leg still takes writes.</summary>
    ReadFailed,

    /// <summary><c>U</c>: an error was counted that the kernel does not classify.</summary>
    Unclassified,
}
