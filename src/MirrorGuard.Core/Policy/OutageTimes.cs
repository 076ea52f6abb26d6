using System;
using MirrorGuard.Core.Settings;
using MirrorGuard.Core.Time;

namespace MirrorGuard.Core.Policy;

/// <summary>When to look again, and how long to wait at all.</summary>
internal static class OutageTimes
{
    /// <summary>A safety net for an event that was missed, while the kernel copies.</summary>
    internal static readonly TimeSpan RefillLook = TimeSpan.FromSeconds(10);

    /// <summary>A copy that gets nowhere for so long is said to stand still: the slowest disk copies a region in that time.</summary>
    internal static readonly TimeSpan Standstill = TimeSpan.FromMinutes(1);

    /// <summary>The first look after a copy began; a small one has ended by then.</summary>
    internal static readonly TimeSpan FirstRefillLook = TimeSpan.FromMilliseconds(500);

    /// <summary>An LVM command that holds the volume group is often over soon.</summary>
    private static readonly TimeSpan FirstRetry = TimeSpan.FromMilliseconds(50);

    /// <summary>2^16 seconds are more than any limit on the interval.</summary>
    private const int MaxDoublings = 16;

    /// <summary>When patience ends: the leg's where writes go on, the short one where they are held.</summary>
    internal static Instant EndOf(OutageStage stage, Instant since, in PolicyInput input) => EndOf(stage, since, input.Circumstances.Settings);

    /// <summary>The same, by the settings.</summary>
    internal static Instant EndOf(OutageStage stage, Instant since, FaultSettings settings) =>
        since + (HoldsWrites(stage) ? settings.WriteHold : settings.LegGrace);

    /// <summary>The next probe, later the more failed in a row, and later for a disk that failed often.</summary>
    internal static Instant NextProbe(in Outage outage, in PolicyInput input)
    {
        var settings = input.Circumstances.Settings;
        var doublings = Math.Min(outage.BadProbes + Math.Max(0, input.Circumstances.RecentFailures - 1), MaxDoublings);
        var interval = settings.ProbeInterval * (1L << doublings);
        var longest = HoldsWrites(outage.Stage) ? settings.WriteHold / 4 : settings.LongestProbeInterval;
        var next = input.Now + (interval < longest ? interval : longest);
        var end = EndOf(outage.Stage, outage.Since, in input);
        return next < end || end <= input.Now ? next : end;
    }

    /// <summary>When a swap that was refused is tried again.</summary>
    internal static Instant NextSwap(in Outage outage, Instant now) => now + (FirstRetry * (1 << Math.Min(outage.Refusals, MaxDoublings)));

    /// <summary>After a failed copy the kernel holds the writes to what is not in sync, as it does after a failed write (<c>dm-raid1.c: do_writes</c>, <c>leg_failure</c>).</summary>
    internal static bool HoldsWrites(OutageStage stage) => stage is OutageStage.Holding or OutageStage.Waiting;
}
