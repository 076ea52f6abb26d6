using System;
using System.Collections.Generic;
using System.Linq;
using MirrorGuard.Core.Steps;
using MirrorGuard.Core.Time;

namespace MirrorGuard.Engine;

/// <summary>Which disks went away within seconds of each other: then what they share is the likelier culprit, a controller, a cable, an enclosure.</summary>
public sealed class DiskDeaths
{
    /// <summary>Paths of one controller time out one after the other, each within seconds.</summary>
    public static readonly TimeSpan Together = TimeSpan.FromSeconds(10);

    private readonly object _gate = new();
    private readonly Dictionary<PvUuid, Instant> _diedAt = [];

    /// <summary>A disk was seen to fail.</summary>
    /// <param name="disk">The disk; one without a label is not counted.</param>
    /// <param name="now">The time.</param>
    /// <returns>How many others failed just before it; 0 if this one has already been counted among them.</returns>
    public int Note(PvUuid disk, Instant now)
    {
        if (disk.IsNone)
            return 0;
        lock (_gate)
        {
            foreach (var (old, _) in _diedAt.Where(death => now - death.Value > Together).ToArray())
                _diedAt.Remove(old);
            return _diedAt.TryAdd(disk, now) ? _diedAt.Count - 1 : 0;
        }
    }
}
