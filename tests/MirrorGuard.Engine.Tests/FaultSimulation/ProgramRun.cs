using System.Collections.Generic;
using System.Linq;
using System.Text;

using MirrorGuard.Core.Status;
using MirrorGuard.Core.Steps;
using MirrorGuard.Simulation;

namespace MirrorGuard.Engine.Tests.FaultSimulation;

/// <summary>A program under way on the model, with the rules of the real helper: what ends it early also undoes what it began.</summary>
internal sealed class ProgramRun(uint id, List<PlannedStep> steps, HostVolume volume)
{
    private const int EIO = 5;
    private const int ENXIO = 6;
    private const int EWOULDBLOCK = 11;
    private const int EBUSY = 16;
    private const int EINVAL = 22;
    private const int ENOSPC = 28;
    private const int EALREADY = 114;
    private const int ESTALE = 116;

    private readonly HashSet<DeviceNumber> _loaded = [];
    private readonly int _sentAt = volume.Host.StepNumber;
    private readonly uint _eventsWhenSent = volume.Machine.Mirror?.EventNumber ?? 0;
    private int _next;
    private bool _hasSuspended;
    private CopyRun? _copy;
    private DiskIdentity _found;
    private ulong _digest;
    private bool _isOverwriting;

    /// <summary>The kernel does not come back from a step.</summary>
    internal bool IsHung { get; private set; }

    /// <summary>Runs the next step, or the next block of a copy; the reply when it was the last.</summary>
    internal StepReply? Step()
    {
        if (_next == 0 && steps.FindIndex(step => !IsThere(step)) is >= 0 and var missing)
        {
            _next = missing + 1;
            return End(ENXIO);
        }
        var error = 0;
        if (_next < steps.Count)
        {
            var step = steps[_next];
            volume.Tell($"    helper: {step}");
            error = Run(step);
            if (IsHung)
            {
                volume.NoticeHang("a helper");
                return null;
            }
            if (error == 0 && _copy is { IsOver: false })
                return null;
            _copy = null;
            _next++;
        }
        if (error == 0 && _next < steps.Count)
            return null;
        return End(error);
    }

    internal void GiveBackLock() => volume.Host.Lock.GiveBack(this);

    private StepReply End(int error)
    {
        var outcome = error == 0 ? StepOutcome.Done : IsRefusal(steps[_next - 1].Kind, error) ? StepOutcome.Refused : StepOutcome.Failed;
        if (error != 0)
            Undo();
        GiveBackLock();
        volume.Tell($"    helper: {outcome}{(error == 0 ? "" : $" {error}")}");
        return new StepReply(id, outcome, error == 0 ? -1 : _next - 1, error, _hasSuspended ? 1 : 0, _found, _digest);
    }

    private static bool IsRefusal(StepKind kind, int error) => (kind, error) switch
    {
        (StepKind.LockGroup, EWOULDBLOCK) or (StepKind.ExpectDisk or StepKind.ExpectEvents, ESTALE) => true,
        (StepKind.Expect, ESTALE or EBUSY or ENXIO) => true,
        (StepKind.ExpectContent, ESTALE) or (StepKind.Keep, EALREADY) => true,
        _ => false,
    };

    private int Run(PlannedStep step) => step.Kind switch
    {
        StepKind.LockGroup => volume.Host.Lock.TryTake(this) ? 0 : EWOULDBLOCK,
        StepKind.Expect => Expect(step),
        StepKind.Load => Load(step),
        StepKind.Clear => Clear(step.Device),
        StepKind.Suspend => Suspend(step),
        StepKind.Resume => Resume(step),
        StepKind.Record => Record(step),
        StepKind.Forget => Forget(step),
        StepKind.ExpectEvents => volume.Machine.Mirror is { } mirror && mirror.EventNumber == step.Offset ? 0 : ESTALE,
        StepKind.ExpectDisk => ExpectDisk(step),
        StepKind.Identify => Identify(step),
        StepKind.Read => Read(step),
        StepKind.Keep => Keep(step),
        StepKind.ExpectContent => ExpectContent(step),
        StepKind.Copy => (_copy ??= new CopyRun(step, volume, _eventsWhenSent, _isOverwriting)).Step(),
        _ => EINVAL,
    };

    /// <summary>A helper opens what it will read or write before it begins.</summary>
    private bool IsThere(PlannedStep step) => step.Kind switch
    {
        StepKind.Read => volume.ImageOf(step.Device) is not null || volume.Host.Disks.Any(disk => disk.Number == step.Device),
        StepKind.ExpectContent => volume.ImageOf(step.Device) is not null,
        StepKind.Copy or StepKind.Keep => volume.ImageOf(step.Device) is not null && volume.ImageOf(step.Target) is not null,
        _ => true,
    };

    private int Expect(PlannedStep step)
    {
        if (volume.DeviceOf(step.Device) is not { } device)
            return ENXIO;
        if (device.IsBusy)
            return EBUSY;
        return device.Type == step.Type && device.Parameters == step.Parameters ? 0 : ESTALE;
    }

