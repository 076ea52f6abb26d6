using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

using MirrorGuard.Core.Naming;
using MirrorGuard.Core.Policy;
using MirrorGuard.Core.Status;
using MirrorGuard.Engine.Ports;
using MirrorGuard.Engine.Tests.Ports;

namespace MirrorGuard.Engine.Tests.Simulation;

/// <summary>
/// Some mirrors under the real engine, with faults, LVM's outcomes, delays, registrations and time
/// drawn from one seed. The promises are checked after every step, and the first that is broken
/// ends the schedule.
/// </summary>
internal sealed class Schedule
{
    private const int Steps = 60;

    /// <summary>Longer than all pauses of all retries.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly int _seed;
    private readonly bool _tells;
    private readonly Random _random;
    private readonly PolicyStep _policy;
    private readonly ManualClock _clock = new();
    private readonly RecordingLog _log = new();
    private readonly SimulatedDeviceMapper _kernel = new();
    private readonly SimulatedLvm _lvm = new();
    private readonly Supervision _supervision;
    private readonly MemoryStore _store = new();
    private readonly List<SimulatedVolume> _volumes = [];
    private readonly StringBuilder _story = new();
    private string? _broken;

    private Schedule(int seed, RepairStep policy, bool tells)
    {
        _seed = seed;
        _tells = tells;
        _random = new Random(seed);
        _policy = (in state, in input) => FaultPolicy.Step(in state, in input, policy);
        _supervision = new Supervision(_clock);
        _lvm.OnRepair = Repair;
        _kernel.AfterRead = FaultBetweenLookAndDecision;
        for (var number = 0; number < 1 + _random.Next(3); number++)
            _volumes.Add(new SimulatedVolume(number, legs: 2 + _random.Next(2)) { IsBeyondRepair = _random.Next(5) == 0 });
        foreach (var volume in _volumes)
            _kernel.Set(volume.Identity, volume.Mirror.Fill);
    }

    /// <summary>Null, or the broken promise with all that led to it.</summary>
    internal static string? Run(int seed, RepairStep policy) =>
        new Schedule(seed, policy, tells: false).Run() is null ? null : new Schedule(seed, policy, tells: true).Run();

    private string? Run()
    {
        foreach (var volume in _volumes)
            Register(volume);
        for (var step = 0; step < Steps && _broken is null; step++)
            Step(_volumes[_random.Next(_volumes.Count)]);
        if (_broken is null)
            ComeToRest();
        return _broken is null ? null : $"seed {_seed}: {_broken}\n{_story}";
    }

    private void Step(SimulatedVolume volume)
    {
        var mirror = volume.Mirror;
        switch (_random.Next(14))
        {
            case 0 or 1: Tell(volume, "a disk goes"); mirror.Legs[_random.Next(mirror.Legs.Count)].IsReachable = false; break;
            case 2 or 3: Tell(volume, "a disk returns"); mirror.Legs[_random.Next(mirror.Legs.Count)].IsReachable = true; break;
            case 4 or 5: mirror.Write(_random); Tell(volume, "write"); break;
            case 6: mirror.Flush(); Tell(volume, "flush"); break;
            case 7: mirror.Forget(); Tell(volume, "forget"); break;
            case 8: mirror.ReadError(_random); Tell(volume, "read error"); break;
            case 9: mirror.CopyOneRegion(); Tell(volume, "copy"); break;
            case 10: Administrate(volume); break;
            case 11: _clock.Advance(TimeSpan.FromSeconds(_random.Next(20))); break;
            default: Deliver(volume); break;
        }
        if (_random.Next(2) == 0)
            WorkOff();
    }

    private void Deliver(SimulatedVolume volume)
    {
        if (!volume.Mirror.HasEvent || volume.Device is null)
            return;
        volume.Mirror.HasEvent = false;
        Tell(volume, "event");
        volume.Device.HandleEvent(_kernel.StatusOf(volume.Identity));
        Listen();
    }

    private void WorkOff()
    {
        while (_broken is null && _supervision.Worker.TakeDue() is { } due)
        {
            var repairs = _lvm.Repairs.Count;
            due.Work();
            Listen();
            // A registration that has ended is due once more, to give LVM's library back.
            if (_lvm.Repairs.Count != repairs && !_volumes.Exists(volume => volume.Device == due))
                _broken ??= "a repair was started after its registration had ended";
        }
    }

    /// <summary>
    /// An administrator reloads the table through LVM where that loses nothing, or has it registered anew; LVM registers a volume anew
    /// whenever it loads its table. Behind LVM's back he does so only while a repair is due, which looks before anything else
    /// happens. What he does not do here, because nothing in a status tells: register a volume anew before the event of a forgotten
    /// flush was delivered, and load a table behind LVM's back unseen.
    /// </summary>
    private void Administrate(SimulatedVolume volume)
    {
        var mirror = volume.Mirror;
        var reloads = _random.Next(3) > 0;
        if (!mirror.IsMirror || (reloads ? !mirror.Legs[0].IsComplete : mirror.IsDiverging && mirror.HasEvent))
            return;
        var isRepairDue = mirror.HasDeadLeg && !mirror.HasEvent && volume.Device is not null && !volume.WaitsForPerson;
        if (reloads)
            mirror.Reload();
        if (reloads && isRepairDue && _random.Next(2) == 0)
        {
            _clock.Advance(Patience);
            WorkOff();
            return;
        }
        var old = volume.Device;
        Register(volume);
        old?.Retire();
    }

