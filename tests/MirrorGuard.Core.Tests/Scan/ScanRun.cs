using System;
using System.Collections.Generic;
using System.Linq;

using MirrorGuard.Core.Scan;
using MirrorGuard.Core.Settings;
using MirrorGuard.Core.Time;

namespace MirrorGuard.Core.Tests.Scan;

/// <summary>A planner at work on a volume, carried out as an engine would; time is moved by what is waited for.</summary>
internal sealed class ScanRun
{
    private static readonly DateTimeOffset Monday = new(2026, 11, 23, 0, 0, 0, TimeSpan.FromHours(1));

    private ScanDecision? _decision;
    private TimeSpan _inTheWayUntil;

    internal ScanRun(ScannedVolume volume) => Volume = volume;

    internal ScannedVolume Volume { get; }

    internal ScanSettings Settings { get; set; } = new() { Interval = TimeSpan.FromHours(1), Settle = TimeSpan.FromSeconds(10) };

    internal ScanObstacle Obstacle { get; set; }

    internal ulong Layout { get; set; } = 1;

    internal OthersWait OthersWait { get; set; }

    /// <summary>How long the kernel may leave a changed page unwritten.</summary>
    internal TimeSpan LongestUnwritten { get; set; }

    /// <summary>What a read of 1 MiB takes.</summary>
    internal TimeSpan ReadTime { get; set; } = TimeSpan.FromMilliseconds(5);

    /// <summary>How many sectors a look at a place comes to, as where an answer is full; null: all.</summary>
    internal int? LooksAtOnce { get; set; }

    /// <summary>Rewrites are refused.</summary>
    internal bool RefusesRewrites { get; set; }

    /// <summary>Until then a leg answers nowhere.</summary>
    internal TimeSpan SilentUntil { get; set; }

    /// <summary>Places of other legs that are healed each time that one is silent.</summary>
    internal int HealedBesideSilence { get; set; }

    /// <summary>Until then no read ends.</summary>
    internal TimeSpan HangsUntil { get; set; }

    /// <summary>When reads began that did not end.</summary>
    internal List<TimeSpan> Hangs { get; } = [];

    /// <summary>When it was asked to have places rewritten.</summary>
    internal List<TimeSpan> Rewrites { get; } = [];

    /// <summary>Called before each read with the time since the beginning: what applications do meanwhile.</summary>
    internal Action<TimeSpan>? BeforeRead { get; set; }

    internal ScanState State { get; set; } = ScanState.New;

    internal Instant Now { get; private set; } = new(1_000_000);

    internal TimeSpan Elapsed => Now - new Instant(1_000_000);

    internal DateTimeOffset Time => Monday + Elapsed + ClockIsAhead;

    internal TimeSpan ClockIsAhead { get; set; }

    internal List<Mismatch> Mismatches { get; } = [];

    internal List<ScanPass> Finished { get; } = [];

    /// <summary>What was read, and when it was asked for.</summary>
    internal List<(TimeSpan At, SectorRange Range)> Reads { get; } = [];

    private ScanObstacle ObstacleNow => Elapsed < _inTheWayUntil ? ScanObstacle.Fault : Obstacle;

    internal ScanCircumstances Circumstances => new(Settings, ObstacleNow, new Sectors((ulong)Volume.Length), Layout, Time, OthersWait, LongestUnwritten);

    internal ScanDecision Step(ScanInput input)
    {
        var state = State;
        var circumstances = Circumstances;
        var decision = ScanPlanner.Step(in state, in input, in circumstances, Now);
        State = decision.State;
        Mismatches.AddRange(decision.Mismatches.IsDefault ? [] : decision.Mismatches);
        if (decision.Finished is { } pass)
            Finished.Add(pass);
        return decision;
    }

    /// <summary>Until a pass is finished, or this much time has gone by.</summary>
    internal void Run(TimeSpan limit)
    {
        var until = Now + limit;
        var passes = Finished.Count;
        _decision ??= Step(ScanInput.Of(ScanInputKind.Due));
        while (Now < until && Finished.Count == passes)
            _decision = CarryOut(_decision.Value, until);
    }

    /// <summary>A person wants something; it is carried out with the next <see cref="Run"/>.</summary>
    internal void Ask(ScanInputKind kind) => _decision = Step(ScanInput.Of(kind));

    /// <summary>For as long as this, whatever is finished.</summary>
    internal void RunFor(TimeSpan duration)
    {
        var until = Now + duration;
        while (Now < until)
            Run(until - Now);
    }

    /// <summary>The mirror is not whole for a while.</summary>
    internal void IsInTheWayFor(TimeSpan duration) => _inTheWayUntil = Elapsed + duration;

    internal void Wait(TimeSpan duration) => Now += duration;

    private ScanDecision CarryOut(ScanDecision decision, Instant until)
    {
        switch (decision.Work)
        {
            case ScanWork.Read when Elapsed < HangsUntil:
                Hangs.Add(Elapsed);
                return Step(ScanInput.Of(ScanInputKind.ReadHangs));
            case ScanWork.Read:
                Reads.Add((Elapsed, decision.Range));
                BeforeRead?.Invoke(Elapsed);
                var took = ReadTime * (decision.Range.Length.Count / 2048.0);
                Now += took;
                return Step(Volume.Read(Shortened(decision.Range), took));
            case ScanWork.Rewrite when Elapsed < SilentUntil:
                Rewrites.Add(Elapsed);
                return Step(ScanInput.Of(ScanInputKind.LegSilent) with { Healed = HealedBesideSilence });
            case ScanWork.Rewrite when RefusesRewrites:
                return Step(ScanInput.Of(ScanInputKind.NotRewritten));
            case ScanWork.Rewrite:
                return Step(ScanInput.Of(ScanInputKind.Rewritten) with { Healed = Volume.Heal(decision.Places) });
            default:
                var due = State.DueAt > Now ? State.DueAt : Now + TimeSpan.FromMilliseconds(1);
                Now = due < until ? due : until;
                return Step(ScanInput.Of(ScanInputKind.Due));
        }
    }

    private SectorRange Shortened(SectorRange range) => State.Phase == ScanPhase.Looking && LooksAtOnce is { } most && range.Length.Count > (ulong)most
        ? range with { Length = new Sectors((ulong)most) }
        : range;

    /// <summary>Every sector of every leg was read at least once.</summary>
    internal bool HasReadAll() => Enumerable.Range(0, Volume.Legs)
        .All(leg => Enumerable.Range(0, Volume.Length).All(sector => Volume.TimesRead(leg, sector) > 0));
}
