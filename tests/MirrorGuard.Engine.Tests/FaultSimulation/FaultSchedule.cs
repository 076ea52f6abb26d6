using System;
using System.Globalization;
using System.Linq;

using MirrorGuard.Simulation;

namespace MirrorGuard.Engine.Tests.FaultSimulation;

/// <summary>
/// A machine and what happens to it, drawn from one seed. The promises are checked after every step, and the first that is broken
/// ends the schedule.
/// </summary>
internal sealed partial class FaultSchedule
{
    private const int Steps = 48;

    /// <summary>Longer than all patience, and all pauses of all retries.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(120);

    private readonly int _seed;
    private readonly ScheduleKind _kind;
    private readonly Random _random;
    private readonly SimulatedHost _host;

    private FaultSchedule(int seed, ScheduleKind kind, Variant variant, bool tells)
    {
        _seed = seed;
        _kind = kind;
        _random = new Random(seed);
        _host = new SimulatedHost(_random, kind, variant, tells);
    }

    /// <summary>Null, or the broken promise with all that led to it.</summary>
    internal static string? Run(int seed, Variant variant, ScheduleKind kind = ScheduleKind.Outages)
    {
        if (new FaultSchedule(seed, kind, variant, tells: false).Play() is null)
            return null;
        var told = new FaultSchedule(seed, kind, variant, tells: true);
        return $"seed {seed}: {told.Play()}\n{told._host.Story}";
    }

    private string? Play()
    {
        try
        {
            Begin();
            for (_host.StepNumber = 1; _host.StepNumber <= Steps && _host.Broken is null; _host.StepNumber++)
                Step(_host.Volumes[_random.Next(_host.Volumes.Count)]);
            if (_host.Broken is null)
                ComeToRest();
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException or NullReferenceException or IndexOutOfRangeException)
        {
            _host.Break(exception.ToString());
        }
        return _host.Broken;
    }

    private void Begin()
    {
        foreach (var volume in _host.Volumes)
            volume.Tell($"{string.Join(", ", volume.Machine.Metadata.Images)} log {volume.Machine.Metadata.Log}; {string.Join(", ", volume.Disks)}");
        foreach (var volume in _host.Volumes)
        {
            volume.Machine.Activate();
            volume.Machine.Work.RunUntilQuiet();
        }
        _host.StartDmeventd();
        _host.Pass(TimeSpan.FromSeconds(2));
    }

    private void Step(HostVolume volume)
    {
        var actor = _kind switch
        {
            ScheduleKind.UnreadablePlaces => DoWithUnreadablePlaces(volume),
            ScheduleKind.ScannedPlaces => DoWithScan(volume),
            ScheduleKind.Scans => DoWhileScanning(volume),
            _ => Do(volume),
        };
        foreach (var each in _host.Volumes)
            each.Checker.Check(actor);
    }

    private Actor Do(HostVolume volume)
    {
        switch (_random.Next(32))
        {
            case < 6: volume.Write(Block(volume)); break;
            case < 8: volume.Flush(); break;
            case 8: volume.Read(Block(volume)); break;
            case < 12: RunKernel(volume); break;
            case < 15: FailDisk(volume); break;
            case < 18: return BringDiskBack();
            case 18: return ReplaceDisk();
            case < 21: volume.DeliverEvent(); break;
            case < 23: _host.Turn(); break;
            case < 25: StepHelpers(); break;
            case < 28: _host.Pass(TimeSpan.FromMilliseconds(250 << _random.Next(5))); break;
            case 28: DelayEngine(); break;
            case 29: Administrate(volume); break;
            case 30: RestartDmeventd(); break;
            default: return Crash();
        }
        return Actor.Others;
    }

    private int Block(HostVolume volume) => _random.Next(volume.Machine.Metadata.Geometry.Blocks);

    private void RunKernel(HostVolume volume)
    {
        for (var items = _random.Next(8); items > 0 && volume.Machine.Work.Step(); items--)
            volume.Reap();
        if (_random.Next(2) == 0)
            volume.Machine.Work.RunUntilQuiet();
    }

    private void FailDisk(HostVolume volume)
    {
        var disks = volume.Disks.ToArray();
        var disk = disks[_random.Next(disks.Length)];
        disk.Fail(_random.Next(3) == 0 ? DiskMode.Dead : DiskMode.Flaky, _host.StepNumber);
        volume.Tell($"{disk} fails");
    }

