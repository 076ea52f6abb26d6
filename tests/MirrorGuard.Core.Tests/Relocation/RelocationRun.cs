using System;
using System.Collections.Generic;

using MirrorGuard.Core.Relocation;
using MirrorGuard.Core.Time;

namespace MirrorGuard.Core.Tests.Relocation;

/// <summary>A planner at work on simulated legs, carried out as an engine would; <see cref="Broken"/> is the first rule it broke on the way.</summary>
internal sealed class RelocationRun
{
    private readonly Scenario _scenario;
    private readonly RelocationStep _step;
    private readonly int _maxOperations;
    private Instant _now = new(1_000_000);
    private RelocationInput? _lastRead;

    private RelocationRun(Scenario scenario, RelocationStep step)
    {
        _scenario = scenario;
        _step = step;
        Legs = new SimulatedLegs(scenario);
        State = scenario.Part is null
            ? RelocationState.Of(scenario.Leg, scenario.Hint is { } hint ? new Sectors(hint) : null)
            : RelocationState.Within(scenario.Leg, PartIn(scenario));
        // Far more than any bound that is claimed; only a planner that never ends comes here.
        _maxOperations = 10_000 + (20 * scenario.Blocks);
    }

    internal SimulatedLegs Legs { get; }

    internal RelocationState State { get; private set; }

    internal string? Broken { get; private set; }

    /// <summary>Reads and rewrites, refused ones included.</summary>
    internal int Operations { get; private set; }

    internal int Reads { get; private set; }

    internal int FailedReads { get; private set; }

    internal int Looks { get; private set; }

    internal int RefusalsInARow { get; private set; }

    internal bool WasAborted { get; private set; }

    /// <summary>Rewrites that were asked for, and neither carried out nor refused.</summary>
    internal int NeedlessRewrites { get; private set; }

    /// <summary>The rewrites that were carried out.</summary>
    internal List<(SectorRange Range, RelocationInput End)> Rewrites { get; } = [];

    /// <summary>The states before each input, with the input.</summary>
    internal List<(RelocationState State, RelocationInput Input, RewriteBudget Budget, Instant Now)> Inputs { get; } = [];

    private RewriteBudget Budget => new(_scenario.Budget, Rewrites.Count);

    internal static RelocationRun Of(Scenario scenario, RelocationStep step)
    {
        var run = new RelocationRun(scenario, step);
        run.Run();
        return run;
    }

    /// <summary>In sectors that need not begin or end with a block.</summary>
    private static SectorRange PartIn(Scenario scenario)
    {
        var block = (ulong)scenario.BlockSectors;
        var spare = (block - 1) / 2;
        return SectorRange.Between(new Sectors(((ulong)scenario.First * block) + spare), new Sectors(((ulong)scenario.End * block) - spare));
    }

    private void Run()
    {
        var decision = Tell(RelocationInput.Begin);
        while (Broken is null && decision.Work != RelocationWork.Finish)
        {
            if (++Operations > _maxOperations)
                Break("it does not end");
            else
                decision = CarryOut(decision);
        }
    }

    private RelocationDecision CarryOut(RelocationDecision decision)
    {
        if (Operations - 1 == _scenario.DiesAt)
            Legs.Die();
        var isAborted = Operations - 1 == _scenario.AbortsAt;
        var ended = isAborted ? Tell(RelocationInput.Abort) : default;
        WasAborted |= isAborted;
        var next = decision.Work switch
        {
            RelocationWork.Read => Read(decision),
            RelocationWork.Rewrite => Rewrite(decision),
            RelocationWork.ComeBackWhenDue => ComeBack(),
            _ => throw new InvalidOperationException($"work that leads nowhere: {decision.Work}"),
        };
        if (isAborted && (ended.Work != RelocationWork.Finish || next.Work != RelocationWork.None))
            Break("an abort does not end it");
        return isAborted ? ended : next;
    }

    private RelocationDecision Read(RelocationDecision decision)
    {
        if (!Legs.IsWithin(decision.Range) || decision.Range.Length > ChunkOrder.ChunkLength)
            return Break($"read of {decision.Range}");
        if (decision.State.Phase == RelocationPhase.Searching && !IsInPart(decision.Range))
            return Break($"read of {decision.Range}, which was not to be searched");
        var end = Legs.Read(decision.Range);
        Reads++;
        FailedReads += end == RelocationInput.ReadFailed ? 1 : 0;
        Looks += decision.State is { Phase: RelocationPhase.LookingElsewhere, Looks: 0 } ? 1 : 0;
        _lastRead = end;
        return Tell(end);
    }

    private RelocationDecision Rewrite(RelocationDecision decision)
    {
        if (!Legs.IsWithin(decision.Range) || decision.Range.Length > RelocationPlanner.MaxRewrite)
            return Break($"rewrite of {decision.Range}");
        if (!IsInPart(decision.Range))
            return Break($"rewrite of {decision.Range}, which was not to be searched");
        if (_lastRead != RelocationInput.ReadSucceeded)
            return Break("a rewrite of a leg that did not answer last time");
        if (Budget.IsSpent)
            return Break("a rewrite beyond the budget");
        if (RefusalsInARow == RelocationPlanner.MaxRefusals)
            return Break("it asks again however often it is refused");
        var (first, count) = Legs.BlocksOf(decision.Range);
        if (Legs.HasFailedAlone.AsSpan(first, count).Contains(false) || Array.Exists(Legs.Rewritten[first..(first + count)], times => times > 0))
            return Break($"a good block is rewritten in {decision.Range}");

        var end = Legs.Rewrite(decision.Range);
        RefusalsInARow = end == RelocationInput.RewriteRefused ? RefusalsInARow + 1 : 0;
        if (end is RelocationInput.SourceInDoubt or RelocationInput.ReadableAgain)
            NeedlessRewrites++;
        else if (end != RelocationInput.RewriteRefused)
            Rewrites.Add((decision.Range, end));
        return Tell(end);
    }

    private bool IsInPart(SectorRange range)
    {
        var (first, count) = Legs.BlocksOf(range);
        return first >= _scenario.First && first + count <= _scenario.End;
    }

    private RelocationDecision ComeBack()
    {
        if (WasAborted)
            return Tell(RelocationInput.Due);
        if (State.DueAt < _now)
            return Break("due in the past");
        if (State.DueAt - _now > RelocationPlanner.PauseAfter(RelocationPlanner.MaxRefusals))
            return Break("due too late");
        if (State.DueAt > _now && _step(State, RelocationInput.Due, Budget, _now).Work != RelocationWork.ComeBackWhenDue)
            return Break("it does not wait until it is due");
        _now = State.DueAt;
        return Tell(RelocationInput.Due);
    }

    private RelocationDecision Tell(RelocationInput input)
    {
        Inputs.Add((State, input, Budget, _now));
        var decision = _step(State, input, Budget, _now);
        State = decision.State;
        return decision;
    }

    private RelocationDecision Break(string rule)
    {
        Broken ??= rule;
        return default;
    }
}
