using System;
using MirrorGuard.Core.Policy;
using MirrorGuard.Core.Reports;
using MirrorGuard.Core.Status;
using MirrorGuard.Core.Time;
using MirrorGuard.Engine.Ports;

namespace MirrorGuard.Engine;

/// <content>What happens on the attendant's thread, which never waits for LVM: the helper's answers, probes, searches, the record.</content>
public sealed partial class MonitoredDevice
{
    /// <summary>The longest that a disk is left without the next reads: the search of a large leg takes hours as it is.</summary>
    private static readonly TimeSpan RelocationPoll = TimeSpan.FromMilliseconds(20);

    private readonly DeviceStatus _statusForAttendant = new();
    private bool _isHelperFaultSaid;

    /// <summary>Follows up what takes no LVM, on the attendant's thread: the helper's answers, probes, the record.</summary>
    public void Attend()
    {
        if (IsRetired())
        {
            _metadata.Forget();
            return;
        }
        StartHelper();
        if (NextInput() is { } kind)
        {
            DecideAfresh(kind, _statusForAttendant);
            SaySwapFault();
        }
        else if (!_relocation.IsActive)
            LearnDisks();
        AskForDisks();
        TakeOtherReplies();
        Relocate();
        SaveRecord();
        ScheduleAttendant();
    }

    /// <summary>When the policy wants to look next; null: only when something happens. Under the lock.</summary>
    private Instant? NextLook => _state switch
    {
        { Outage.Stage: not (OutageStage.None or OutageStage.GivenUp or OutageStage.Hung) } => _state.Outage.DueAt,
        { ReadFault.Stage: not ReadFaultStage.None } => _state.ReadFault.DueAt,
        _ => null,
    };

    /// <summary>Not while a swap that was cut off has to be cleared away: the record that says so is the one that is there.</summary>
    private bool IsRecordDue => _isRecordOld && !_cutOffSwap.IsPending;

    private InputKind? NextInput()
    {
        lock (_gate)
        {
            var now = _ports.Clock.Now;
            if (_driver.TakeResult(now) is { } result)
            {
                if (result is InputKind.SwapFailed or InputKind.SwapRefused)
                    _suspension.Recall(now, isCutOff: false);
                if (_driver.TakeCutOffSwap())
                    _cutOffSwap.Recall(SwappedImage, now);
                return result;
            }
            return now >= NextLook && !_driver.IsSwapping ? InputKind.Due : null;
        }
    }

    private void SaveRecord()
    {
        lock (_gate)
        {
            if (!IsRecordDue || _isRetired)
                return;
            _isRecordOld = false;
            if (_state.Outage.Stage == OutageStage.None && _state.Repair.Copies.TrustsKernel)
                _ports.Store.Remove(_identity);
            else
                _ports.Store.Write(_identity, Record());
        }
    }

    private void ScheduleAttendant()
    {
        lock (_gate)
        {
            var now = _ports.Clock.Now;
            Instant? next = _driver.IsAwaiting || _relocation.IsAwaiting || _suspension.IsAwaiting || _cutOffSwap.IsAwaiting ? _driver.NextPoll(now) : null;
            if (_relocation.IsAwaiting)
                next = Earlier(next, now + RelocationPoll);
            if (IsRecordDue || (_areDisksDue && !_relocation.IsActive))
                next = now;
            if (!_driver.IsSwapping)
                next = Earlier(next, NextLook);
            if (!_suspension.IsAwaiting && _suspension.IsPending)
                next = Earlier(next, _suspension.DueAt);
            next = Earlier(next, _cutOffSwap.DueAt);
            next = Earlier(next, _relocation.DueAt);
            if (IsDiskWanted || _metadata.IsAsking)
                next = Earlier(next, _metadata.DueAt);
            if (next is { } at && !_isRetired)
                _supervision.Attendant.Schedule(this, at);
        }
    }

    private static Instant? Earlier(Instant? left, Instant? right) => left is null || right < left ? right ?? left : left;

    private void StartHelper()
    {
        string? fault;
        lock (_gate)
        {
            if (_isRetired || _driver.TryStart() || _isHelperFaultSaid)
                return;
            _isHelperFaultSaid = true;
            fault = _driver.Fault;
        }
        Note(Severity.Error, $"there is no helper for its tables ({fault}): a failed leg is repaired at once, not waited for.");
    }

    private void Note(Severity severity, string sentence) => _ports.Log.Write(new Occurrence(EventKind.Noted, severity, _volumeText, sentence));

    private void SaySwapFault()
    {
        string? fault;
        lock (_gate)
            fault = _driver.TakeSwapFault();
        if (fault is not null)
            Note(Severity.Warning, $"a change of its tables could not be made: {fault}.");
    }

    private void TakeOtherReplies()
    {
        string? news = null;
        lock (_gate)
        {
            while (_driver.TryTakeOther(out var reply))
            {
                news = _suspension.Answered(in reply, _ports.Clock.Now) ?? news;
                _relocation.Answered(in reply);
                _cutOffSwap.Answered(in reply, _ports.Clock.Now);
            }
            if (!_isRetired)
            {
                _suspension.Continue(_ports.Clock.Now);
                _cutOffSwap.Continue(_ports.Clock.Now);
            }
        }
        if (news is not null)
            Note(Severity.Warning, news);
    }

    private void Relocate()
    {
        RelocationFinding[] findings;
        OverwriteFinding[] overwritten;
        InputKind? end;
        lock (_gate)
        {
            if (!_relocation.HasWork(_ports.Clock.Now))
                return;
        }
        _ports.DeviceMapper.ReadStatus(_identity, _statusForAttendant);
        lock (_gate)
        {
            if (_isRetired)
                return;
            _relocation.Continue(_statusForAttendant, _state.Repair.Copies, _ports.Settings.FaultsOf(_volume), _ports.Clock.Now);
            findings = _relocation.TakeFindings();
            overwritten = _relocation.TakeOverwritten();
            end = _relocation.TakeEnd();
        }
        foreach (var finding in findings)
            _announcer.Say(in finding, _statusForAttendant);
        foreach (var finding in overwritten)
            _announcer.Say(in finding, _statusForAttendant);
        if (end is { } kind)
            DecideAfresh(kind, _statusForAttendant);
    }
}
