using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using MirrorGuard.Core;
using MirrorGuard.Core.Policy;
using MirrorGuard.Core.Status;
using MirrorGuard.Core.Time;

namespace MirrorGuard.Engine;

/// <content>What the scan found, and what became of it. All of it is called on the scan's thread, and returns without waiting.</content>
public sealed partial class MonitoredDevice
{
    /// <summary>The most places that are taken at a time.</summary>
    public const int MaxFoundPlaces = SearchPlan.MaxPlaces;

    private readonly DeviceStatus _statusForPlaces = new();
    private FoundPlace[] _foundPlaces = [];
    private PlacesAnswer _placesAnswer;

    /// <summary>
    /// Has places rewritten that the scan could not read: narrowed down to the sector, from another leg, read back; or overwritten, where
    /// legs differ: all of them, or none. The scan has to let them alone until <see cref="TryTakeRelocated"/> says what became of them; it
    /// may read on elsewhere.
    /// </summary>
    /// <param name="places">1 to <see cref="MaxFoundPlaces"/>, on the legs and within the length that the volume has now.</param>
    public PlacesAnswer RelocateFound(IReadOnlyList<FoundPlace> places)
    {
        Invariant.Require(places.Count is > 0 and <= MaxFoundPlaces, "the scan hands over as many places as are taken at a time");
        _foundPlaces = [.. places];
        _placesAnswer = PlacesAnswer.NotNow;
        DecideAfresh(places[0].Overwriting is null ? InputKind.PlacesFound : InputKind.DifferencesFound, _statusForPlaces);
        if (_placesAnswer == PlacesAnswer.OnlyReported)
        {
            foreach (var place in _foundPlaces)
                _announcer.Say(in place, _statusForPlaces);
        }
        return _placesAnswer;
    }

    /// <summary>What became of the places that were handed over last, once: when their search is over, be it that it was cut off.</summary>
    public bool TryTakeRelocated([NotNullWhen(true)] out IReadOnlyList<PlaceResult>? results)
    {
        lock (_gate)
        {
            // Before the policy has heard of the end it would refuse the next places.
            var isHeard = _isRetired || _state.ReadFault.Stage != ReadFaultStage.SearchingPlaces;
            results = isHeard ? _relocation.TakeResults() : null;
            return results is not null;
        }
    }

    /// <summary>Nothing of ours is under way, and the places are still there as the scan named them. Under the lock.</summary>
    private bool CanTakePlaces(DeviceStatus status) =>
        !_driver.IsSwapping && !_suspension.IsPending && !_cutOffSwap.IsPending && _relocation.CanTake(status, _foundPlaces, _ports.Clock.Now);

    /// <summary>Begins the search that was decided, which ends any other; and ends one that is not wanted any more. Under the lock.</summary>
    private void Relocate(Work work, DeviceStatus status, Instant now)
    {
        if (work is Core.Policy.Work.Relocate or Core.Policy.Work.RelocatePlaces || _state.ReadFault.Stage is not (ReadFaultStage.Searching or ReadFaultStage.SearchingPlaces))
            _relocation.Abort(now);
        if (work == Core.Policy.Work.Relocate)
            _relocation.Begin(status, now);
        else if (work == Core.Policy.Work.RelocatePlaces)
            _relocation.Begin(status, _foundPlaces, now);
    }

    /// <summary>Under the lock.</summary>
    private void Answer(in Decision decision) => _placesAnswer = decision switch
    {
        { Work: Core.Policy.Work.RelocatePlaces } => PlacesAnswer.Begun,
        { Report: Report.PlacesLeftUnreadable } => PlacesAnswer.OnlyReported,
        _ => PlacesAnswer.NotNow,
    };
}