    private Actor BringDiskBack()
    {
        var bad = _host.Disks.Where(disk => !disk.IsGood).ToArray();
        if (bad.Length == 0)
            return Actor.Others;
        var disk = bad[_random.Next(bad.Length)];
        var keepsCache = disk.Device.Mode == DiskMode.Dead;
        disk.ComeBack();
        _host.Tell(null, $"{disk} comes back");
        if (keepsCache || _random.Next(2) == 0)
            return Actor.Others;
        foreach (var volume in _host.Volumes)
            volume.Checker.Check(Actor.Others);
        _host.Tell(null, "with an empty cache");
        var lost = disk.Device.CutPower(_random);
        foreach (var volume in _host.Volumes)
            volume.Checker.CheckLostCache(disk, lost);
        return Actor.Disk;
    }

    /// <summary>Only while no live table is on the old one: device-mapper would not let its number go.</summary>
    private Actor ReplaceDisk()
    {
        var free = _host.Disks.Where(disk => !disk.IsGood && !disk.IsForeign && _host.Volumes.All(volume => IsFree(volume, disk))).ToArray();
        if (free.Length == 0 || free[0] == _host.Disks[^1])
            return Actor.Others;
        var replaced = free[_random.Next(free.Length)];
        replaced.Replace();
        _host.Tell(null, $"{replaced} appears");
        return Actor.Disk;
    }

    private static bool IsFree(HostVolume volume, NumberedDisk disk) =>
        !(volume.IsLinear && volume.DiskOf(0) == disk)
        && volume.Machine.Images.Append(volume.Machine.Log).All(image => image?.Live.Disk != disk.Device && image?.Inactive?.Disk != disk.Device);

    private void StepHelpers()
    {
        for (var count = _random.Next(8); count > 0 && _host.Helpers.Count > 0; count--)
            _host.Helpers[_random.Next(_host.Helpers.Count)].Step();
    }

    /// <summary>Time passes without the engine having a turn.</summary>
    private void DelayEngine()
    {
        _host.Clock.Advance(TimeSpan.FromMilliseconds(_random.Next(3000)));
        foreach (var volume in _host.Volumes)
            volume.ForgiveWaiting();
    }

    private void Administrate(HostVolume volume)
    {
        switch (_random.Next(5))
        {
            case 0: _host.Lvm.Refresh(volume); break;
            case 1: _host.Lvm.Extend(volume); break;
            case 2: _host.Lvm.SetMonitoring(volume, !volume.IsMonitored); break;
            case 3: _host.Lvm.Reactivate(volume); break;
            default: HoldLock(); break;
        }
        volume.ForgiveWaiting();
    }

    /// <summary>Some LVM command of the same volume group takes its time.</summary>
    private void HoldLock()
    {
        if (_host.Lock.TryTake(this))
            _host.Tell(null, "an LVM command begins");
        else
            EndCommand();
    }

    private void EndCommand()
    {
        _host.Lock.GiveBack(this);
        foreach (var volume in _host.Volumes)
            volume.ForgiveWaiting();
    }

    private void RestartDmeventd()
    {
        if (_host.Supervision is not null)
            _host.KillDmeventd(killsHelpers: _random.Next(4) == 0);
        if (_random.Next(3) > 0)
            _host.StartDmeventd();
        foreach (var volume in _host.Volumes)
            volume.ForgiveWaiting();
    }

    private Actor Crash()
    {
        _host.Crash(cutsPower: _random.Next(2) == 0);
        foreach (var disk in _host.Disks.Where(disk => !disk.IsGood && _random.Next(2) == 0))
            disk.ComeBack();
        _host.StartDmeventd();
        foreach (var volume in _host.Volumes)
            volume.TryActivate();
        return Actor.Others;
    }

    /// <summary>Nothing happens any more but what was begun. Disks come back, or do not.</summary>
    private void ComeToRest()
    {
        _host.Tell(null, "quiet from now on");
        EndCommand();
        foreach (var disk in _host.Disks.Where(disk => !disk.IsGood && _random.Next(2) == 0))
            disk.ComeBack();
        _host.StartDmeventd();
        foreach (var volume in _host.Volumes)
        {
            volume.TryActivate();
            _host.Lvm.SetMonitoring(volume, true);
            volume.ForgiveWaiting();
        }
        _host.Pass(TimeSpan.FromSeconds(1));
        for (var passed = TimeSpan.Zero; passed < Quiet && _host.Broken is null && !_host.Volumes.All(volume => volume.IsAtRest); passed += TimeSpan.FromSeconds(1))
        {
            _host.Pass(TimeSpan.FromSeconds(1));
            foreach (var volume in _host.Volumes)
                volume.Checker.Check(Actor.Others);
        }
        LetScansRest();
        foreach (var volume in _host.Volumes.Where(_ => _host.Broken is null))
            volume.Checker.CheckRest();
        ScanOnceMore();
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"seed {_seed}");
}
