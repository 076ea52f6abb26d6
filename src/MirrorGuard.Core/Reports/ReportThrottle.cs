using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using MirrorGuard.Core.Time;

namespace MirrorGuard.Core.Reports;

/// <summary>
/// Lets through one message of a kind in an interval: the first at once; those that follow are counted, and told as one when the
/// interval is over, so that nobody takes an old state of things for the last one. What got worse has another key.
///
/// The alternative, to drop what follows, would leave a person with "the leg is back" while it is out again.
/// </summary>
public sealed class ReportThrottle
{
    /// <summary>More volumes than a machine has; beyond it what is new is told at once.</summary>
    private const int MaxKeys = 4096;

    private readonly ImmutableDictionary<ReportKey, Told> _told;

    private ReportThrottle(ImmutableDictionary<ReportKey, Told> told) => _told = told;

    /// <summary>Nothing was told.</summary>
    public static ReportThrottle New { get; } = new(ImmutableDictionary<ReportKey, Told>.Empty);

    /// <summary>When the first of what is withheld is to be told; null: nothing is.</summary>
    /// <param name="interval">How far apart two messages are.</param>
    public Instant? DueAt(TimeSpan interval)
    {
        Instant? due = null;
        foreach (var told in _told.Values)
        {
            if (told.Withheld > 0 && (due is null || told.At + interval < due))
                due = told.At + interval;
        }
        return due;
    }

    /// <summary>Something happened.</summary>
    /// <param name="key">What.</param>
    /// <param name="interval">How far apart two messages are.</param>
    /// <param name="now">The time.</param>
    /// <param name="isTold">It is told now.</param>
    public ReportThrottle Happened(ReportKey key, TimeSpan interval, Instant now, out bool isTold)
    {
        var isKnown = _told.TryGetValue(key, out var told);
        isTold = !isKnown || (told.Withheld == 0 && now >= told.At + interval);
        if (!isTold)
            return new ReportThrottle(_told.SetItem(key, told with { Withheld = told.Withheld + 1 }));
        var kept = Forget(interval, now);
        return kept.Count >= MaxKeys ? new ReportThrottle(kept) : new ReportThrottle(kept.SetItem(key, new Told(now, 0)));
    }

    /// <summary>Tells what was withheld long enough, in the order in which it is due.</summary>
    /// <param name="interval">How far apart two messages are.</param>
    /// <param name="now">The time.</param>
    /// <param name="due">Each with how often it happened since it was last told.</param>
    public ReportThrottle TakeDue(TimeSpan interval, Instant now, out IReadOnlyList<(ReportKey Key, int Count)> due)
    {
        var isDue = _told.Where(each => each.Value.Withheld > 0 && now >= each.Value.At + interval)
            .OrderBy(each => each.Value.At).ThenBy(each => each.Key.Kind).ToList();
        due = [.. isDue.Select(each => (each.Key, each.Value.Withheld))];
        return due.Count == 0
            ? this
            : new ReportThrottle(_told.SetItems(isDue.Select(each => KeyValuePair.Create(each.Key, new Told(now, 0)))));
    }

    private ImmutableDictionary<ReportKey, Told> Forget(TimeSpan interval, Instant now) =>
        _told.RemoveRange(_told.Where(each => each.Value.Withheld == 0 && now >= each.Value.At + interval).Select(each => each.Key));

    /// <param name="At">When it was last told.</param>
    /// <param name="Withheld">How often it happened since.</param>
    private readonly record struct Told(Instant At, int Withheld);
}
