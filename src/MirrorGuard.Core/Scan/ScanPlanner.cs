using System;
using System.Collections.Generic;
using MirrorGuard.Core.Time;

namespace MirrorGuard.Core.Scan;

/// <summary>
/// Reads every sector of every leg of a volume once in an interval, and finds where legs differ and where they cannot be read.
///
/// One thing at a time: a piece of the volume, then what is due of the places that are being watched, then the next piece. Everything
/// that was read counts only if the mirror stood still meanwhile, which the caller sees to. An unreadable piece is handed over to be
/// rewritten and then read again, once: what cannot be read after that is reported, and the pass goes on.
/// </summary>
public static class ScanPlanner
{
    /// <summary>The longest that nothing is looked at: settings, clock and legs may change, and nobody says so.</summary>
    public static readonly TimeSpan LongestRest = TimeSpan.FromSeconds(30);

    /// <summary>While the volume itself is in the way; of the clock and the switch nobody expects as much.</summary>
    public static readonly TimeSpan PauseAtObstacle = TimeSpan.FromSeconds(1);

    /// <summary>After a reading that came to nothing; it doubles each time, up to <see cref="LongestRest"/>.</summary>
    public static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(500);

    /// <summary>After a read that did not end, which leaves a process behind; it doubles each time, up to <see cref="LongestPauseAfterHang"/>.</summary>
    public static readonly TimeSpan PauseAfterHang = TimeSpan.FromHours(1);

    /// <summary>A disk that hangs for days is a person's: it was said, and the few processes that are left do no harm.</summary>
    public static readonly TimeSpan LongestPauseAfterHang = TimeSpan.FromDays(1);

    /// <summary>A disk that was only away is back by then, as a rule; it doubles each time, up to <see cref="LongestPauseOfSilence"/>.</summary>
    public static readonly TimeSpan FirstPauseOfSilence = TimeSpan.FromMinutes(1);

    /// <summary>A leg that answers nowhere for so long was reported; to ask it costs a read.</summary>
    public static readonly TimeSpan LongestPauseOfSilence = TimeSpan.FromHours(1);

    /// <summary>How often it is asked to have places rewritten, before they are passed by.</summary>
    private const int MaxMishaps = 6;

    /// <summary>Decides.</summary>
    /// <param name="state">What was remembered.</param>
    /// <param name="input">What has happened.</param>
    /// <param name="circumstances">What it rests on.</param>
    /// <param name="now">The time.</param>
    public static ScanDecision Step(in ScanState state, in ScanInput input, in ScanCircumstances circumstances, Instant now)
    {
        var world = new World(circumstances, now);
        return (state.Phase, input.Kind) switch
        {
            (_, ScanInputKind.StartAsked) => Proceed(Started(in state, in world), in world),
            (_, ScanInputKind.StopAsked) => Proceed(Stopped(in state, in world), in world),
            (ScanPhase.Resting, ScanInputKind.Due) => Proceed(in state, in world),
            (ScanPhase.Reading, ScanInputKind.Read) => AfterPiece(in state, in input, in world),
            (ScanPhase.Looking, ScanInputKind.Read) => AfterLook(in state, in input, in world),
            (ScanPhase.Reading or ScanPhase.Looking, ScanInputKind.NotRead) => TryLater(in state, in world),
            (ScanPhase.Reading or ScanPhase.Looking, ScanInputKind.ReadHangs) => TryLater(in state, in world, Doubled(PauseAfterHang, in state, LongestPauseAfterHang)),
            (ScanPhase.Rewriting, ScanInputKind.Rewritten) => AfterRewrite(in state, in input, in world),
            (ScanPhase.Rewriting, ScanInputKind.LegSilent) => TryLater(WithHealed(in state, in input), in world, Doubled(FirstPauseOfSilence, in state, LongestPauseOfSilence)),
            (ScanPhase.Rewriting, ScanInputKind.NotRewritten) => RewriteLater(in state, in world),
            _ => new ScanDecision(state, ScanWork.None),
        };
    }

    private static ScanDecision Proceed(in ScanState state, in World world)
    {
        if (state.Phase != ScanPhase.Resting)
            return new ScanDecision(state, ScanWork.None);
        var next = WithLayout(in state, in world);
        if (ObstacleFor(in next, in world) is not ScanObstacle.None and var obstacle)
            return Rest(next with { Obstacle = obstacle }, world.Now + PauseAt(obstacle));
        if (state.Obstacle != ScanObstacle.None)
            next = next with { Obstacle = ScanObstacle.None, Suspects = next.Suspects.Afresh(world.Settle, world.Now), ReadAt = world.Now };
        if (next.Suspects.RangeDue(ScanPace.ShortestPiece, world.Now) is { } suspects)
            return Read(next, suspects, ScanPhase.Looking);
        return Continue(in next, in world);
    }

