using System;
using System.Collections.Generic;
using MirrorGuard.Core.Reattach;
using MirrorGuard.Core.Time;
using MirrorGuard.Engine.Ports;
using MirrorGuard.Engine.Reports;

namespace MirrorGuard.Engine.Reattach;

/// <summary>
/// The legs that are to be put back. They belong to no registration: LVM ends that of a volume that it makes linear. One command runs
/// at a time, as a process that nobody waits for, so that the attendant is never held up.
/// </summary>
/// <param name="commands">LVM.</param>
/// <param name="store">What the next dmeventd is to know.</param>
/// <param name="settings">What the administrator wants.</param>
/// <param name="log">What people read.</param>
/// <param name="clock">Time.</param>
public sealed class Reattachments(ILvmCommands commands, IStateStore store, ISettings settings, IEventLog log, IClock clock)
{
    /// <summary>A change takes a second or two, or as long as LVM's lock of the group is held by another command.</summary>
    internal static readonly TimeSpan ChangePatience = TimeSpan.FromSeconds(120);

    /// <summary>Legs that are put back at a time; more fail at once only where a person is needed anyway.</summary>
    private const int MaxLegs = 256;

    private static readonly TimeSpan CommandPoll = TimeSpan.FromMilliseconds(100);

    private readonly object _gate = new();
    private readonly List<Reattachment> _legs = [];
    private readonly DiskFailures _putBack = new();
    private Reattachment? _current;
    private ReattachWork _work;
    private IChildProcess? _command;
    private Instant _startedAt;
    private bool _isHangSaid;
    private int _repairs;
    private byte[] _saved = [];

    /// <summary>Goes on with what an earlier dmeventd had begun.</summary>
    public void Recall()
    {
        _saved = store.Read(ReattachRecord.Place).ToArray();
        foreach (var (leg, left) in ReattachRecord.Read(_saved))
        {
            var stage = left.Length > 0 ? ReattachStage.Awaiting : ReattachStage.Learning;
            _legs.Add(new Reattachment(leg) { State = new ReattachState(stage, left, clock.Now) });
        }
    }

    /// <summary>A repair begins: until it ends, LVM is told nothing.</summary>
    public void RepairBegins()
    {
        lock (_gate)
            _repairs++;
    }

    /// <summary>A repair has ended.</summary>
    public void RepairEnds()
    {
        lock (_gate)
            _repairs--;
    }

    /// <summary>Takes a leg that a repair has just removed; false when it is not to be put back.</summary>
    public bool TryAdd(RemovedLeg leg)
    {
        var now = clock.Now;
        var wanted = settings.FaultsOf(leg.Volume);
        // A disk that comes and goes is not filled for ever.
        var isWornOut = _putBack.Count(leg.Disk.Uuid, now) > wanted.SyncRetries;
        if (isWornOut || !ReattachPolicy.IsWanted(leg, wanted, now))
            return false;
        lock (_gate)
        {
            _legs.RemoveAll(known => known.Leg.Id == leg.Id && known.Leg.Disk.Uuid == leg.Disk.Uuid && known != _current);
            if (_legs.Count >= MaxLegs)
                return false;
            _legs.Add(new Reattachment(leg) { State = new ReattachState(DueAt: now) });
            return true;
        }
    }

    /// <summary>Forgets all of them: after a bug nothing more is to be done to any volume.</summary>
    public void Abandon()
    {
        lock (_gate)
            _legs.Clear();
        _current = null;
        _command = null;
        Save();
    }

    /// <summary>Follows up, on the attendant's thread, without waiting for LVM.</summary>
    /// <returns>How soon to come again; null: when a leg was added.</returns>
    public TimeSpan? Attend()
    {
        if (_command is not null)
            FollowCommand();
        while (_command is null && NextDue() is { } due)
            Step(due, ReattachInputKind.Due);
        Save();
        return _command is not null ? CommandPoll : UntilNextDue();
    }

