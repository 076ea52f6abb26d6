using System;
using System.Linq;

using MirrorGuard.Core.Policy;
using MirrorGuard.Simulation;

namespace MirrorGuard.Engine.Tests.FaultSimulation;

/// <content>Schedules in which places become unreadable: smaller steps, so that a rewrite is met in the middle.</content>
internal sealed partial class FaultSchedule
{
    private Actor DoWithUnreadablePlaces(HostVolume volume)
    {
        switch (_random.Next(50))
        {
            case < 9: volume.Write(Block(volume)); break;
            case < 11: volume.Flush(); break;
            case < 15: volume.Read(Block(volume)); break;
            case < 19: RunKernel(volume); break;
            case < 23: SpoilPlace(volume); break;
            case < 31: Nudge(volume); break;
            case < 38: StepHelpers(); break;
            case < 40: _host.Pass(TimeSpan.FromMilliseconds(250 << _random.Next(4))); break;
            case 40: FailDisk(volume); break;
            case 41: return BringDiskBack();
            case 42: return ReplaceDisk();
            case 43: DelayEngine(); break;
            case 44: Administrate(volume); break;
            case 45: RestartDmeventd(); break;
            case 46: KillHelper(); break;
            case < 49: MissFlush(volume); break;
            default: return Crash();
        }
        return Actor.Others;
    }

    /// <summary>A few blocks in a row of one leg, or of all, cannot be read from now on; often somebody tries at once.</summary>
    private void SpoilPlace(HostVolume volume)
    {
        var legs = volume.Machine.Metadata.Images.Count;
        var (leg, isOnAll) = (_random.Next(legs), _random.Next(8) == 0);
        var first = Block(volume);
        var end = Math.Min(first + 1 + _random.Next(3), volume.Machine.Metadata.Geometry.Blocks);
        for (var block = first; block < end; block++)
        {
            foreach (var each in Enumerable.Range(0, legs).Where(each => isOnAll || each == leg))
                volume.Spoil(each, block);
        }
        if (_random.Next(2) == 0)
            volume.Read(first);
    }

    /// <summary>A moment passes: dmeventd takes an event and the engine has its turn, and nobody else.</summary>
    private void Nudge(HostVolume volume)
    {
        _host.Clock.Advance(TimeSpan.FromMilliseconds(20 << _random.Next(6)));
        if (_random.Next(2) == 0)
            volume.DeliverEvent();
        _host.Turn();
    }

    /// <summary>
    /// During a search a leg's disk is away for just as long as a flush takes, and two writes to one place follow: the kernel forgets what it saw, and
    /// the second goes to one leg only.
    /// </summary>
    private void MissFlush(HostVolume volume)
    {
        var disk = volume.DiskOf(_random.Next(volume.Machine.Metadata.Images.Count));
        if (!disk.IsGood || volume.State.ReadFault.Stage != ReadFaultStage.Searching)
            return;
        disk.Fail(DiskMode.Flaky, _host.StepNumber);
        volume.Tell($"{disk} is away for a moment");
        volume.Flush();
        while (volume.Machine.Work.Step())
        {
            if (_random.Next(8) == 0)
                volume.DeliverEvent();
        }
        disk.ComeBack();
        var block = Block(volume);
        for (var count = 0; count < 2; count++)
        {
            volume.Write(block);
            volume.Machine.Work.RunUntilQuiet();
            volume.Checker.Check(Actor.Others);
        }
    }

    /// <summary>Somebody kills a helper, or the kernel for want of memory. dmeventd notices sooner than any LVM command comes.</summary>
    private void KillHelper()
    {
        if (_host.Helpers.Count == 0)
            return;
        _host.Tell(null, "a helper is killed");
        _host.Helpers[_random.Next(_host.Helpers.Count)].Kill();
        foreach (var volume in _host.Volumes)
            volume.ForgiveWaiting();
        Nudge(_host.Volumes[0]);
        _host.RunHelpers();
    }
}