    private static ScanDecision Continue(in ScanState state, in World world)
    {
        var pass = state.Pass ?? (IsPassDue(in state, in world) ? NewPass(in world, isOnDemand: false) : null);
        if (pass is not { } running)
            return Rest(state, world.Now + Shorter(state.RestUntil - world.Time, LongestRest));
        // The clock was put back.
        if (running.StartedAt > world.Time)
            running = running with { StartedAt = world.Time };
        var next = state with { Pass = running, ReadAt = state.Pass is null ? world.Now : state.ReadAt };
        if (running.Cursor >= world.Length)
            return next.Suspects.Count == 0 ? Finish(in next, in world) : Rest(next, world.Now + LongestRest);
        // Of a small volume the next piece may be due in a day.
        if (next.Suspects.IsFull || world.Now < next.ReadAt)
            return Rest(next, world.Now + (next.Suspects.IsFull ? LongestRest : Shorter(next.ReadAt - world.Now, LongestRest)));
        return Read(next, ScanPace.Piece(running.Cursor, world.Length, world.RateOf(in running), next.BackOff.LongestPiece), ScanPhase.Reading);
    }

    private static ScanDecision AfterPiece(in ScanState state, in ScanInput input, in World world)
    {
        // A piece that is still to be rewritten has not come to anything yet.
        var resting = state with { Phase = ScanPhase.Resting, Mishaps = input.Unreadable.Count > 0 ? state.Mishaps : 0 };
        if (PassOfAsked(in state) is not { } pass)
            return Proceed(in resting, in world);
        var backOff = state.BackOff.After(input.Compared, input.Elapsed, world.Circumstances.OthersWait, world.LagOf(in pass));
        var paced = ScanPace.After(state.ReadAt, world.Now, ScanPace.TimeOf(input.Compared, world.RateOf(in pass)));
        var yielded = world.Now + backOff.PauseAfter(input.Elapsed);
        var next = resting with { BackOff = backOff, ReadAt = yielded > paced ? yielded : paced };
        var end = state.Asked.Start + input.Compared;
        var isFirst = state.Asked.Start >= state.RewrittenUntil;
        if (input.Unreadable.Count > 0 && isFirst)
            return Rewrite(in next, end, input.Unreadable);
        return Proceed(
            next with
            {
                Pass = Passed(in pass, end, input.Unreadable.Count),
                Suspects = state.Suspects.With(input.Differences, world.Settle, world.Now),
            },
            in world);
    }

    private static ScanDecision AfterLook(in ScanState state, in ScanInput input, in World world)
    {
        // What was not compared yet is due still.
        var looked = state.Asked with { Length = input.Compared };
        var look = state.Suspects.AfterLook(looked, input.Differences, world.Settle, world.Now);
        var next = state with { Phase = ScanPhase.Resting, Suspects = look.Watched, Mishaps = 0 };
        if (state.Pass is { } pass)
            next = next with { Pass = pass with { Tally = Tallied(pass.Tally, in look) } };
        return Proceed(in next, in world) with { Mismatches = look.Mismatches };
    }

    /// <summary>The reading is taken up where it was: what could be read is read again, with what has become of the rest.</summary>
    private static ScanDecision Rewrite(in ScanState state, Sectors end, IReadOnlyList<UnreadablePlace> places)
    {
        var next = state with { Phase = ScanPhase.Rewriting, Asked = SectorRange.Between(state.Asked.Start, end) };
        return new ScanDecision(next, ScanWork.Rewrite, Places: [.. places]);
    }

    private static ScanDecision AfterRewrite(in ScanState state, in ScanInput input, in World world)
    {
        var next = WithHealed(in state, in input) with { Phase = ScanPhase.Resting, RewrittenUntil = state.Asked.End, Mishaps = 0 };
        return Proceed(in next, in world);
    }

    private static ScanState WithHealed(in ScanState state, in ScanInput input) => PassOfAsked(in state) is { } pass
        ? state with { Pass = pass with { Tally = pass.Tally with { Relocated = pass.Tally.Relocated + input.Healed } } }
        : state;

    private static ScanDecision RewriteLater(in ScanState state, in World world)
    {
        if (state.Mishaps + 1 < MaxMishaps)
            return TryLater(in state, in world);
        // So many come of a leg that was silent, and is there again: it was not asked for this yet.
        if (state.Mishaps >= MaxMishaps)
            return TryLater(state with { Mishaps = 0 }, in world);
        // Read once more, as after a rewrite: what differs beside such a place is not passed by with it.
        return Proceed(state with { Phase = ScanPhase.Resting, RewrittenUntil = state.Asked.End, Mishaps = 0 }, in world);
    }

    private static ScanDecision TryLater(in ScanState state, in World world) =>
        TryLater(in state, in world, Doubled(FirstPause, in state, LongestRest));

    /// <summary>The more came to nothing in a row, the longer.</summary>
    private static TimeSpan Doubled(TimeSpan first, in ScanState state, TimeSpan longest) =>
        Shorter(first * (1 << Math.Min(state.Mishaps, MaxMishaps)), longest);

    private static ScanDecision TryLater(in ScanState state, in World world, TimeSpan pause)
    {
        var next = state with { Phase = ScanPhase.Resting, Mishaps = state.Mishaps + 1, ReadAt = world.Now + pause };
        return new ScanDecision(
            next with { Suspects = state.Suspects.Afresh(world.Settle, world.Now + pause), DueAt = world.Now + pause }, ScanWork.ComeBackWhenDue);
    }

