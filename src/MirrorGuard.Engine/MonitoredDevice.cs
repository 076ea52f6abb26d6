using System;
using System.Threading;
using MirrorGuard.Core.Faults;
using MirrorGuard.Core.Naming;
using MirrorGuard.Core.Policy;
using MirrorGuard.Core.Status;
using MirrorGuard.Engine.Ports;

namespace MirrorGuard.Engine;

/// <summary>
/// Drives one registration of a device: turns statuses into inputs of the policy, and its
/// decisions into work and words. Events come on dmeventd's thread, work is done on the worker's;
/// the lock is held only while deciding, never while waiting for LVM, device-mapper or the log.
/// </summary>
public sealed class MonitoredDevice
{
    /// <summary>Reads of a status that events overtook, before the last one has to do.</summary>
    private const int MaxReads = 10;

    /// <summary>
    /// LVM's library starts with nice -18 and takes a third of a second: not while an LVM command waits for the registration. A fault
    /// that is there already does not wait for it.
    /// </summary>
    private static readonly TimeSpan LvmStartDelay = TimeSpan.FromSeconds(1);

    private readonly DeviceIdentity _identity;
    private readonly VolumeName _volume;
    private readonly EnginePorts _ports;
    private readonly Worker _worker;
    private readonly DoubtfulLegs _doubts;
    private readonly PolicyStep _decide;
    private readonly ComponentNames _names;
    private readonly Announcer _announcer;

    private readonly object _gate = new();

    /// <summary>Held while the worker works on the device; taken before <see cref="_gate"/>.</summary>
    private readonly object _atWork = new();
    private readonly DeviceStatus _statusForWork = new();
    private DeviceState _state;
    private int _eventsSeen;
    private bool _isRetired;
    private bool _isLvmPrepared;

    /// <summary>A device that dmeventd has just registered.</summary>
    /// <param name="registrationId">Names this registration; a device may have two at a time.</param>
    /// <param name="identity">The device, for device-mapper.</param>
    /// <param name="volume">The device, for LVM and for people.</param>
    /// <param name="ports">The world.</param>
    /// <param name="worker">Where repairs run.</param>
    /// <param name="doubts">What outlives a registration.</param>
    /// <param name="decide">What decides; <see cref="RepairPolicy.Step"/>, or a wrong one to see that the simulation finds it.</param>
    public MonitoredDevice(
        ulong registrationId,
        DeviceIdentity identity,
        VolumeName volume,
        EnginePorts ports,
        Worker worker,
        DoubtfulLegs doubts,
        PolicyStep? decide = null)
    {
        RegistrationId = registrationId;
        _identity = identity;
        _volume = volume;
        _ports = ports;
        _worker = worker;
        _doubts = doubts;
        _state = doubts.Recall(identity);
        _decide = decide ?? RepairPolicy.Step;
        _names = new ComponentNames(volume.ToString(), ports.DeviceMapper);
        _announcer = new Announcer(volume.ToString(), _names, ports.Log);
    }

    /// <summary>Names this registration, not the device.</summary>
    public ulong RegistrationId { get; }

    /// <summary>
    /// Looks at the device for the first time: the kernel raises no event for a fault from before the registration.
    /// </summary>
    /// <param name="status">A buffer to read into.</param>
    public void Register(DeviceStatus status)
    {
        _worker.Schedule(this, _ports.Clock.Now + LvmStartDelay);
        _ports.DeviceMapper.ReadStatus(_identity, status);
        _names.Learn(status);
        Decide(InputKind.Registered, status);
    }

    /// <summary>Looks at the status that came with an event; returns at once, whatever has to be done.</summary>
    public void HandleEvent(DeviceStatus status) => Decide(InputKind.Event, status);

    /// <summary>Does what is due, on the worker's thread: as long as a repair takes.</summary>
    public void Work()
    {
        lock (_atWork)
            WorkOnce();
    }

    private void WorkOnce()
    {
        if (IsRetired())
        {
            ReleaseLvm();
            return;
        }
        var isLvmReady = PrepareLvm();
        if (DecideAfresh(InputKind.Due) == Core.Policy.Work.Repair)
            DecideAfresh(Repair(isLvmReady));
    }

    /// <summary>
    /// The registration has ended: nothing more is decided or said. Waits for a repair that runs: dmeventd exits once its threads for
    /// devices have ended, and LVM would be cut off where it has the volume suspended. It holds up nobody else, as with the stock DSO.
    /// </summary>
    public void Retire()
    {
        lock (_gate)
            _isRetired = true;
        _worker.Schedule(this, _ports.Clock.Now);
        lock (_atWork)
            return;
    }

    private InputKind Repair(bool isLvmReady) =>
        isLvmReady && _ports.Lvm.Repair(_volume) ? InputKind.RepairSucceeded : InputKind.RepairFailed;

    private bool IsRetired()
    {
        lock (_gate)
            return _isRetired;
    }

    /// <summary>
    /// Decides by a status that is newer than any event: the policy only remembers an event that
    /// comes while a repair is due or runs, and leaves the look to this one.
    /// </summary>
    private Work DecideAfresh(InputKind kind)
    {
        for (var read = 1; read < MaxReads; read++)
        {
            var eventsSeen = Volatile.Read(ref _eventsSeen);
            if (Decide(kind, ReadStatus(), eventsSeen) is { } work)
                return work;
        }
        return Decide(kind, ReadStatus());
    }

    private Work Decide(InputKind kind, DeviceStatus status) => Decide(kind, status, eventsSeen: null) ?? Core.Policy.Work.None;

    /// <summary>Null: an event came since <paramref name="eventsSeen"/> was read, so that the status may be old.</summary>
    private Work? Decide(InputKind kind, DeviceStatus status, int? eventsSeen)
    {
        Decision decision;
        lock (_gate)
        {
            if (_isRetired)
                return Core.Policy.Work.None;
            if (kind == InputKind.Event)
                _eventsSeen++;
            else if (eventsSeen is { } expected && expected != _eventsSeen)
                return null;
            var seen = Diagnosis.Of(status, _state.Copies);
            decision = _decide(in _state, kind, in seen, _ports.Clock.Now);
            if (decision.State.Copies.InDoubt != _state.Copies.InDoubt)
                _doubts.Note(_identity, decision.State);
            _state = decision.State;
        }

        // First what writes wait for, then the words: the logger may itself wait for a held write.
        if (decision.Work == Core.Policy.Work.ComeBackWhenDue)
            _worker.Schedule(this, decision.State.DueAt);
        // LVM gave the parts other names, perhaps under the old device numbers.
        if (kind == InputKind.RepairSucceeded)
            _names.Learn(status);
        _announcer.Say(decision.Report, decision.State, status, _ports.Clock.Now);
        return decision.Work;
    }

    /// <summary>LVM's library takes its time to start, so not dmeventd's thread but the worker starts it, before it is needed.</summary>
    private bool PrepareLvm()
    {
        if (_isLvmPrepared)
            return true;
        _isLvmPrepared = _ports.Lvm.TryPrepare();
        if (!_isLvmPrepared)
            _ports.Log.Write(Severity.Error, $"{_volume}: LVM's library cannot be started, so a fault could not be repaired.");
        return _isLvmPrepared;
    }

    private void ReleaseLvm()
    {
        if (_isLvmPrepared)
            _ports.Lvm.Release();
        _isLvmPrepared = false;
    }

    private DeviceStatus ReadStatus()
    {
        _ports.DeviceMapper.ReadStatus(_identity, _statusForWork);
        return _statusForWork;
    }
}
