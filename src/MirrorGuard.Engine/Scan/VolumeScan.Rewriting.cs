using System;
using System.Collections.Immutable;
using System.Linq;
using MirrorGuard.Core.Scan;
using MirrorGuard.Core.Time;

namespace MirrorGuard.Engine.Scan;

/// <content>The rewriting of what cannot be read, from another leg; the pass goes on when it is done.</content>
public sealed partial class VolumeScan
{
    /// <summary>A rewrite takes about as long, and nobody tells when it is over.</summary>
    private static readonly TimeSpan RewritePoll = TimeSpan.FromMilliseconds(20);

    private PlacesAnswer _rewriting;

    /// <summary>What follows is <see cref="TakeRewrite"/>'s.</summary>
    private void Rewrite(ImmutableArray<UnreadablePlace> places)
    {
        var found = places.Where(place => place.Leg < _sight!.Legs.Count)
            .Select(place => new FoundPlace(_sight!.Legs[place.Leg], place.Range)).ToArray();
        _rewriting = found.Length == 0 ? PlacesAnswer.NotNow : _device.RelocateFound(found);
        _turnAt = _ports.Clock.Now;
    }

    private void TakeRewrite(bool isMachineBusy, Instant now)
    {
        _turnAt = now + RewritePoll;
        var input = ScanInput.Of(_rewriting == PlacesAnswer.NotNow ? ScanInputKind.NotRewritten : ScanInputKind.Rewritten);
        if (_rewriting == PlacesAnswer.Begun)
        {
            if (!_device.TryTakeRelocated(out var results))
                return;
            // What could not be tried is tried again; what is lost is passed by.
            input = results.Any(result => result.Outcome == PlaceOutcome.LegSilent) ? ScanInput.Of(ScanInputKind.LegSilent)
                : results.All(result => result.Outcome == PlaceOutcome.NotNow) ? ScanInput.Of(ScanInputKind.NotRewritten)
                : input;
            input = input with { Healed = results.Count(result => result.Outcome == PlaceOutcome.Healed) };
        }
        Step(in input, isMachineBusy);
    }
}
