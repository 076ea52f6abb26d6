using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

using MirrorGuard.Core;

namespace MirrorGuard.Simulation;

/// <summary>One table's mirror target: what it does with I/O that comes and goes, and with being suspended. Kernel <c>dm-raid1.c</c>.</summary>
/// <remarks>It lives as long as its table: each load makes a new one that remembers nothing of the last.</remarks>
internal sealed class MirrorTarget
{
    private readonly KernelWork _work;
    private readonly IoCompletion _complete;
    private readonly Action _raiseEvent;
    private readonly LegSet _legs;
    private readonly DirtyLog _log;
    private readonly RegionHash _hash;
    private readonly MirrorWorker _worker;
    private readonly Queue<ApplicationIo> _held = [];
    private bool _isSuspending;
    private bool _hasEventToRaise;

    /// <summary>The constructor of the kernel's target.</summary>
    /// <param name="table">What was loaded.</param>
    /// <param name="work">Where its worker runs.</param>
    /// <param name="complete">Takes back I/O.</param>
    /// <param name="raiseEvent">Tells user space; without effect while the table is not live.</param>
    internal MirrorTarget(MirrorTable table, KernelWork work, IoCompletion complete, Action raiseEvent)
    {
        Table = table;
        _work = work;
        _complete = complete;
        _raiseEvent = raiseEvent;
        _legs = new LegSet(table.Legs.Count, table.HandlesErrors, table.KeepsLog);
        _log = table.Log is null
            ? new CoreLog(table.Geometry.Regions, table.Sync)
            : new DiskLog(table.Geometry.Regions, table.Sync, table.Log, TryFlushLegs, raiseEvent);
        _hash = new RegionHash(_log, () => _worker!.Wake(), write => _worker!.Queue(write));
        _worker = new MirrorWorker(this, work, _legs, _log, _hash);
        _worker.Wake();
    }

    internal MirrorTable Table { get; }

    /// <summary>Recovery has ended and does not begin again before the resume.</summary>
    internal bool IsRecoveryStopped => _hash is { IsStopped: true, IsRecovering: false };

    /// <summary>How often the worker will have run when it has done what it has to do now.</summary>
    internal int RunsOfWorkerToWaitFor => _worker.Runs + (_worker.IsAwake ? 1 : 0) + (_worker.IsRunning ? 1 : 0);

    internal int RunsOfWorker => _worker.Runs;

    /// <summary>The suspend was asked for with <c>noflush</c>: held writes are kept for the next table.</summary>
    internal bool RequeuesHeld { get; set; }

    /// <summary>What <c>dmsetup status</c> shows behind the target's name.</summary>
    internal string Status => string.Create(
        CultureInfo.InvariantCulture,
        $"{_legs.Count} {string.Join(' ', Table.Legs)} {_log.SyncCount}/{_log.Regions} 1 {_legs.Letters} {_log.Status}");

    /// <summary>A flush failed, and the letters do not say so any more.</summary>
    internal bool HidesFailedFlush => HasFailedToFlush && !_legs.ShowsDeadLeg;

    internal bool HasFailedToFlush => _hash.HasFailedToFlush || _log.HasFailedToFlushLegs;

    internal bool HoldsInSilence => _held.Count > 0 && !_legs.HasFailure;

    internal bool IsRecovering => _hash.IsRecovering;

    internal bool IsInSync(int block) => _log.IsInSync(Table.Geometry.RegionOf(block));

    internal bool IsReadable(int leg) => _legs.IsGood(leg);

    internal bool IsDead(int leg) => _legs.IsDead(leg);

    internal bool IsForgotten(int leg) => _legs.IsForgotten(leg);

    /// <summary>Takes an I/O: reads of regions in sync go to a leg at once, everything else to the worker.</summary>
    internal void Map(ApplicationIo io)
    {
        if (io.Kind != IoKind.Read || !_log.IsInSync(RegionOf(io)))
            _worker.Queue(io);
        else if (_legs.Choose() is { } leg)
            ReadFrom(leg, io);
        else
            _complete(io, IoResult.Failed);
    }

    internal void ReadFrom(int leg, ApplicationIo read) => _work.Send(() =>
    {
        if (Table.Legs[leg].TryRead(read.Block, out var contents))
        {
            read.Contents = contents;
            _complete(read, IoResult.Done);
            return;
        }
        Fail(leg, LegErrors.Read);
        if (MayReadElsewhere(_legs, RegionOf(read)))
            _worker.Queue(read);
        else
            _complete(read, IoResult.Failed);
    });

    /// <summary>What a read would return now, null for EIO. Nothing changes.</summary>
    internal ulong? Peek(int block)
    {
        var legs = _legs.Clone();
        var region = Table.Geometry.RegionOf(block);
        var leg = _log.IsInSync(region) ? legs.Choose() : LegToRead(legs, region);
        while (leg is { } tried)
        {
            if (Table.Legs[tried].TryRead(block, out var contents))
                return contents;
            _ = legs.Fail(tried, LegErrors.Read);
            leg = MayReadElsewhere(legs, region) ? LegToRead(legs, region) : null;
        }
        return null;
    }

    /// <summary>The leg for a read that goes through the worker; null when there is none that may be read.</summary>
    internal int? LegToRead(int region) => LegToRead(_legs, region);

    /// <summary>Ends an I/O.</summary>
    internal void End(ApplicationIo io, IoResult result)
    {
        if (io.Kind == IoKind.Write)
            _hash.CountOut(RegionOf(io));
        _complete(io, result);
    }

    /// <summary>Keeps a write until user space has acted.</summary>
    internal void Hold(ApplicationIo io)
    {
        if (_isSuspending)
            End(io, RequeuesHeld ? IoResult.Requeue : IoResult.Failed);
        else
            _held.Enqueue(io);
    }

    internal void Fail(int leg, LegErrors kind)
    {
        if (_legs.Fail(leg, kind))
            RaiseEventSoon();
    }

    internal void RaiseEvent() => _raiseEvent();

    /// <summary>Begins to suspend: held writes are let go of and recovery is to stop.</summary>
    internal void PreSuspend()
    {
        _isSuspending = true;
        for (var count = _held.Count; count > 0; count--)
            Hold(_held.Dequeue());
        _hash.StopRecovery();
    }

    /// <summary>All I/O has ended.</summary>
    internal void PostSuspend() => _log.TryStore();

    internal void Resume()
    {
        _isSuspending = false;
        _log.Resume();
        _hash.AllowRecovery();
    }

    private int? LegToRead(LegSet legs, int region) =>
        _hash.IsInSync(region) ? legs.Choose() : legs.DefaultIsGood ? legs.Default : null;

    private bool MayReadElsewhere(LegSet legs, int region) =>
        legs.DefaultIsGood || (_log.IsInSync(region) && legs.Choose() is not null);

    /// <summary>Before the disk log stores clean regions.</summary>
    private bool TryFlushLegs()
    {
        int[] failed = [.. Enumerable.Range(0, _legs.Count).Where(leg => !Table.Legs[leg].TryFlush())];
        foreach (var leg in failed)
            Fail(leg, LegErrors.Flush);
        return failed.Length == 0;
    }

    /// <summary>Several failures that come together make one event.</summary>
    private void RaiseEventSoon()
    {
        if (_hasEventToRaise)
            return;
        _hasEventToRaise = true;
        _work.Post(() =>
        {
            _hasEventToRaise = false;
            _raiseEvent();
        });
    }

    private int RegionOf(ApplicationIo io)
    {
        Invariant.Require(io.Kind != IoKind.Flush, "a flush belongs to no region");
        return Table.Geometry.RegionOf(io.Block);
    }
}
