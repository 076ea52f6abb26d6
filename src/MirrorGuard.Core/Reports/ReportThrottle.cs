using System;
using System.Collections.Generic;
using MirrorGuard.Core.Time;

namespace MirrorGuard.Core.Reports;

/// <summary>
/// Lets through one message of a kind in an interval: the first at once; those that follow are counted, and told as one when the
/// interval is over, so that nobody takes an old state of things for the last one. What got worse has another key. What was withheld of
/// one volume is told together, when the last of it may be: told each at its time, "the leg is back" could come after "it is out" that
/// happened later. For the same reason what is told at once, since it got worse, has what was withheld of the volume's legs told before it;
/// and good news waits for the bad that is withheld.
///
/// The alternative, to drop what follows, would leave a person with "the leg is back" while it is out again. Plain arrays, since each
/// generic collection of another type is code that dmeventd keeps locked in memory.
/// </summary>
public sealed class ReportThrottle
{
    /// <summary>More volumes than a machine has; beyond it what is new is told at once.</summary>
    private const int MaxKeys = 4096;

    private readonly Told[] _told;

    private ReportThrottle(Told[] told) => _told = told;

    /// <summary>Nothing was told.</summary>
    public static ReportThrottle New { get; } = new([]);

    /// <summary>When the first of what is withheld is to be told; null: nothing is.</summary>
    /// <param name="interval">How far apart two messages are.</param>
    public Instant? DueAt(TimeSpan interval)
    {
        Instant? due = null;
        foreach (var told in _told)
        {
            if (told.Withheld > 0 && (due is null || DueAt(told.Key.Volume, interval) < due))
                due = DueAt(told.Key.Volume, interval);
        }
        return due;
    }

    /// <summary>Something happened.</summary>
    /// <param name="key">What.</param>
    /// <param name="interval">How far apart two messages are.</param>
    /// <param name="now">The time.</param>
    /// <param name="due">What is to be told now: it, after what happened before; or nothing.</param>
    public ReportThrottle Happened(ReportKey key, TimeSpan interval, Instant now, out IReadOnlyList<DueReport> due)
    {
        var known = Array.Find(_told, told => told.Key == key);
        var isFree = known is null || (known.Withheld == 0 && now >= known.At + interval);
        // What was told an interval ago is as if it had never been.
        var others = Array.FindAll(_told, told => told.Key != key && (told.Withheld > 0 || now < told.At + interval));
        var it = known is null ? new Told(key, default, 1) : known with { Withheld = known.Withheld + 1 };
        if (others.Length >= MaxKeys)
        {
            due = [new DueReport(key, it.Withheld)];
            return new ReportThrottle(others);
        }
        var before = Array.FindAll(others, told => told.Withheld > 0 && key.TellsStanding && told.Key.TellsStanding && told.Key.Volume == key.Volume);
        var isTold = isFree && (before.Length == 0 || key.TellsWorse);
        return new ReportThrottle([.. others, it]).Tell(isTold ? [.. before, it] : [], now, out due);
    }

    /// <summary>Tells what was withheld long enough, in the order in which it was last told.</summary>
    /// <param name="interval">How far apart two messages are.</param>
    /// <param name="now">The time.</param>
    /// <param name="due">What is to be told.</param>
    public ReportThrottle TakeDue(TimeSpan interval, Instant now, out IReadOnlyList<DueReport> due) =>
        Tell(Array.FindAll(_told, told => told.Withheld > 0 && now >= DueAt(told.Key.Volume, interval)), now, out due);

    private ReportThrottle Tell(Told[] isDue, Instant now, out IReadOnlyList<DueReport> due)
    {
        due = Array.ConvertAll(isDue, told => new DueReport(told.Key, told.Withheld));
        return isDue.Length == 0
            ? this
            : new ReportThrottle([.. Array.FindAll(_told, told => Array.IndexOf(isDue, told) < 0), .. Array.ConvertAll(isDue, told => new Told(told.Key, now, 0))]);
    }

    /// <summary>When all that is withheld of a volume may be told.</summary>
    private Instant DueAt(string volume, TimeSpan interval)
    {
        var due = default(Instant);
        foreach (var told in _told)
        {
            if (told.Withheld > 0 && told.Key.Volume == volume && told.At + interval > due)
                due = told.At + interval;
        }
        return due;
    }

    /// <param name="Key">What was told.</param>
    /// <param name="At">When it was last told.</param>
    /// <param name="Withheld">How often it happened since.</param>
    private sealed record Told(ReportKey Key, Instant At, int Withheld);
}
