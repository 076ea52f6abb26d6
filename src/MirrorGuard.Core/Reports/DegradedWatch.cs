using System;
using MirrorGuard.Core.Time;

namespace MirrorGuard.Core.Reports;

/// <summary>How long a volume has been without all its copies, so that it is not forgotten.</summary>
/// <param name="Since">When it began; null: it is whole, or copies.</param>
/// <param name="SaidAt">When it was last said, or began.</param>
public readonly record struct DegradedWatch(Instant? Since, Instant SaidAt)
{
    /// <summary>How often it is said.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromDays(1);

    /// <summary>The volume was looked at.</summary>
    /// <param name="condition">How it stands.</param>
    /// <param name="now">The time.</param>
    /// <param name="isDue">It is to be said again.</param>
    public DegradedWatch Saw(VolumeCondition condition, Instant now, out bool isDue)
    {
        isDue = false;
        if (condition == VolumeCondition.Unknown)
            return this;
        if (condition is VolumeCondition.Whole or VolumeCondition.Recovering)
            return default;
        if (Since is null)
            return new DegradedWatch(now, now);
        isDue = now - SaidAt >= Period;
        return isDue ? this with { SaidAt = now } : this;
    }
}
