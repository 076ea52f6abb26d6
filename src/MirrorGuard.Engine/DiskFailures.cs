using System;
using System.Collections.Generic;
using MirrorGuard.Core.Naming;
using MirrorGuard.Core.Settings;
using MirrorGuard.Core.Steps;
using MirrorGuard.Core.Time;

namespace MirrorGuard.Engine;

/// <summary>
/// How often each physical disk failed lately. A disk that goes away once is seen to fail by every volume on it, at once or whenever
/// that one is next written to: so it counts for as often as the volume that saw most. It lasts as long as the process.
/// </summary>
public sealed class DiskFailures
{
    /// <summary>Disks of volumes remembered; beyond that all are forgotten, so that a machine whose disks come and go does not fill memory.</summary>
    private const int MaxEntries = 1024;

    private readonly object _gate = new();
    private readonly Dictionary<(PvUuid Disk, VolumeName? Volume), SlidingWindow> _bySight = [];

    /// <summary>Failures within the window that was last named; 0 for a disk that is not known.</summary>
    public int Count(PvUuid disk, Instant now)
    {
        var most = 0;
        lock (_gate)
        {
            foreach (var (sight, window) in _bySight)
            {
                if (sight.Disk == disk)
                    most = Math.Max(most, window.CountAt(now));
            }
        }
        return most;
    }

    /// <summary>A volume saw the disk fail once more.</summary>
    public void Note(PvUuid disk, VolumeName volume, FaultSettings settings, Instant now) =>
        Note(disk, volume, settings.SyncWindow, settings.SyncRetries + 1, now);

    /// <summary>The same, in another window.</summary>
    /// <param name="disk">The disk; one without a label is not counted.</param>
    /// <param name="volume">The volume that saw it; null for what adds up, whatever volume it was on.</param>
    /// <param name="length">How long it counts.</param>
    /// <param name="capacity">The highest count that matters; the highest that there is, and at least 1.</param>
    /// <param name="now">The time.</param>
    public void Note(PvUuid disk, VolumeName? volume, TimeSpan length, int capacity, Instant now)
    {
        if (disk.IsNone)
            return;
        lock (_gate)
        {
            (PvUuid, VolumeName?) sight = (disk, volume);
            if (_bySight.Count >= MaxEntries && !_bySight.ContainsKey(sight))
                _bySight.Clear();
            var before = _bySight.TryGetValue(sight, out var window)
                ? window.Resized(length, Math.Max(capacity, 1))
                : new SlidingWindow(length, Math.Max(capacity, 1));
            _bySight[sight] = before.With(now);
        }
    }
}