    private void Register(SimulatedVolume volume)
    {
        volume.Mirror.HasEvent = false;
        volume.RepairsSinceRegistered = 0;
        var ports = new EnginePorts(_kernel, new NoHelpers(), _lvm, _store, FixedSettings.Impatient, _log, _clock);
        var device = new MonitoredDevice(0, volume.Identity, volume.Name, ports, _supervision, _policy);
        Tell(volume, "registered");
        // dmeventd delivers no event of a registration before that is done.
        volume.Device = null;
        device.Register(new DeviceStatus());
        volume.Device = device;
        Listen();
    }

    private bool Repair(VolumeName name)
    {
        var volume = _volumes.Single(candidate => candidate.Name == name);
        volume.RepairsSinceRegistered++;
        var mirror = volume.Mirror;
        var alive = mirror.Legs.FindAll(leg => leg.Health == Health.Alive);
        if (alive.Count == mirror.Legs.Count)
            return true;
        if (alive.Count == 0)
            _broken ??= $"{volume.Name}: a repair was started that has no leg to keep";
        else if (!alive[0].IsComplete)
            _broken ??= $"{volume.Name}: a repair was started that keeps a stale leg";
        if (_broken is not null)
            return false;

        var succeeds = !volume.IsBeyondRepair && ChangeTable(mirror);
        Tell(volume, $"repair {(succeeds ? "succeeds" : "fails")}");
        for (var count = _random.Next(4); count > 0; count--)
            MeanwhileFault(volume);
        return succeeds;
    }

    private bool ChangeTable(SimulatedMirror mirror)
    {
        switch (_random.Next(6))
        {
            case 0 or 1: mirror.RemoveFailedLegs(); return true;
            case 2: mirror.ReplaceFailedLegs(); return true;
            case 3: mirror.RemoveFailedLegs(); return false;
            case 4 when mirror.Legs[0].IsComplete && mirror.Legs[0].Health == Health.Alive: mirror.Reload(); return false;
            default: return false;
        }
    }

    private void MeanwhileFault(SimulatedVolume volume)
    {
        var mirror = volume.Mirror;
        for (var copied = _random.Next(5); copied > 0; copied--)
            mirror.CopyOneRegion();
        if (_random.Next(2) == 0)
            mirror.Legs[_random.Next(mirror.Legs.Count)].IsReachable = false;
        mirror.Write(_random);
        Tell(volume, "fault meanwhile");
        if (_random.Next(2) == 0)
            Deliver(volume);
    }

    private void FaultBetweenLookAndDecision(DeviceIdentity identity)
    {
        var volume = _volumes.Single(candidate => candidate.Identity == identity);
        if (_random.Next(20) != 0 || volume.Device is null)
            return;
        volume.Mirror.Legs[_random.Next(volume.Mirror.Legs.Count)].IsReachable = false;
        volume.Mirror.Write(_random);
        Deliver(volume);
    }

    /// <summary>Nothing happens any more but what was begun: each dead leg must come to an end that was said.</summary>
    private void ComeToRest()
    {
        foreach (var volume in _volumes)
            Deliver(volume);
        for (var end = _clock.Now + Patience; _clock.Now < end && _broken is null; _clock.Advance(TimeSpan.FromSeconds(2)))
        {
            WorkOff();
            _volumes.ForEach(Deliver);
        }
        foreach (var volume in _volumes.Where(volume => volume.Mirror.HasDeadLeg && !volume.WaitsForPerson))
            _broken ??= $"{volume.Name}: a dead leg was neither repaired nor told to a person";
        foreach (var volume in _volumes)
            volume.Device?.Retire();
        var repairs = _lvm.Repairs.Count;
        _clock.Advance(TimeSpan.FromHours(1));
        WorkOff();
        if (_lvm.Repairs.Count != repairs)
            _broken ??= "a repair was started after every registration had ended";
        if (_lvm.Users != 0)
            _broken ??= "LVM's library was not given back";
    }

    /// <summary>Reads the log as a person would, and holds it against what is true.</summary>
    private void Listen()
    {
        foreach (var line in _log.Take())
        {
            Tell(null, line);
            var volume = _volumes.Single(candidate => line.Contains($" {candidate.Name}:", StringComparison.Ordinal));
            volume.Hear(line);
            if (line.Contains(": repaired:", StringComparison.Ordinal) && volume.RepairsSinceRegistered == 0)
                _broken ??= $"{volume.Name}: \"repaired\" was said without a repair";
            if (line.Contains(": in sync:", StringComparison.Ordinal) && volume.Mirror.Legs.Exists(leg => !leg.IsComplete))
                _broken ??= $"{volume.Name}: \"in sync\" was said of a leg that misses writes";
        }
        foreach (var volume in _volumes.Where(volume => volume.RepairsSinceRegistered > Steps))
            _broken ??= $"{volume.Name}: repairs without end";
    }

    private void Tell(SimulatedVolume? volume, string what)
    {
        if (!_tells)
            return;
        if (volume is null)
            _story.AppendLine(CultureInfo.InvariantCulture, $"    {what}");
        else
            _story.AppendLine(CultureInfo.InvariantCulture, $"{_clock.Now.Milliseconds} {volume.Name} {what}: {volume.Mirror}");
    }
}
