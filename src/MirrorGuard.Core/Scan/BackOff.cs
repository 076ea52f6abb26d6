using System;

namespace MirrorGuard.Core.Scan;

/// <summary>
/// Makes room for others: the longer the scan's own reads take, against what they take when the disk has nothing else to do, the longer it
/// pauses after each.
///
/// The baseline sinks at once and rises slowly, so that a disk that became slower for good is not taken for a busy one for ever. The pause
/// multiplies while others suffer and halves when they do not, as networks do it: it finds the share that is left without knowing who else is there.
/// </summary>
/// <param name="Baseline">The time for one mebibyte when nothing else goes on; nothing while it is not known.</param>
/// <param name="Factor">The pause after a read, in times of that read; 0: none.</param>
public readonly record struct BackOff(TimeSpan Baseline, int Factor)
{
    /// <summary>A read that takes longer than this many times the baseline has waited for others.</summary>
    public const int Suffering = 3;

    /// <summary>At most 1/257 of the time is spent reading: too little to be seen in the slowest hundredth of what others do.</summary>
    public const int MaxFactor = 256;

    /// <summary>The same for a pass that would not end within its interval otherwise, and for one that a person waits for.</summary>
    public const int MaxFactorBehind = 64;

    /// <summary>
    /// The same for disks that nobody else uses, while others wait for other disks: they may still share a cable or a cache. A
    /// disk that needs 22 ms for a piece of 2 MiB is read at 10 MiB a second, 6 TB in a week.
    /// </summary>
    public const int MaxFactorElsewhere = 8;

    /// <summary>The pause grows faster than it shrinks: others wait for each read until it is long enough.</summary>
    private const int Growth = 4;

    /// <summary>How much of the difference the baseline rises by with each read: in a few hundred it believes that a disk is slow.</summary>
    private const int Reluctance = 256;

    /// <summary>2 MiB: no piece is made shorter. Of less than that a disk's head would take most of the time, and the disk look busy for it.</summary>
    private const ulong ShortPiece = 2 * MebibyteSectors;

    private const ulong MebibyteSectors = 2048;

    /// <summary>A few slow reads are not worth a word to a person.</summary>
    private const int Noticeable = 4;

    /// <summary>One read that a disk has kept for seconds, as one that wakes up does, is no reason to rest for minutes.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    /// <summary>Others suffer so much that a scan which means to read at this rate, in bytes of each leg per second, may not.</summary>
    public bool IsSlowerThan(double rate) => Factor >= Noticeable && MebibyteSectors * Sectors.Size < rate * Suffering * (Factor + 1) * Baseline.TotalSeconds;

    /// <summary>The longest piece to read next, the shorter the more others suffer: whoever comes meanwhile waits for what is left of it.</summary>
    public Sectors LongestPiece => new(Math.Max(ShortPiece, ScanPace.LongestPiece.Count / (ulong)Math.Max(1, Factor * 2)));

    /// <summary>How long nothing is read.</summary>
    /// <param name="elapsed">How long the last read took.</param>
    public TimeSpan PauseAfter(TimeSpan elapsed)
    {
        var pause = elapsed * Factor;
        return pause < LongestPause ? pause : LongestPause;
    }

    /// <summary>After a read.</summary>
    /// <param name="length">What was read of each leg.</param>
    /// <param name="elapsed">How long it took.</param>
    /// <param name="othersWait">Programs wait for disks.</param>
    /// <param name="lag">How far the pass is behind: <see cref="ScanPace.Lag"/>.</param>
    public BackOff After(Sectors length, TimeSpan elapsed, OthersWait othersWait, double lag)
    {
        if (length.Count == 0)
            return this;
        var each = elapsed * ((double)MebibyteSectors / length.Count);
        if (Baseline == TimeSpan.Zero)
            return this with { Baseline = each };
        var most = each > Baseline * Suffering || othersWait == OthersWait.Here ? MostAt(lag)
            : othersWait == OthersWait.Elsewhere ? MaxFactorElsewhere
            : 0;
        var baseline = each < Baseline ? each : Baseline + ((each - Baseline) / Reluctance);
        var factor = most > 0 && Factor <= most ? Math.Clamp(Factor * Growth, 1, most) : Factor / 2;
        return new BackOff(baseline, factor);
    }

    private static int MostAt(double lag) => (int)Math.Clamp(MaxFactor / (lag * lag), MaxFactorBehind, MaxFactor);
}
