using System.Collections.Generic;
using System.Linq;
using MirrorGuard.Core.Status;
using MirrorGuard.Core.Time;

namespace MirrorGuard.Engine;

/// <summary>
/// Legs that could not be rewritten, or were too often. The scan finds one place after the other on them, and each would have the
/// volume suspended in vain, and a person called. Not thread-safe: the device guards it.
/// </summary>
internal sealed class WornLegs
{
    private readonly Dictionary<DeviceNumber, Instant> _until = [];

    /// <summary>Nothing that the scan finds on this leg is to be rewritten now.</summary>
    internal bool Has(DeviceNumber leg, Instant now) => _until.TryGetValue(leg, out var until) && now < until;

    /// <summary>A leg was found to be worn out; others that were so long enough ago are forgotten.</summary>
    internal void Note(DeviceNumber leg, Instant now, Instant until)
    {
        foreach (var old in _until.Where(entry => entry.Value <= now).ToArray())
            _until.Remove(old.Key);
        _until[leg] = until;
    }
}
