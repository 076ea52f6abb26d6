using System;
using MirrorGuard.Core.Settings;
using MirrorGuard.Core.Time;

namespace MirrorGuard.Core.Policy;

/// <summary>When legs that cannot be read everywhere are looked at again.</summary>
internal static class ReadFaultTimes
{
    /// <summary>A safety net for an event that was missed.</summary>
    internal static readonly TimeSpan Look = TimeSpan.FromSeconds(10);

    /// <summary>The first look after a reload; what it makes the kernel copy is little, where the log is on a disk.</summary>
    internal static readonly TimeSpan FirstLook = TimeSpan.FromMilliseconds(500);

    /// <summary>After this long without a read error the next one is handled at once again.</summary>
    internal static readonly TimeSpan Forgiveness = TimeSpan.FromHours(1);

    /// <summary>A disk that grows one bad place after the other is searched at once each time at first; the search reads all of it.</summary>
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    /// <summary>An LVM command that holds the volume group is often over soon.</summary>
    private static readonly TimeSpan FirstRetry = TimeSpan.FromMilliseconds(50);

    /// <summary>2^16 of any pause here are more than the longest.</summary>
    private const int MaxDoublings = 16;

    /// <summary>The pause after so many searches, 1 or more.</summary>
    internal static TimeSpan PauseAfter(int rounds) => Shorter(Doubled(FirstPause, rounds - 1), LongestPause);

    /// <summary>The pause after so many reloads, 1 or more, for legs that all have errors: nothing of the volume can be read meanwhile.</summary>
    internal static TimeSpan PauseAfterReload(int reloads, FaultSettings settings) =>
        Shorter(Doubled(settings.ProbeInterval, reloads - 1), settings.LongestProbeInterval);

    /// <summary>When a reload that was refused so many times before is tried again.</summary>
    internal static Instant NextReload(int refusals, Instant now) => now + Doubled(FirstRetry, refusals);

    /// <summary>The earlier moment.</summary>
    internal static Instant Earlier(Instant left, Instant right) => left < right ? left : right;

    private static TimeSpan Doubled(TimeSpan pause, int times) => pause * (1L << Math.Clamp(times, 0, MaxDoublings));

    private static TimeSpan Shorter(TimeSpan left, TimeSpan right) => left < right ? left : right;
}
