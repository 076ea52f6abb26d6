using System.Collections.Generic;
using System.Linq;
using MirrorGuard.Core.Relocation;
using MirrorGuard.Core.Settings;
using MirrorGuard.Core.Status;
using MirrorGuard.Core.Time;

namespace MirrorGuard.Engine;

/// <content>The search of places that the scan found; and the end of any search before its time.</content>
internal sealed partial class RelocationDriver
{
    /// <summary>Nothing is under way, and the status has all the legs, of that length, one of which is worth a rewrite.</summary>
    internal bool CanTake(DeviceStatus status, IReadOnlyList<FoundPlace> places, Instant now)
    {
        if (IsActive || IsAwaiting || status.Mirrors.Length != 1)
            return false;
        var mirror = status.Mirrors[0];
        return LegsToSearch.GeometryIn(status, mirror.LegCount, helper.Tables, deviceMapper) is { } geometry
            && places.All(place => LegsToSearch.IndexOf(in mirror, place.Leg) >= 0 && geometry.Has(place.Range))
            && places.Any(place => !_worn.Has(place.Leg, now));
    }

    /// <summary>Begins a search of places that <see cref="CanTake"/> accepts; the first step is <see cref="Continue"/>'s.</summary>
    internal void Begin(DeviceStatus status, IReadOnlyList<FoundPlace> places, Instant now)
    {
        _plan.CoverPlaces(in status.Mirrors[0], places, [.. places.Select(place => _worn.Has(place.Leg, now))]);
        _results = null;
        Begin(now);
    }

    /// <summary>
    /// Ends the search; what is under way is not waited for. A rewrite that was sent is carried out, and counts.
    /// </summary>
    internal void Abort(Instant now)
    {
        if (!IsActive)
            return;
        Stop();
        _end = null;
        if (_plan.HasBegun)
            _state = RelocationPlanner.Step(in _state, RelocationInput.Abort, default, now).State;
        _isOrphan = _isRewriting;
        if (_isRewriting)
            return;
        GiveUpKeep();
        _asked = null;
        _id = 0;
        _reply = null;
    }

    /// <summary>What became of each place, once; null while they are searched, and where none are.</summary>
    internal PlaceResult[]? TakeResults()
    {
        var results = _results;
        _results = null;
        return results;
    }

    private void Stop()
    {
        if (IsActive && _plan.IsOfPlaces)
            _results = _plan.Results();
        IsActive = false;
    }

    /// <summary>The leg is still the one on which the scan found the place, and as long.</summary>
    private bool IsThere(DeviceStatus status, in LegGeometry geometry) =>
        _plan.Place is not { } place || (status.Mirrors[0][Leg].Device == place.Leg && geometry.Has(place.Range));

    /// <summary>
    /// For what the scan found, no leg with a letter is a source, not even one with an R, whose disk may have been away. Whoever hears of
    /// that letter ends the search, and has all legs searched.
    /// </summary>
    private static bool AreAllAlive(DeviceStatus status)
    {
        foreach (var leg in status.Mirrors[0].Legs)
        {
            if (leg.Health != Health.Alive)
                return false;
        }
        return true;
    }

    private SlidingWindow WindowOf(FaultSettings settings)
    {
        var capacity = int.Max(settings.Relocations, 1);
        return _rewritesOfUnknown?.Resized(settings.RelocationWindow, capacity) ?? new SlidingWindow(settings.RelocationWindow, capacity);
    }

    private void CountRewrite(FaultSettings settings, Instant now)
    {
        rewrites.Note(_rewrittenDisk, volume: null, settings.RelocationWindow, settings.Relocations, now);
        if (_rewrittenDisk.IsNone)
            _rewritesOfUnknown = WindowOf(settings).With(now);
    }
}
