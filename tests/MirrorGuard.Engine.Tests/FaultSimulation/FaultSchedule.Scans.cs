using System;
using System.Linq;

using MirrorGuard.Core.Policy;
using MirrorGuard.Core.Scan;

namespace MirrorGuard.Engine.Tests.FaultSimulation;

/// <content>Schedules in which the real scan goes on beside everything else, and something changes a leg beneath the mirror.</content>
internal sealed partial class FaultSchedule
{
    /// <summary>Longer than the pauses after reads that came to nothing, and than all looks at a place.</summary>
    private static readonly TimeSpan LastPass = TimeSpan.FromSeconds(240);

    /// <summary>Of a few blocks on a few legs.</summary>
    private static readonly TimeSpan LongestSearch = TimeSpan.FromSeconds(30);

    /// <summary>What was begun before a restart goes on within this.</summary>
    private static readonly TimeSpan LongestPauseBeforePass = TimeSpan.FromSeconds(60);

    private Actor DoWhileScanning(HostVolume volume)
    {
        switch (_random.Next(64))
        {
            case < 12: return DoWithUnreadablePlaces(volume);
            case < 19: volume.Write(Block(volume)); break;
            case < 22: RunKernel(volume); break;
            case < 34: StepScans(volume); break;
            case < 37: _host.Clock.Advance(TimeSpan.FromMilliseconds(20 << _random.Next(6))); break;
            case < 40: StepHelpers(); break;
            case < 46: _host.Pass(TimeSpan.FromMilliseconds(250 << _random.Next(5))); break;
            case < 50: _host.Pass(TimeSpan.FromSeconds(8 << _random.Next(4))); break;
            case < 53: return ChangeBeneath(volume);
            case 53: EndScans(); break;
            case 54: KillReader(); break;
            case 55: _host.Scans!.Store.Damage(volume.Identity); break;
            case 56: _host.Scans!.Store.IsFull = _random.Next(4) == 0; break;
            case < 59: AskForScan(volume); break;
            case 59: _host.Scans!.SetClock(TimeSpan.FromSeconds(_random.Next(-40, 40))); break;
            case 60: _host.Scans!.Wait(TimeSpan.FromSeconds(_random.Next(4))); break;
            case 61: RestartDmeventd(); break;
            case 62: return BringDiskBack();
            default: return Do(volume);
        }
        return Actor.Others;
    }

    /// <summary>The scan's thread has its turn, or a reader reads on; most often in the midst of something else.</summary>
    private void StepScans(HostVolume volume)
    {
        for (var count = 1 + _random.Next(8); count > 0 && _host.Broken is null; count--)
        {
            var readers = _host.Scans!.Readers;
            if (readers.Count > 0 && _random.Next(3) > 0)
                readers[_random.Next(readers.Count)].Step();
            else
                _host.Scans.Attend();
            if (_random.Next(8) == 0)
                volume.Machine.Work.Step();
        }
        volume.Reap();
    }

    /// <summary>A leg holds something else from now on, and no error tells: what a scan is for.</summary>
    private Actor ChangeBeneath(HostVolume volume)
    {
        var (leg, block) = (_random.Next(volume.Machine.Metadata.Images.Count), Block(volume));
        if (!volume.DiskOf(leg).IsGood || volume.DiskOf(leg).IsForeign)
            return Actor.Others;
        volume.ChangeBeneath(leg, block);
        return Actor.Disk;
    }

    /// <summary>dmeventd ends as it should, and is started again: what was read is kept.</summary>
    private void EndScans()
    {
        _host.Scans!.Scheduler?.Abandon();
        RestartDmeventd();
    }

    private void KillReader()
    {
        var readers = _host.Scans!.Readers;
        if (readers.Count > 0)
            readers[_random.Next(readers.Count)].Kill();
    }

    private void AskForScan(HostVolume volume) =>
        _host.Scans!.Ask(_random.Next(4) == 0 ? null : volume.Name, _random.Next(4) == 0 ? ScanInputKind.StopAsked : ScanInputKind.StartAsked);

    /// <summary>Where a place is lost on all legs, each pass has it searched again, also as the last moment of quiet comes.</summary>
    private void LetScansRest()
    {
        bool IsSearched(HostVolume volume) => volume.State.ReadFault.Stage == ReadFaultStage.SearchingPlaces;
        for (var passed = TimeSpan.Zero; passed < LongestSearch && _host.Scans is not null && _host.Volumes.Any(IsSearched); passed += TimeSpan.FromSeconds(1))
            _host.Pass(TimeSpan.FromSeconds(1));
    }

    /// <summary>Once all is quiet, a pass that a person asks for comes to its end, and with it everything that differs is said.</summary>
    private void ScanOnceMore()
    {
        if (_host.Scans is not { } scans || _host.Broken is not null)
            return;
        scans.Store.IsFull = false;
        if (_random.Next(2) == 0)
            _host.Pass(LongestPauseBeforePass);
        // A read that hangs for ever is given up, which may take minutes.
        if (scans.Readers.Any(reader => reader.IsHanging))
        {
            _host.Clock.Advance(TimeSpan.FromMinutes(6));
            scans.Run();
        }
        var asked = _host.Clock.Now;
        scans.Ask(null, ScanInputKind.StartAsked);
        var isWhole = _host.Volumes.ToDictionary(volume => volume, _ => true);
        bool IsWanted(HostVolume volume) => isWhole[volume] && !(volume.ScanChecker.LastFinishedBeganAt >= asked);
        for (var passed = TimeSpan.Zero; passed < LastPass && _host.Broken is null && _host.Volumes.Any(IsWanted); passed += TimeSpan.FromSeconds(1))
        {
            _host.Pass(TimeSpan.FromSeconds(1));
            foreach (var volume in _host.Volumes)
            {
                isWhole[volume] &= volume.Registration is { IsHandlingFault: false } && volume.ScanChecker.IsWhole && !scans.Readers.Any(reader => reader.IsHanging);
                volume.Checker.Check(Actor.Others);
            }
        }
        foreach (var volume in _host.Volumes.Where(volume => _host.Broken is null && IsWanted(volume)))
            _host.Break($"{volume.Name}: a pass that was asked for did not come to its end");
    }
}
