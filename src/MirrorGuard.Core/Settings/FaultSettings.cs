using System;

namespace MirrorGuard.Core.Settings;

/// <summary>How faults are handled: section <c>faults</c>. A new one has the defaults; <see cref="SettingsTable"/> has the ranges.</summary>
public sealed record FaultSettings
{
    /// <summary><c>mode</c>: who acts.</summary>
    public FaultMode Mode { get; init; } = FaultMode.Act;

    /// <summary><c>leg_grace</c>: how long a dead leg is waited for before it is repaired; zero: not at all.</summary>
    public TimeSpan LegGrace { get; init; } = TimeSpan.FromSeconds(300);

    /// <summary><c>max_out_of_sync</c>: the wait ends early when the leg misses more than this.</summary>
    public Percent MaxOutOfSync { get; init; } = new(50);

    /// <summary><c>write_hold</c>: how long writes may be held where they cannot be released safely; zero: not at all.</summary>
    public TimeSpan WriteHold { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary><c>reattach</c>: put a removed leg back when its disk returns within <see cref="LegGrace"/>.</summary>
    public bool IsReattachEnabled { get; init; } = true;

    /// <summary><c>probe_interval</c>: the first pause between two probes of a leg; it doubles.</summary>
    public TimeSpan ProbeInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary><c>probe_interval_max</c>: where the doubling ends. Less than <see cref="ProbeInterval"/>: see <see cref="LongestProbeInterval"/>.</summary>
    public TimeSpan ProbeIntervalMax { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary><c>sync_retries</c>: resync restarts per disk within <see cref="SyncWindow"/>.</summary>
    public int SyncRetries { get; init; } = 5;

    /// <summary><c>sync_window</c>: how long a failed resync is counted.</summary>
    public TimeSpan SyncWindow { get; init; } = TimeSpan.FromSeconds(600);

    /// <summary><c>relocate</c>: rewrite unreadable sectors from the good leg.</summary>
    public bool IsRelocateEnabled { get; init; } = true;

    /// <summary><c>relocations</c>: rewrites per disk within <see cref="RelocationWindow"/> before the leg counts as dead.</summary>
    public int Relocations { get; init; } = 64;

    /// <summary><c>relocation_window</c>: how long a rewrite is counted.</summary>
    public TimeSpan RelocationWindow { get; init; } = TimeSpan.FromSeconds(3600);

    /// <summary>The pause that probes grow to: with a maximum below the first pause they do not grow.</summary>
    public TimeSpan LongestProbeInterval => ProbeIntervalMax > ProbeInterval ? ProbeIntervalMax : ProbeInterval;
}
