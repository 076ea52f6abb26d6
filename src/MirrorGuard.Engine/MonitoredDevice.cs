using System;
using System.Text;
using System.Threading;
using MirrorGuard.Core.Faults;
using MirrorGuard.Core.Naming;
using MirrorGuard.Core.Policy;
using MirrorGuard.Core.Status;
using MirrorGuard.Engine.Ports;

namespace MirrorGuard.Engine;

/// <summary>
/// Drives one registration of a device: turns statuses into inputs of the policy, and its
/// decisions into work and words. Events come on dmeventd's thread; LVM runs on the worker's, and
/// what takes no LVM is followed up on the attendant's. The lock is held while deciding and while
/// a decision is handed to the helper, never while waiting for LVM, for a disk or for the log.
/// </summary>
public sealed partial class MonitoredDevice
{
    /// <summary>Reads of a status that events overtook, before the last one has to do.</summary>
    private const int MaxReads = 10;

    /// <summary>
    /// LVM's library starts with nice -18 and takes a third of a second: not while an LVM command waits for the registration. A fault
    /// that is there already does not wait for it.
    /// </summary>
    private static readonly TimeSpan LvmStartDelay = TimeSpan.FromSeconds(1);

    /// <summary>The same for the helper, which takes milliseconds.</summary>
    private static readonly TimeSpan HelperStartDelay = TimeSpan.FromMilliseconds(100);

    private readonly DeviceIdentity _identity;
    private readonly VolumeName _volume;
    private readonly string _volumeText;
    private readonly EnginePorts _ports;
    private readonly Supervision _supervision;
    private readonly PolicyStep _decide;
    private readonly ComponentNames _names;
    private readonly Announcer _announcer;

    private readonly object _gate = new();
    private readonly HelperDriver _driver;
    private readonly RelocationDriver _relocation;
    private readonly OwnSuspension _suspension;
    private readonly CutOffSwap _cutOffSwap;
    private readonly MetadataDisks _metadata;
    private readonly StateRecord _record = new();

    /// <summary>Held while the worker works on the device; taken before <see cref="_gate"/>.</summary>
    private readonly object _atWork = new();
    private readonly DeviceStatus _statusForWork = new();
    private DeviceState _state;
    private MirrorStatus _failedAs;
    private int _eventsSeen;
    private bool _isRetired;
    private bool _isLvmPrepared;
    private bool _isRecordOld;
    private bool _areDisksDue;

    /// <summary>A device that dmeventd has just registered.</summary>
    /// <param name="registrationId">Names this registration; a device may have two at a time.</param>
    /// <param name="identity">The device, for device-mapper.</param>
    /// <param name="volume">The device, for LVM and for people.</param>
    /// <param name="ports">The world.</param>
    /// <param name="supervision">What all devices share.</param>
    /// <param name="decide">What decides; <see cref="FaultPolicy"/>, or a wrong one to see that the simulation finds it.</param>
    public MonitoredDevice(
        ulong registrationId,
        DeviceIdentity identity,
        VolumeName volume,
        EnginePorts ports,
        Supervision supervision,
        PolicyStep? decide = null)
    {
        RegistrationId = registrationId;
        _identity = identity;
        _volume = volume;
        _volumeText = volume.ToString();
        _ports = ports;
        _supervision = supervision;
        _decide = decide ?? FaultPolicy.Step;
        _names = new ComponentNames(_volumeText, ports.DeviceMapper);
        _announcer = new Announcer(_volumeText, _names, ports.Log);
        var lockFile = Encoding.UTF8.GetBytes($"/run/lock/lvm/V_{volume.Vg}");
        _driver = new HelperDriver(identity, _volumeText, lockFile, ports);
        _suspension = new OwnSuspension(identity, lockFile, _driver, ports);
        _cutOffSwap = new CutOffSwap(identity, lockFile, _driver, ports.DeviceMapper);
        _metadata = new MetadataDisks(identity, supervision.LvmQuestions);
        _relocation = new RelocationDriver(identity, lockFile, _driver, _suspension, supervision.Rewrites, ports.DeviceMapper);
        _state = new DeviceState(supervision.Doubts.Recall(identity), default);
    }