    private static ScanDecision Finish(in ScanState state, in World world)
    {
        var next = state with { Pass = null, LastFinishedAt = world.Time, RestUntil = RestAfter(state.Pass!.Value, in world), RewrittenUntil = default };
        return Rest(next, world.Now + LongestRest) with { Finished = state.Pass };
    }

    /// <summary>
    /// An answer that is under way was read before it was asked for. What is watched is met again; after a read that hung it would be
    /// looked at no sooner than in an hour.
    /// </summary>
    private static ScanState Started(in ScanState state, in World world) => state with
    {
        Pass = NewPass(in world, isOnDemand: true),
        Asked = state.Phase == ScanPhase.Looking ? state.Asked : new SectorRange(world.Length, default),
        Suspects = SuspectList.Empty,
        RewrittenUntil = default,
        ReadAt = world.Now,
        BackOff = state.BackOff with { Factor = 0 },
    };

    private static ScanState Stopped(in ScanState state, in World world) =>
        state with { Pass = null, RestUntil = world.Time + world.Circumstances.Settings.Interval, Suspects = SuspectList.Empty };

    /// <summary>Other legs were never read: the pass begins again, unless there is none.</summary>
    private static ScanState WithLayout(in ScanState state, in World world)
    {
        if (world.Circumstances.Obstacle != ScanObstacle.None || state.Layout == world.Circumstances.Layout)
            return state;
        var pass = state.Layout != 0 && state.Pass is { } old ? NewPass(in world, old.IsOnDemand) : state.Pass;
        return state with { Layout = world.Circumstances.Layout, Pass = pass, Suspects = SuspectList.Empty, RewrittenUntil = default };
    }

    private static ScanObstacle ObstacleFor(in ScanState state, in World world)
    {
        var settings = world.Circumstances.Settings;
        if (state.Pass is not { IsOnDemand: true })
        {
            if (!settings.IsEnabled)
                return ScanObstacle.Off;
            if (!settings.Window.Contains(TimeOnly.FromDateTime(world.Time.DateTime)))
                return ScanObstacle.OutsideWindow;
        }
        return world.Circumstances.Obstacle;
    }

    private static TimeSpan PauseAt(ScanObstacle obstacle) =>
        obstacle is ScanObstacle.Off or ScanObstacle.OutsideWindow ? LongestRest : PauseAtObstacle;

    private static bool IsPassDue(in ScanState state, in World world) => state.RestUntil is not { } until || world.Time >= until
        // The clock was put back, or an interval made shorter.
        || until - world.Time > world.Circumstances.Settings.Interval;

    /// <summary>An interval after the pass began, so that a short pass does not make the next come early, nor a long one late.</summary>
    private static DateTimeOffset RestAfter(in ScanPass pass, in World world) => pass.StartedAt + world.Circumstances.Settings.Interval;

    private static ScanPass? NewPass(in World world, bool isOnDemand) => new ScanPass(default, world.Time, isOnDemand, default);

    private static ScanPass Passed(in ScanPass pass, Sectors end, int places) =>
        pass with { Cursor = end, Tally = pass.Tally with { Unreadable = pass.Tally.Unreadable + places } };

    /// <summary>Null when another pass has begun since, or none is wanted any more.</summary>
    private static ScanPass? PassOfAsked(in ScanState state) => state.Pass is { } pass && pass.Cursor == state.Asked.Start ? pass : null;

    private static ScanTally Tallied(ScanTally tally, in SuspectLook look)
    {
        var sectors = tally.MismatchedSectors;
        foreach (var mismatch in look.Mismatches)
            sectors += mismatch.Range.Length.Count;
        return tally with
        {
            Mismatches = tally.Mismatches + look.Mismatches.Length,
            MismatchedSectors = sectors,
            Settled = tally.Settled + look.Settled,
        };
    }

    private static TimeSpan Shorter(TimeSpan? left, TimeSpan right) => left < right ? left.Value : right;

    private static ScanDecision Read(in ScanState state, SectorRange range, ScanPhase phase) =>
        new(state with { Phase = phase, Asked = range }, ScanWork.Read, range);

    private static ScanDecision Rest(in ScanState state, Instant until)
    {
        var due = state.Obstacle == ScanObstacle.None && state.Suspects.NextLook is { } look && look < until ? look : until;
        return new ScanDecision(state with { DueAt = due }, ScanWork.ComeBackWhenDue);
    }

    /// <summary>What a step rests on.</summary>
    private readonly record struct World(ScanCircumstances Circumstances, Instant Now)
    {
        internal TimeSpan Settle => Circumstances.Settle;

        internal Sectors Length => Circumstances.Length;

        internal DateTimeOffset Time => Circumstances.Time;

        internal double LagOf(in ScanPass pass) => ScanPace.Lag(in pass, Length, Circumstances.Settings, Time);

        internal double RateOf(in ScanPass pass) => ScanPace.Rate(in pass, Length, Circumstances.Settings, Time);
    }
}