    private int Load(PlannedStep step)
    {
        if (volume.ImageOf(step.Device) is { } image)
        {
            if (TableReader.ReadImage(step.Type, step.Parameters, volume.Host.Disks) is not { } table)
                return EINVAL;
            image.Load(table);
        }
        else if (volume.Machine.Mirror is { } mirror && mirror.Number == step.Device)
        {
            if (TableReader.ReadMirror(step.Parameters, volume.Machine) is not { } table)
                return EINVAL;
            mirror.Load(table);
        }
        else
        {
            return ENXIO;
        }
        _loaded.Add(step.Device);
        return 0;
    }

    private int Clear(DeviceNumber number)
    {
        if (volume.DeviceOf(number) is null)
            return ENXIO;
        _loaded.Remove(number);
        volume.ImageOf(number)?.Clear();
        if (volume.Machine.Mirror is { } mirror && mirror.Number == number)
            mirror.Clear();
        return 0;
    }

    private int Suspend(PlannedStep step)
    {
        if (volume.Machine.Mirror is not { } mirror || mirror.Number != step.Device)
            return ENXIO;
        IsHung = mirror.Suspend(noFlush: true) == SuspendOutcome.Hangs;
        _hasSuspended = true;
        return 0;
    }

    private int Resume(PlannedStep step)
    {
        volume.Checker.Check(Actor.Others);
        if (volume.ImageOf(step.Device) is { } image)
            image.Resume();
        else if (volume.Machine.Mirror is { } mirror && mirror.Number == step.Device)
            IsHung = SwapMirror(mirror);
        else
            return ENXIO;
        _loaded.Remove(step.Device);
        volume.Checker.Check(Actor.MirrorGuard);
        return 0;
    }

    private bool SwapMirror(MirrorDevice mirror)
    {
        volume.Checker.CheckSwap(_sentAt);
        volume.ForgiveWaiting();
        return mirror.Resume(noFlush: true) == SuspendOutcome.Hangs;
    }

    private int Record(PlannedStep step)
    {
        volume.Host.Store.Records[step.First[1..]] = Encoding.ASCII.GetBytes(step.Second);
        return 0;
    }

    private int Forget(PlannedStep step)
    {
        _ = volume.Host.Store.Records.Remove(step.First[1..]);
        _ = volume.Host.Scans?.Store.Kept.Remove(step.First);
        return 0;
    }

    private int ExpectDisk(PlannedStep step)
    {
        var disk = volume.Host.DiskOf(step.Device);
        if (!disk.IsGood)
            return EIO;
        disk.ProbedAt = volume.Host.StepNumber;
        return disk.Sectors == step.Sectors && disk.Uuid.ToString().Replace("-", "", System.StringComparison.Ordinal) == step.First ? 0 : ESTALE;
    }

    private int Identify(PlannedStep step)
    {
        var disk = volume.Host.DiskOf(step.Device);
        if (!disk.IsGood)
            return EIO;
        _found = new DiskIdentity(disk.Sectors, disk.Uuid);
        return 0;
    }

    private int Read(PlannedStep step)
    {
        if (volume.ImageOf(step.Device) is { } leg)
            return Enumerable.Range(step.Block, step.Blocks).All(block => leg.TryRead(block, out _)) ? 0 : EIO;
        var disk = volume.Host.DiskOf(step.Device);
        if (!disk.Device.TryRead(step.Block, out _))
            return EIO;
        disk.ProbedAt = volume.Host.StepNumber;
        return 0;
    }

    /// <summary>Read in one moment: what is written meanwhile shows when the content is expected.</summary>
    private int Keep(PlannedStep step)
    {
        var store = volume.Host.Scans!.Store;
        if (store.IsFull)
            return ENOSPC;
        var (old, right) = (ContentsOf(step.Device, step), ContentsOf(step.Target, step));
        if (old is null || right is null)
            return EIO;
        if (old.SequenceEqual(right))
            return EALREADY;
        var table = volume.ImageOf(step.Device)!.Live;
        var kept = new KeptBlocks(table.Disk!, table.FirstBlock + step.Block, old);
        store.Kept[step.First] = kept;
        _digest = kept.Digest;
        return 0;
    }

    private int ExpectContent(PlannedStep step)
    {
        var table = volume.ImageOf(step.Device)!.Live;
        _isOverwriting = true;
        if (ContentsOf(step.Device, step) is not { } contents)
            return EIO;
        return new KeptBlocks(table.Disk!, 0, contents).Digest == step.Digest ? 0 : ESTALE;
    }

    private List<ulong>? ContentsOf(DeviceNumber number, PlannedStep step)
    {
        var all = new List<ulong>();
        for (var block = step.Block; block < step.Block + step.Blocks; block++)
        {
            if (!volume.ImageOf(number)!.TryRead(block, out var contents))
                return null;
            all.Add(contents);
        }
        return all;
    }

    private void Undo()
    {
        foreach (var number in _loaded.ToArray())
            Clear(number);
        if (_hasSuspended && volume.Machine.Mirror is { } mirror)
            mirror.Resume(noFlush: true);
    }
}