    /// <summary>Names this registration, not the device.</summary>
    public ulong RegistrationId { get; }

    /// <summary>
    /// Looks at the device for the first time: the kernel raises no event for a fault from before the registration.
    /// </summary>
    /// <param name="status">A buffer to read into.</param>
    public void Register(DeviceStatus status)
    {
        EndOwnSuspension();
        _supervision.Worker.Schedule(this, _ports.Clock.Now + LvmStartDelay);
        _supervision.Attendant.Schedule(this, _ports.Clock.Now + HelperStartDelay);
        Recall();
        _ports.DeviceMapper.ReadStatus(_identity, status);
        _names.Learn(status);
        Decide(InputKind.Registered, status);
        _supervision.Scans?.Add(this);
        _supervision.Reports?.Add(this);
    }

    /// <summary>Looks at the status that came with an event; returns at once, whatever has to be done.</summary>
    public void HandleEvent(DeviceStatus status) => Decide(InputKind.Event, status);

    /// <summary>
    /// The registration has ended: nothing more is decided or said. Waits for a repair that runs: dmeventd exits once its threads for
    /// devices have ended, and LVM would be cut off where it has the volume suspended. It holds up nobody else, as with the stock DSO.
    /// A helper finishes what it was sent; how the tables stand then, the next registration sees.
    /// </summary>
    public void Retire()
    {
        OverwriteFinding[] overwritten;
        lock (_gate)
        {
            _isRetired = true;
            _relocation.End(_ports.Settings.FaultsOf(_volume), _ports.Clock.Now);
            overwritten = _relocation.TakeOverwritten();
            _driver.End();
        }
        foreach (var finding in overwritten)
            _announcer.Say(in finding, _statusForAttendant);
        _supervision.Scans?.Remove(this);
        _supervision.Reports?.Remove(this);
        _supervision.Worker.Schedule(this, _ports.Clock.Now);
        _supervision.Attendant.Schedule(this, _ports.Clock.Now);
        lock (_atWork)
            return;
    }

    /// <summary>The image that a swap may have to do with; null while it is not known.</summary>
    private DeviceNumber? SwappedImage => _driver.Tables.OwnImage is { IsSoleTarget: true, Device: var image } ? image : null;

    private bool IsRetired()
    {
        lock (_gate)
            return _isRetired;
    }

    private void Recall()
    {
        lock (_gate)
        {
            if (!StateRecord.TryRead(_ports.Store.Read(_identity), _driver.Tables.OwnImage, out var state, out var disk))
                return;
            _state = state;
            _isRecordOld = true;
            if (state.Outage.Stage != OutageStage.None)
                _driver.Disks.Recall(state.Outage.Leg, disk);
            if (state.Outage.IsSwapping)
                _cutOffSwap.Recall(SwappedImage, _ports.Clock.Now);
        }
    }

    /// <summary>
    /// Decides by a status that is newer than any event: the policy only remembers an event that
    /// comes while a repair is due or runs, and leaves the look to this one.
    /// </summary>
    private Work DecideAfresh(InputKind kind, DeviceStatus status)
    {
        for (var read = 1; read < MaxReads; read++)
        {
            var eventsSeen = Volatile.Read(ref _eventsSeen);
            _ports.DeviceMapper.ReadStatus(_identity, status);
            if (Decide(kind, status, eventsSeen) is { } work)
                return work;
        }
        _ports.DeviceMapper.ReadStatus(_identity, status);
        return Decide(kind, status);
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
            decision = DecideAndBegin(kind, status);
        }

