using System;
using System.Collections.Generic;
using System.Linq;
using MirrorGuard.Core.Relocation;
using MirrorGuard.Core.Status;

namespace MirrorGuard.Engine;

/// <summary>
/// What a search goes through, one turn after the other, and what came of each: all legs of a volume, or the places that the scan
/// found. Not thread-safe: the device guards it.
/// </summary>
internal sealed class SearchPlan
{
    /// <summary>As many as a scan finds within a few of its reads, and few enough to be over before a person wonders.</summary>
    internal const int MaxPlaces = 32;

    private readonly List<int> _legs = [];
    private readonly List<FoundPlace> _places = [];
    private readonly List<RelocationVerdict> _verdicts = [];

    /// <summary>The turns that come to something; the others were decided before the search began.</summary>
    private readonly List<int> _turns = [];
    private int _turn = -1;

    /// <summary>Turns in which a leg is only looked at, until one place explains its read error.</summary>
    private int _causeTurns;

    /// <summary>How many legs the mirror had.</summary>
    internal int LegCount { get; private set; }

    /// <summary>Only places are searched.</summary>
    internal bool IsOfPlaces => _places.Count > 0;

    /// <summary>The first turn has come.</summary>
    internal bool HasBegun => _turn >= 0;

    /// <summary>The leg whose turn it is.</summary>
    internal int Leg => _legs[_turns[_turn]];

    /// <summary>The place whose turn it is; null where all of the leg is searched.</summary>
    internal FoundPlace? Place => IsOfPlaces ? _places[_turns[_turn]] : null;

    /// <summary>What all turns come to.</summary>
    internal RelocationSummary Summary
    {
        get
        {
            if (IsOfPlaces)
                return RelocationSummary.OfPlaces([.. _turns.Select(turn => _verdicts[turn])]);
            var verdicts = new RelocationVerdict[LegCount];
            for (var turn = 0; turn < _legs.Count; turn++)
                verdicts[_legs[turn]] = _verdicts[turn];
            return RelocationSummary.Of(verdicts);
        }
    }

    /// <summary>The turn is over with the first unreadable place.</summary>
    internal bool IsLookingForCause => _turn < _causeTurns;

    /// <summary>Plans to search all legs.</summary>
    /// <param name="mirror">The mirror.</param>
    /// <param name="unexplained">
    /// The legs with a read error that nothing explains yet. If they are to be sources for other legs with one, a place is searched
    /// first that does.
    /// </param>
    internal void CoverLegs(in MirrorStatus mirror, ReadOnlySpan<DeviceNumber> unexplained)
    {
        Clear(in mirror);
        LegsToSearch.Order(in mirror, _legs);
        if (LegsToSearch.CountReadFailed(in mirror) > 1)
            AddCauseTurns(in mirror, unexplained);
        for (var turn = 0; turn < _legs.Count; turn++)
        {
            _turns.Add(turn);
            _verdicts.Add(RelocationVerdict.None);
        }
    }

    private void AddCauseTurns(in MirrorStatus mirror, ReadOnlySpan<DeviceNumber> unexplained)
    {
        for (var turn = 0; turn < _legs.Count; turn++)
        {
            if (unexplained.Contains(mirror[_legs[turn]].Device))
                _turns.Add(turn);
        }
        _causeTurns = _turns.Count;
    }

    /// <summary>Plans to search places.</summary>
    /// <param name="mirror">It has all their legs.</param>
    /// <param name="places">The places.</param>
    /// <param name="isWorn">For each, whether its leg is not to be rewritten.</param>
    internal void CoverPlaces(in MirrorStatus mirror, IReadOnlyList<FoundPlace> places, IReadOnlyList<bool> isWorn)
    {
        Clear(in mirror);
        for (var index = 0; index < places.Count; index++)
        {
            _places.Add(places[index]);
            _legs.Add(LegsToSearch.IndexOf(in mirror, places[index].Leg));
            _verdicts.Add(isWorn[index] ? RelocationVerdict.BudgetSpent : RelocationVerdict.None);
            if (!isWorn[index])
                _turns.Add(index);
        }
    }

    /// <summary>The next turn; false when there is none.</summary>
    internal bool MoveOn()
    {
        do
            _turn++;
        while (_turn < _turns.Count && _verdicts[_turns[_turn]] != RelocationVerdict.None);
        return _turn < _turns.Count;
    }

    /// <summary>
    /// Takes note of how a turn ended. Where the leg takes no rewrite, none of its other places would fare better; and where the volume
    /// was busy for so long, no other place is to wait for it again.
    /// </summary>
    internal void Note(RelocationVerdict verdict)
    {
        var (turn, leg) = (_turns[_turn], Leg);
        _verdicts[turn] = verdict;
        for (var later = turn + 1; later < _places.Count; later++)
        {
            var isDecided = verdict switch
            {
                RelocationVerdict.LegDead or RelocationVerdict.SourceSilent or RelocationVerdict.RewriteFailed or RelocationVerdict.BudgetSpent => _legs[later] == leg,
                RelocationVerdict.VolumeBusy or RelocationVerdict.Aborted => true,
                _ => false,
            };
            if (isDecided && _verdicts[later] == RelocationVerdict.None)
                _verdicts[later] = verdict;
        }
    }

    /// <summary>What became of each place.</summary>
    internal PlaceResult[] Results() => [.. _places.Select((place, turn) => new PlaceResult(place, OutcomeOf(_verdicts[turn])))];

    private void Clear(in MirrorStatus mirror)
    {
        LegCount = mirror.LegCount;
        _turn = -1;
        _causeTurns = 0;
        _legs.Clear();
        _places.Clear();
        _verdicts.Clear();
        _turns.Clear();
    }

    private static PlaceOutcome OutcomeOf(RelocationVerdict verdict) => verdict switch
    {
        RelocationVerdict.NothingFound or RelocationVerdict.AllHealed => PlaceOutcome.Healed,
        RelocationVerdict.BadOnBothLegs => PlaceOutcome.Lost,
        RelocationVerdict.RewriteFailed or RelocationVerdict.BudgetSpent => PlaceOutcome.LegWornOut,
        RelocationVerdict.LegDead or RelocationVerdict.SourceSilent => PlaceOutcome.LegSilent,
        RelocationVerdict.NotKept => PlaceOutcome.NotKept,
        RelocationVerdict.HalfOverwritten => PlaceOutcome.HalfOverwritten,
        _ => PlaceOutcome.NotNow,
    };
}
