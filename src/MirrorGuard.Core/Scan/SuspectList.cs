using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using MirrorGuard.Core.Time;

namespace MirrorGuard.Core.Scan;

/// <summary>
/// The places that are being watched until they settle, or turn out to differ for good.
///
/// A write reaches the legs one after the other, so a reading in between finds a difference that is none. Which it is shows only in time:
/// what is under way ends, or is written again. So a place counts once it was seen with the very same contents on each leg for as long as
/// was asked for, looked at several times; one look at the end would take a place that is written over and over for one that never was.
/// Immutable, so that it can be part of a state.
/// </summary>
public sealed class SuspectList
{
    /// <summary>More at a time are found only where whole stretches differ; the scan then waits for these.</summary>
    public const int MaxCount = 256;

    /// <summary>Looks within the time that a difference has to persist.</summary>
    private const int Looks = 4;

    /// <summary>A place that has changed so often while it was looked at is in use, and what is written there reaches every leg.</summary>
    private const int MaxChanges = 12;

    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(50);

    private readonly ImmutableArray<Suspect> _suspects;

    private SuspectList(ImmutableArray<Suspect> suspects) => _suspects = suspects;

    /// <summary>Nothing is watched.</summary>
    public static SuspectList Empty { get; } = new([]);

    /// <summary>How many places are watched.</summary>
    public int Count => _suspects.Length;

    /// <summary>So many places that no more may be added before some of them settle.</summary>
    public bool IsFull => Count >= MaxCount;

    /// <summary>Where the first of them begins; null when there is none.</summary>
    public Sectors? First => Count == 0 ? null : _suspects[0].Range.Start;

    /// <summary>When to look at one of them again; null when there is none.</summary>
    public Instant? NextLook => Count == 0 ? null : _suspects.Min(suspect => suspect.LookAt);

    /// <summary>With what a reading has found.</summary>
    /// <param name="found">In the order of the volume, behind everything that is watched already or before it, never across.</param>
    /// <param name="settle">How long a difference has to persist.</param>
    /// <param name="now">The time.</param>
    public SuspectList With(IReadOnlyList<LegDifference> found, TimeSpan settle, Instant now)
    {
        if (found.Count == 0)
            return this;
        var added = found.Where(difference => !_suspects.Any(suspect => Overlap(suspect.Range, difference.Range)))
            .Select(difference => new Suspect(difference, now, now + PauseIn(settle)));
        return new SuspectList([.. _suspects.Concat(added).OrderBy(suspect => suspect.Range.Start)]);
    }

    /// <summary>The same places, all from the beginning: for a time nobody was looking.</summary>
    public SuspectList Afresh(TimeSpan settle, Instant now) =>
        new([.. _suspects.Select(suspect => suspect with { Since = now, LookAt = now + PauseIn(settle) })]);

    /// <summary>What to read next: the place that has been due the longest, and those that follow it without a gap; null when none is due.</summary>
    /// <param name="longest">No longer than this, unless one place is.</param>
    /// <param name="now">The time.</param>
    public SectorRange? RangeDue(Sectors longest, Instant now)
    {
        if (NextLook is not { } next || next > now)
            return null;
        var first = 0;
        while (_suspects[first].LookAt != next)
            first++;
        var range = _suspects[first].Range;
        foreach (var suspect in _suspects.AsSpan()[(first + 1)..])
        {
            if (suspect.Range.Start != range.End || range.Length + suspect.Range.Length > longest)
                break;
            range = range.FollowedBy(suspect.Range);
        }
        return range;
    }

    /// <summary>What has become of the places of a range that was read again.</summary>
    /// <param name="range">What was read, by <see cref="RangeDue"/>.</param>
    /// <param name="seen">Where legs differ in it now.</param>
    /// <param name="settle">How long a difference has to persist.</param>
    /// <param name="now">The time.</param>
    public SuspectLook AfterLook(SectorRange range, IReadOnlyList<LegDifference> seen, TimeSpan settle, Instant now)
    {
        var looked = _suspects.Where(suspect => Overlap(suspect.Range, range)).ToList();
        var left = new List<Suspect>();
        var lasting = new List<Suspect>();
        foreach (var difference in seen)
        {
            var index = looked.FindIndex(suspect => Overlap(suspect.Range, difference.Range));
            if (index < 0)
                continue;
            var before = looked[index];
            if (before.Seen != difference)
                before = new Suspect(difference, now, LookAt: default, before.Changes + 1);
            if (now - before.Since >= settle)
                lasting.Add(before);
            else if (before.Changes <= MaxChanges)
                left.Add(before with { LookAt = Earlier(before.Since + settle, now + PauseIn(settle)) });
        }
        var others = _suspects.Where(suspect => !Overlap(suspect.Range, range));
        var watched = new SuspectList([.. others.Concat(left).OrderBy(suspect => suspect.Range.Start)]);
        return new SuspectLook(watched, Merged(lasting), Math.Max(0, looked.Count - left.Count - lasting.Count));
    }

    private static ImmutableArray<Mismatch> Merged(List<Suspect> lasting)
    {
        var merged = ImmutableArray.CreateBuilder<Mismatch>();
        foreach (var next in lasting.Select(suspect => suspect.ToMismatch()))
        {
            if (merged.Count > 0 && merged[^1].Range.End == next.Range.Start && merged[^1] with { Range = next.Range } == next)
                merged[^1] = merged[^1] with { Range = merged[^1].Range.FollowedBy(next.Range) };
            else
                merged.Add(next);
        }
        return merged.DrainToImmutable();
    }

    private static TimeSpan PauseIn(TimeSpan settle) => settle / Looks > ShortestPause ? settle / Looks : ShortestPause;

    private static Instant Earlier(Instant left, Instant right) => left < right ? left : right;

    private static bool Overlap(SectorRange left, SectorRange right) => left.Start < right.End && right.Start < left.End;
}