        // First what writes wait for, then the words: the logger may itself wait for a held write.
        if (decision.Work == Core.Policy.Work.ComeBackWhenDue)
            _supervision.Worker.Schedule(this, decision.State.Repair.DueAt);
        ScheduleAttendant();
        // LVM gave the parts other names, perhaps under the old device numbers.
        if (kind == InputKind.RepairSucceeded)
            _names.Learn(status);
        _announcer.Say(decision.Report, decision.State, _ports.Settings.FaultsOf(_volume), status, in _failedAs, _ports.Clock.Now);
        if (decision.Report is Report.Released or Report.Held or Report.WaitsForLeg or Report.RepairFollows)
            SaySharedCause(status);
        return decision.Work;
    }

    private void SaySharedCause(DeviceStatus status)
    {
        int others;
        lock (_gate)
        {
            var seen = Diagnosis.Of(status, _state.Repair.Copies);
            others = _supervision.Deaths.Note(_driver.Disks.Of(PartInQuestion(in seen)).Uuid, _ports.Clock.Now);
        }
        _announcer.SaySharedCause(others);
    }

    private Decision DecideAndBegin(InputKind kind, DeviceStatus status)
    {
        // An event is decided by the arrangement that was last seen: only we and LVM change it, and LVM registers anew, but for a volume
        // that it repaired within this process, which is not a mirror until it adds a leg.
        if (kind != InputKind.Event || _driver.Tables.Arrangement == Arrangement.Unknown)
            _driver.Tables.Look(_identity, status);
        var now = _ports.Clock.Now;
        var seen = Diagnosis.Of(status, _state.Repair.Copies);
        _relocation.Saw(status, in seen);
        var settings = _ports.Settings.FaultsOf(_volume);
        var disk = _driver.Disks.Of(PartInQuestion(in seen)).Uuid;
        var circumstances = new Circumstances(
            settings, _driver.Tables.Arrangement, _driver.Tables.CanRelease, _supervision.Failures.Count(disk, now), _driver.Tables.Length,
            _driver.Tables.HasPrimaryCache, _relocation.IsUnsettled, _relocation.HasUnexplainedError(status),
            ArePlacesThere: kind is InputKind.PlacesFound or InputKind.DifferencesFound && CanTakePlaces(status));
        var input = new PolicyInput(kind, seen, now, circumstances, kind == InputKind.Relocated ? _relocation.Summary : default);
        var before = _state;
        // Another search was begun before the end of this one could be said: it is not the end of that.
        if (kind == InputKind.Relocated && _relocation.IsActive)
            return new Decision(before, Core.Policy.Work.None, Report.None);
        var decision = _decide(in before, in input);

        _state = decision.State;
        if (decision.IsFailure)
            _supervision.Failures.Note(disk, _volume, settings, now);
        var isDoubtNew = _state.Repair.Copies.InDoubt != before.Repair.Copies.InDoubt
            || (!_state.Repair.Copies.TrustsKernel && _state.Repair.OutOfSync != before.Repair.OutOfSync);
        if (isDoubtNew)
            _supervision.Doubts.Note(_identity, _state.Repair);
        _isRecordOld |= _state.Outage != before.Outage || isDoubtNew;
        var isRepairOver = kind is InputKind.RepairSucceeded or InputKind.RepairFailed;
        if (isRepairOver && seen.Layout != before.Repair.Layout)
            _driver.Disks.Forget();
        _areDisksDue |= (isRepairOver || kind == InputKind.Event) && _state.Outage.Stage == OutageStage.None;
        if (decision.Work == Core.Policy.Work.Release && kind == InputKind.Event)
            _failedAs = status.Mirrors[0];
        if (decision.Work is Core.Policy.Work.Release or Core.Policy.Work.Return or Core.Policy.Work.Reload or Core.Policy.Work.Probe)
            _driver.Begin(decision.Work, _state.Outage.Leg, status, _state.Outage.Stage == OutageStage.None ? default : Record(), now);
        if (kind is InputKind.PlacesFound or InputKind.DifferencesFound)
            Answer(in decision);
        Relocate(decision.Work, status, now);
        return decision;
    }

    private int PartInQuestion(in Diagnosis seen)
    {
        if (_state.Outage.Stage != OutageStage.None)
            return _state.Outage.Leg;
        return seen.Mirror.Part is SoleMirror.Nothing or SoleMirror.Several ? 1 : seen.Mirror.Part;
    }

    private ReadOnlySpan<byte> Record() =>
        _record.Write(_volumeText, in _state, _driver.Tables.OwnImage, _driver.Disks.Of(_state.Outage.Leg));

    /// <summary>A volume that was left suspended is resumed before anything else: whoever looks at it would have to wait for that.</summary>
    private void EndOwnSuspension()
    {
        lock (_gate)
        {
            _suspension.Recall(_ports.Clock.Now, isCutOff: true);
            _suspension.Continue(_ports.Clock.Now);
        }
    }
}
