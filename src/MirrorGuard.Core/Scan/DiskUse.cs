using System;
using MirrorGuard.Core.Time;

namespace MirrorGuard.Core.Scan;

/// <summary>
/// Whether others than the scan use a volume's disks. <see cref="PressureGauge"/> knows of the whole machine only, and not every kernel
/// keeps it: where somebody always waits for one disk, a scan of another that nobody uses would never come to its end.
/// </summary>
/// <param name="LastAt">When it was looked at last.</param>
/// <param name="Last">What others had done with them until then.</param>
/// <param name="IsFree">Nobody else uses them. As long as nothing is known, somebody does.</param>
/// <param name="IsWritten">They are written to a good part of the time, and the scan never writes.</param>
public readonly record struct DiskUse(Instant LastAt, DiskCounts? Last, bool IsFree, bool IsWritten)
{
    /// <summary>In a second: a block of a file system. Who moves less than that waits for next to nothing.</summary>
    private const long NextToNothing = 8;

    /// <summary>A tenth of the time, as in <see cref="PressureGauge"/>.</summary>
    private const double GoodPart = 0.1;

    /// <summary>Shorter than this says little.</summary>
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    /// <summary>A look is due.</summary>
    public bool IsDue(Instant now) => now - LastAt >= Period;

    /// <summary>Who waits, and for which disks.</summary>
    /// <param name="isMachineBusy">Programs wait for disks, whichever they are.</param>
    public OthersWait OthersWait(bool isMachineBusy) =>
        IsWritten || (isMachineBusy && !IsFree) ? Scan.OthersWait.Here : isMachineBusy ? Scan.OthersWait.Elsewhere : Scan.OthersWait.Nowhere;

    /// <summary>A look.</summary>
    /// <param name="counts">
    /// What all disks have moved, without what the scan has read of them, and how long each was written to; null when they do not say. What they
    /// moved becomes less where the scan knows less well than it thinks which disk a piece lay on: then it is not known what others did.
    /// </param>
    /// <param name="now">The time.</param>
    public DiskUse Looked(DiskCounts? counts, Instant now)
    {
        var moved = counts?.Moved - Last?.Moved;
        var writing = counts?.Writing - Last?.Writing;
        var elapsed = now - LastAt;
        return new DiskUse(now, counts, moved >= 0 && moved < elapsed.TotalSeconds * NextToNothing, writing > elapsed * GoodPart);
    }
}
