using System;

namespace MirrorGuard.Core.Scan;

/// <summary>
/// Makes room for others: the longer the scan's own reads take, against what they take when the disk has nothing else to do, the longer it
/// pauses after each.
///
/// The baseline sinks at once and rises slowly, so that a disk that became slower for good is not taken for a busy one for ever. The pause
/// doubles while others suffer and halves when they do not, as networks do it: it finds the share that is left without knowing who else is there.
/// </summary>
/// <param name="Baseline">The time for one mebibyte when nothing else goes on; nothing while it is not known.</param>
/// <param name="Factor">The pause after a read, in times of that read; 0: none.</param>
public readonly record struct BackOff(TimeSpan Baseline, int Factor)
{
    /// <summary>A read that takes longer than this many times the baseline has waited for others.</summary>
    public const int Suffering = 3;

    /// <summary>At most 1/65 of the time is spent reading.</summary>
    public const int MaxFactor = 64;

    /// <summary>How much of the difference the baseline rises by with each read: in a few hundred it believes that a disk is slow.</summary>
    private const int Reluctance = 256;

    private const double MebibyteSectors = 2048;

    /// <summary>After a read.</summary>
    /// <param name="length">What was read of each leg.</param>
    /// <param name="elapsed">How long it took.</param>
    /// <param name="isMachineBusy">Programs wait for disks.</param>
    public BackOff After(Sectors length, TimeSpan elapsed, bool isMachineBusy)
    {
        if (length.Count == 0)
            return this;
        var each = elapsed * (MebibyteSectors / length.Count);
        if (Baseline == TimeSpan.Zero)
            return this with { Baseline = each };
        var isSuffering = isMachineBusy || each > Baseline * Suffering;
        var baseline = each < Baseline ? each : Baseline + ((each - Baseline) / Reluctance);
        var factor = isSuffering ? Math.Clamp(Factor * 2, 1, MaxFactor) : Factor / 2;
        return new BackOff(baseline, factor);
    }
}
