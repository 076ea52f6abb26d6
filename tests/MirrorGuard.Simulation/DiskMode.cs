namespace MirrorGuard.Simulation;

/// <summary>What a disk does with I/O as a whole.</summary>
public enum DiskMode
{
    /// <summary>It works.</summary>
    Good,

    /// <summary>Reads and writes fail, flushes pass: device-mapper's <c>error</c> target, which takes no flushes.</summary>
    Dead,

    /// <summary>Reads, writes and flushes fail: device-mapper's <c>flakey</c> target, and most real disks.</summary>
    Flaky,
}
