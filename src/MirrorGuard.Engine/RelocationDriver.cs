using System;
using System.Collections.Generic;
using MirrorGuard.Core;
using MirrorGuard.Core.Faults;
using MirrorGuard.Core.Policy;
using MirrorGuard.Core.Relocation;
using MirrorGuard.Core.Settings;
using MirrorGuard.Core.Status;
using MirrorGuard.Core.Steps;
using MirrorGuard.Core.Time;
using MirrorGuard.Engine.Ports;

namespace MirrorGuard.Engine;

/// <summary>
/// Drives the search for unreadable places, and their rewriting: of all legs of a volume one after
/// the other, those with an R first, or of the places that the scan found, each by a
/// <see cref="RelocationPlanner"/> whose work becomes programs for the helper. Nothing here waits.
/// Not thread-safe: the device guards it.
/// </summary>
/// <param name="device">The device.</param>
/// <param name="lockFile">LVM's lock file of its volume group.</param>
/// <param name="helper">Sends the programs; knows tables and disks.</param>
/// <param name="suspension">Remembers that we have the volume suspended.</param>
/// <param name="rewrites">How many places of each disk were rewritten lately.</param>
/// <param name="deviceMapper">Knows the size of a block.</param>
internal sealed partial class RelocationDriver(
    DeviceIdentity device, byte[] lockFile, HelperDriver helper, OwnSuspension suspension, DiskFailures rewrites, IDeviceMapper deviceMapper)
{
    /// <summary>
    /// Reads in one program: 16 MiB, which keep a disk busy for longer than it takes to send the next, and are over soon enough when
    /// something else is to be done.
    /// </summary>
    private const int ReadsAtATime = 16;

    /// <summary>Programs of reads in a row that could not even be tried.</summary>
    private const int MaxMishaps = 10;

    /// <summary>A failing read ends a program, and a disk's driver gives up after minutes at the most.</summary>
    private static readonly TimeSpan ReadPatience = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan PauseAfterMishap = TimeSpan.FromMilliseconds(100);

    private readonly ReadErrorCauses _causes = new(deviceMapper);
    private readonly StepProgram _program = new();
    private readonly SectorRange[] _reads = new SectorRange[ReadsAtATime];
    private readonly List<RelocationFinding> _findings = [];
    private readonly SearchPlan _plan = new();
    private readonly WornLegs _worn = new();
    private PlaceResult[]? _results;
    private RelocationState _state;
    private SectorRange _range;
    private StepReply? _reply;
    private Instant _sentAt;
    private Instant _retryAt;
    private uint _id;
    private bool _isRewriting;

    /// <summary>The rewrite that is under way belongs to a search that was aborted.</summary>
    private bool _isOrphan;

    private PvUuid _rewrittenDisk;

    /// <summary>Of disks that are not known, as far as the scan found what was rewritten.</summary>
    private SlidingWindow? _rewritesOfUnknown;
    private int _readsSent;
    private int _mishaps;
    private InputKind? _end;

    /// <summary>A search is under way.</summary>
    internal bool IsActive { get; private set; }

    /// <summary>An answer is awaited, or has come and was not looked at.</summary>
    internal bool IsAwaiting => _id != 0;

    /// <summary>A rewrite has had the volume suspended, or may have, since every region was last seen in sync.</summary>
    internal bool IsUnsettled { get; private set; }

    /// <summary>How the last search ended.</summary>
    internal RelocationSummary Summary { get; private set; }

    /// <summary>When to go on without an answer; null when there is nothing to go on with.</summary>
    internal Instant? DueAt => !IsActive || IsAwaiting ? null
        : _state.Phase == RelocationPhase.Waiting ? _state.DueAt
        : _retryAt;

    private int Leg => _plan.Leg;

    /// <summary>Takes note of a status.</summary>
    internal void Saw(DeviceStatus status, in Diagnosis seen)
    {
        IsUnsettled &= _isRewriting || !seen.IsFullySynced;
        _causes.Saw(status);
    }

    /// <summary>A leg with a read error has shown no unreadable place, and may have lost what its cache held.</summary>
    internal bool HasUnexplainedError(DeviceStatus status) => _causes.UnexplainedIn(status).Length > 0;

    /// <summary>Begins a search of all legs; the first step is <see cref="Continue"/>'s.</summary>
    internal void Begin(DeviceStatus status, Instant now)
    {
        Invariant.Require(status.Mirrors.Length == 1, "a mirror that is relocated is one target");
        _plan.CoverLegs(in status.Mirrors[0], _causes.UnexplainedIn(status));
        Begin(now);
    }

    /// <summary>Takes an answer, if it is the one that is awaited; <see cref="Continue"/> looks at it.</summary>
    internal void Answered(in StepReply reply)
    {
        TakeLateKeep(in reply);
        if (_id != 0 && (reply.Id == _id || reply.Outcome == StepOutcome.Lost))
            _reply = reply;
    }

    /// <summary>An answer has come, or it is time to go on without one.</summary>
    internal bool HasWork(Instant now) => _reply is not null || now >= DueAt || (_id != 0 && now - _sentAt > RewriteProgram.Patience);

    /// <summary>Does the next step, if there is one.</summary>
    /// <param name="status">Read just now.</param>
    /// <param name="copies">What is known of the legs.</param>
    /// <param name="settings">The budget.</param>
    /// <param name="now">The time.</param>
    internal void Continue(DeviceStatus status, CopyKnowledge copies, FaultSettings settings, Instant now)
    {
        var world = new World(status, copies, settings, now);
        if (_reply is { } reply)
            Take(in world, in reply);
        else if (_id != 0)
            Watch(in world);
        else if (IsActive && !_plan.HasBegun)
            NextTurn(in world);
        else if (IsActive && now >= DueAt)
            Act(in world, NextAct(in world));
    }

    private RelocationDecision NextAct(in World world) =>
        _state.Phase == RelocationPhase.Waiting ? Step(in world, RelocationInput.Due)
        : _isReadingAgain ? new(_state, RelocationWork.Rewrite, _range)
        : new(_state, RelocationWork.Read, _reads[0]);

    /// <summary>What was found since the last call.</summary>
    internal RelocationFinding[] TakeFindings()
    {
        var findings = _findings.ToArray();
        _findings.Clear();
        return findings;
    }

    /// <summary>How the search has ended, once: with a <see cref="Summary"/>, or in a suspend that the kernel does not finish. Null: it has not.</summary>
    internal InputKind? TakeEnd()
    {
        var end = _end;
        _end = null;
        return end;
    }

    /// <summary>The registration ends. Whatever comes of a rewrite that is under way, it counts.</summary>
    internal void End(FaultSettings settings, Instant now)
    {
        if (_isRewriting && _id != 0 && _overwriting is null)
            CountRewrite(settings, now);
        GiveUpOverwrite();
        Abort(now);
        _id = 0;
    }

    private DeviceNumber LegDevice { get; set; }

    private PvUuid Disk => helper.Disks.Of(Leg).Uuid;

    private void Begin(Instant now)
    {
        _mishaps = 0;
        _isReadingAgain = false;
        _isKeeping = false;
        _asked = null;
        _retryAt = now;
        _end = null;
        IsActive = true;
    }

    private void EndTurn(in World world, RelocationVerdict verdict)
    {
        if (verdict is RelocationVerdict.RewriteFailed or RelocationVerdict.BudgetSpent || (verdict == RelocationVerdict.LegDead && !_plan.IsOfPlaces))
            _worn.Note(LegDevice, world.Now, world.Now + world.Settings.RelocationWindow);
        _isReadingAgain = false;
        _asked = null;
        _plan.Note(verdict);
        NextTurn(in world);
    }

    private void NextTurn(in World world)
    {
        if (!_plan.MoveOn())
        {
            Stop();
            _end = InputKind.Relocated;
            Summary = _plan.Summary;
            return;
        }
        helper.Tables.Look(device, world.Status);
        if (LegsToSearch.GeometryIn(world.Status, _plan.LegCount, helper.Tables, deviceMapper) is not { } geometry || !IsThere(world.Status, in geometry))
        {
            EndTurn(in world, RelocationVerdict.Aborted);
            return;
        }
        LegDevice = world.Status.Mirrors[0][Leg].Device;
        _haveSourcesAnswered = false;
        _state = _plan.Place is { } place ? RelocationState.Within(geometry, place.Range) : RelocationState.Of(geometry);
        if (_plan.Place is { Overwriting: { } overwriting } differing)
        {
            Keep(in world, in differing, in overwriting);
            return;
        }
        Act(in world, Step(in world, RelocationInput.Begin));
    }

    private void Act(in World world, in RelocationDecision decision)
    {
        _state = decision.State;
        switch (decision.Work)
        {
            case RelocationWork.Read:
                SendReads(in world, decision.Range);
                break;
            case RelocationWork.Rewrite:
                Rewrite(in world, decision.Range);
                break;
            case RelocationWork.Finish:
                EndTurn(in world, _state.Verdict);
                break;
        }
    }

    private void SendReads(in World world, SectorRange first)
    {
        _readsSent = ReadAhead.Collect(in _state, first, BudgetIn(in world), world.Now, _reads);
        _program.Clear();
        _program.IsAside = true;
        foreach (var read in _reads.AsSpan(0, _readsSent))
            _program.Read(LegDevice, read.Start.Bytes, (uint)read.Length.Bytes);
        Send(in world, isRewriting: false);
        if (_id == 0)
            _retryAt = world.Now + PauseAfterMishap;
    }

    private void Send(in World world, bool isRewriting)
    {
        _id = helper.Send(_program);
        _isRewriting = isRewriting && _id != 0;
        IsUnsettled |= _isRewriting;
        _sentAt = world.Now;
    }

    private RelocationDecision Step(in World world, RelocationInput input) =>
        RelocationPlanner.Step(in _state, input, BudgetIn(in world), world.Now);

    /// <summary>A disk that is not known has a budget of its own in each search of all legs. Such a disk's places share one.</summary>
    private RewriteBudget BudgetIn(in World world)
    {
        if (_plan is { HasBegun: true, IsLookingForCause: true })
            return new RewriteBudget(int.MaxValue, Spent: 0);
        var disk = _plan.HasBegun ? Disk : _rewrittenDisk;
        var ofUnknown = _plan.IsOfPlaces ? _rewritesOfUnknown?.CountAt(world.Now) ?? 0 : _state.Tally.Rewrites;
        return new RewriteBudget(world.Settings.Relocations, disk.IsNone ? ofUnknown : rewrites.Count(disk, world.Now));
    }

    /// <summary>What a step rests on.</summary>
    private readonly record struct World(DeviceStatus Status, CopyKnowledge Copies, FaultSettings Settings, Instant Now);
}
