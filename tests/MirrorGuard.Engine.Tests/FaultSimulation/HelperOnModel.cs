using System.Collections.Generic;

using MirrorGuard.Core.Steps;
using MirrorGuard.Engine.Ports;

namespace MirrorGuard.Engine.Tests.FaultSimulation;

/// <summary>A helper process: it runs programs one after another, those aside beside them, one step at each turn that the schedule gives it.</summary>
internal sealed class HelperOnModel(HostVolume volume) : IHelper
{
    private readonly Queue<ProgramRun> _waiting = [];
    private readonly Queue<ProgramRun> _aside = [];
    private readonly Queue<StepReply> _replies = [];
    private ProgramRun? _running;
    private uint _lastId;
    private bool _isDead;

    /// <summary>Nobody reads its replies any more.</summary>
    internal bool IsDisposed { get; private set; }

    internal bool IsIdle => _isDead || (_running ?? Next(_waiting)) is null or { IsHung: true } && _aside.Count == 0;

    public bool TrySend(StepProgram program)
    {
        if (IsDisposed || _isDead)
            return false;
        var run = new ProgramRun(program.Id, volume.Rewrite(PlannedStep.Of(program)), volume);
        (program.IsAside ? _aside : _waiting).Enqueue(run);
        _lastId = program.Id;
        return true;
    }

    public bool TryReceive(out StepReply reply) => _replies.TryDequeue(out reply);

    public void Dispose()
    {
        IsDisposed = true;
        _waiting.Clear();
        _aside.Clear();
    }

    /// <summary>One step of one program.</summary>
    internal void Step()
    {
        if (_isDead)
            return;
        _running ??= _waiting.TryDequeue(out var next) ? next : null;
        if (_running is { IsHung: false })
        {
            if (_running.Step() is not { } reply)
                return;
            _running = null;
            _replies.Enqueue(reply);
        }
        else if (Next(_aside) is { } aside && aside.Step() is { } answer)
        {
            _ = _aside.Dequeue();
            _replies.Enqueue(answer);
        }
    }

    /// <summary>Somebody kills it: what it had begun stays as it is.</summary>
    internal void Kill()
    {
        // Uninterruptible sleep is just that.
        if (_isDead || _running is { IsHung: true })
            return;
        _isDead = true;
        _running?.GiveBackLock();
        _replies.Enqueue(new StepReply(_lastId, StepOutcome.Lost, -1, 0, 0, default));
    }

    private static ProgramRun? Next(Queue<ProgramRun> runs) => runs.TryPeek(out var next) ? next : null;
}
