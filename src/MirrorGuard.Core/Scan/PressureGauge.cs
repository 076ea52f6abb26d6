using System;
using MirrorGuard.Core.Time;

namespace MirrorGuard.Core.Scan;

/// <summary>
/// Whether programs other than the scan wait for disks. The kernel counts the time in which anybody waits, and the scan's own readers do
/// nothing else: what they waited is taken off. Where both wait at once that hides the others, but then the scan's reads take longer,
/// which <see cref="BackOff"/> sees.
/// </summary>
/// <param name="LastAt">When it was looked at last.</param>
/// <param name="LastWaited">How long anybody had waited until then.</param>
/// <param name="OwnReads">How long the scan has read since.</param>
/// <param name="IsHigh">Others wait.</param>
public readonly record struct PressureGauge(Instant LastAt, TimeSpan LastWaited, TimeSpan OwnReads, bool IsHigh)
{
    /// <summary>A tenth of the time.</summary>
    private const double High = 0.1;

    /// <summary>Shorter than this says little.</summary>
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    /// <summary>The scan has read for so long.</summary>
    public PressureGauge WithRead(TimeSpan elapsed) => this with { OwnReads = OwnReads + elapsed };

    /// <summary>A look is due.</summary>
    public bool IsDue(Instant now) => now - LastAt >= Period;

    /// <summary>A look.</summary>
    /// <param name="waited">How long anybody has waited for a disk since the machine started; null when the kernel does not say.</param>
    /// <param name="now">The time.</param>
    public PressureGauge Looked(TimeSpan? waited, Instant now)
    {
        if (waited is not { } total)
            return new PressureGauge(now, TimeSpan.Zero, TimeSpan.Zero, IsHigh: false);
        var others = total - LastWaited - OwnReads;
        var isHigh = LastWaited > TimeSpan.Zero && others > (now - LastAt) * High;
        return new PressureGauge(now, total, TimeSpan.Zero, isHigh);
    }
}