    private void FollowCommand()
    {
        if (_command!.End is { } end)
        {
            var ended = _current!;
            Forget();
            Step(ended, end.Succeeded ? ReattachInputKind.Done : ReattachInputKind.Failed, end);
            return;
        }
        var changes = ReattachCommands.Changes(_work);
        if (_isHangSaid || clock.Now - _startedAt < (changes ? ChangePatience : LvmQuestions.Patience))
            return;
        _isHangSaid = true;
        if (changes)
            Step(_current!, ReattachInputKind.TakesLong);
        else
            _command.Kill();
    }

    private void Step(Reattachment of, ReattachInputKind kind, ChildEnd? end = null)
    {
        var wanted = settings.FaultsOf(of.Leg.Volume);
        var input = new ReattachInput(kind, clock.Now, wanted, end?.Output ?? "", IsRepairing());
        var decision = ReattachPolicy.Step(of.Leg, of.State, in input);
        of.State = decision.State;
        if (decision.Report == ReattachReport.PutBack)
            _putBack.Note(of.Leg.Disk.Uuid, of.Leg.Volume, wanted, input.Now);
        if (end is { Succeeded: false })
            of.Complaint = end.Complaint;
        Say(of, decision.Report, in input);
        if (of.State.Stage == ReattachStage.Ended)
            Remove(of);
        else if (decision.Work != ReattachWork.None)
            Start(of, decision.Work);
    }

    private void Start(Reattachment of, ReattachWork work)
    {
        if (work == ReattachWork.Convert)
            Save();
        _command = commands.Start(ReattachCommands.For(work, of.Leg, of.State));
        if (_command is null)
        {
            Step(of, ReattachInputKind.Failed);
            return;
        }
        (_current, _work, _startedAt, _isHangSaid) = (of, work, clock.Now, false);
    }

    private void Say(Reattachment of, ReattachReport report, in ReattachInput input)
    {
        if (report == ReattachReport.None)
            return;
        var sentence = ReattachWords.Sentence(report, of.Leg, of.State, input.Settings, of.Complaint, input.Now);
        log.Write(new Occurrence(ReportEvents.Of(report), ReattachWords.SeverityOf(report), of.Leg.Volume.ToString(), sentence) { Cause = report.ToString() });
    }

    /// <summary>
    /// Not a leg that LVM is making: its command goes on when dmeventd ends, and whoever began it a second time would end with a leg too many.
    /// </summary>
    private void Save()
    {
        byte[] record;
        lock (_gate)
        {
            var legs = _legs.FindAll(leg => leg.State.Stage != ReattachStage.Converting);
            record = legs.Count == 0 ? [] : ReattachRecord.Write(legs.ConvertAll(leg => (leg.Leg, leg.State.Volume)));
        }
        if (record.AsSpan().SequenceEqual(_saved))
            return;
        _saved = record;
        if (record.Length == 0)
            store.Remove(ReattachRecord.Place);
        else
            store.Write(ReattachRecord.Place, record);
    }

    private void Forget()
    {
        _command?.Dispose();
        _command = null;
        _current = null;
    }

    private bool IsRepairing()
    {
        lock (_gate)
            return _repairs > 0;
    }

    private void Remove(Reattachment ended)
    {
        lock (_gate)
            _legs.Remove(ended);
    }

    private Reattachment? NextDue()
    {
        lock (_gate)
            return _legs.Find(leg => leg.State.DueAt <= clock.Now);
    }

    private TimeSpan? UntilNextDue()
    {
        lock (_gate)
        {
            TimeSpan? shortest = null;
            foreach (var leg in _legs)
            {
                var left = leg.State.DueAt - clock.Now;
                shortest = shortest < left ? shortest : left;
            }
            return shortest;
        }
    }

    /// <summary>One leg, and how far it is.</summary>
    private sealed class Reattachment(RemovedLeg leg)
    {
        internal RemovedLeg Leg { get; } = leg;

        internal ReattachState State { get; set; } = new();

        internal string Complaint { get; set; } = "";
    }
}
