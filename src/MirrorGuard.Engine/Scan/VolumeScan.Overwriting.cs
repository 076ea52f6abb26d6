using System.Collections.Immutable;
using System.Linq;
using MirrorGuard.Core.Reports;
using MirrorGuard.Core.Scan;
using MirrorGuard.Core.Settings;
using MirrorGuard.Core.Time;
using MirrorGuard.Engine.Ports;

namespace MirrorGuard.Engine.Scan;

/// <content>The overwriting of places where legs differ, with <c>mismatch = "resync"</c>; the pass goes on when it is done.</content>
public sealed partial class VolumeScan
{
    private PendingOverwrites _overwrites = PendingOverwrites.None;
    private Overwrite? _overwriting;

    /// <summary>How the volume stood when the first of them was found: only as long as it stands so are they what they were.</summary>
    private ScanSight? _foundAt;

    /// <summary>Who only observes overwrites nothing.</summary>
    private MismatchResponse Response =>
        _ports.Settings.FaultsOf(_device.Volume).Mode == FaultMode.Act ? Settings.Mismatch : MismatchResponse.Report;

    /// <summary>
    /// With a log on disk the kernel copies the primary leg over all others in every region that was being written when it was suspended,
    /// and so undoes what the others have outvoted; then there is no right answer.
    /// </summary>
    private MismatchResponse ResponseTo(in Mismatch mismatch)
    {
        var isUndone = mismatch.IsPrimaryOdd && (_status.Mirrors.Length != 1 || _status.Mirrors[0].Log.HasDevice);
        return isUndone || mismatch.Others == 0 ? MismatchResponse.Report : Response;
    }

    private void AddOverwrites(ImmutableArray<Mismatch> mismatches)
    {
        _overwrites = _overwrites.With(mismatches.Where(mismatch => ResponseTo(in mismatch) == MismatchResponse.Resync), _ports.Clock.Now);
        _foundAt ??= _sight;
    }

    private void AttendOverwrites(Instant now)
    {
        if (_overwriting is { } piece)
            TakeOverwritten(piece, now);
        if (_overwriting is null && _overwrites.DueAt <= now)
            Overwrite(now);
        if (_overwrites.Count == 0)
            _foundAt = null;
    }

    private void Overwrite(Instant now)
    {
        Look();
        // Whatever has happened since: what the legs hold may be something else by now, or they may be others.
        if (Response != MismatchResponse.Resync || !_foundAt!.Agrees(_sight!))
        {
            Drop();
            return;
        }
        var next = _overwrites.Next;
        if (_world.Store.PlaceToKeep(_device.Identity, next.Target, next.Range, _world.Machine.Time) is not { } path)
        {
            GiveUpOverwriting();
            return;
        }
        var place = new FoundPlace(_sight!.Legs[next.Target], next.Range, new Overwriting(_sight.Legs[next.Source], path));
        if (_device.RelocateFound([place]) != PlacesAnswer.Begun)
        {
            Postpone(next, now);
            return;
        }
        _overwriting = next;
        _turnAt = now;
    }

    private void TakeOverwritten(Overwrite piece, Instant now)
    {
        _turnAt = now + RewritePoll;
        if (!_device.TryTakeRelocated(out var results))
            return;
        _overwriting = null;
        switch (results.Single().Outcome)
        {
            case PlaceOutcome.NotNow:
                Postpone(piece, now);
                break;
            case PlaceOutcome.NotKept:
                GiveUpOverwriting();
                break;
            default:
                _overwrites = _overwrites.Done(piece, now);
                break;
        }
    }

    private void Postpone(Overwrite piece, Instant now)
    {
        var postponed = _overwrites.Postponed(piece, now);
        if (postponed.Count < _overwrites.Count)
            Drop();
        else
            _overwrites = postponed;
    }

    /// <summary>It is no better with the next place.</summary>
    private void GiveUpOverwriting()
    {
        SayOnce(ScanWords.OverwrittenNotKept);
        Drop();
    }

    private void Drop()
    {
        Tell(EventKind.Noted, Severity.Warning, ScanWords.OfDropped(_overwrites.Count));
        _overwrites = PendingOverwrites.None;
    }
}
