using System;

namespace MirrorGuard.Core.Scan;

/// <summary>What disks have done since the machine started.</summary>
/// <param name="Moved">What was read and written, in sectors.</param>
/// <param name="Writing">How long all writes together took.</param>
public readonly record struct DiskCounts(long Moved, TimeSpan Writing)
{
    /// <summary>Of two disks.</summary>
    public static DiskCounts operator +(DiskCounts left, DiskCounts right) => Add(left, right);

    /// <summary>Of two disks.</summary>
    public static DiskCounts Add(DiskCounts left, DiskCounts right) => new(left.Moved + right.Moved, left.Writing + right.Writing);

    /// <summary>Without what the scan itself has read.</summary>
    public DiskCounts Without(Sectors read) => this with { Moved = Moved - (long)read.Count };
}
