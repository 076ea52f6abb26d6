using System;
using System.Collections.Generic;

using MirrorGuard.Core;

namespace MirrorGuard.Simulation;

/// <summary>The states of the regions that something goes on in, and who may recover one: kernel <c>dm-region-hash.c</c>.</summary>
/// <remarks>A region without an entry is what the log says. One region is recovered at a time.</remarks>
/// <param name="log">Where states are kept beyond an entry's life.</param>
/// <param name="wake">The mirror's worker has something to do.</param>
/// <param name="dispatch">Takes the writes that waited for a recovery.</param>
internal sealed class RegionHash(DirtyLog log, Action wake, Action<ApplicationIo> dispatch)
{
    private readonly Dictionary<int, Region> _entries = [];
    private readonly List<Region> _clean = [];
    private readonly Queue<Region> _quiesced = [];
    private readonly List<Region> _recovered = [];
    private readonly List<Region> _failedToRecover = [];

    /// <summary>The permit to recover a region; there is none before the first resume.</summary>
    private bool _hasPermit;

    /// <summary>Somebody stops recovery and gets the permit as soon as it is given back.</summary>
    private bool _isStopping;

    /// <summary>A region was taken from the log for recovery and has not come back.</summary>
    internal bool IsRecovering { get; private set; }

    /// <summary>A flush failed: no region is trusted to be clean again in the life of this table.</summary>
    internal bool HasFailedToFlush { get; private set; }

    internal bool IsStopped { get; private set; }

    internal RegionState StateOf(int region) =>
        _entries.TryGetValue(region, out var entry) ? entry.State : StateInLog(region);

    internal bool IsInSync(int region) => StateOf(region) is RegionState.Clean or RegionState.Dirty;

    internal void CountIn(int number)
    {
        var region = Find(number);
        region.PendingWrites++;
        if (region.State != RegionState.Clean)
            return;
        region.State = RegionState.Dirty;
        _clean.Remove(region);
        log.MarkDirty(number);
    }

    internal void CountOut(int number)
    {
        var region = _entries[number];
        if (--region.PendingWrites > 0)
            return;
        if (HasFailedToFlush)
        {
            // Also where the region waited to be recovered: nobody will do so, and who stops recovery waits for ever.
            region.State = RegionState.NoSync;
        }
        else if (region.State == RegionState.Recovering)
        {
            _quiesced.Enqueue(region);
        }
        else if (region.State == RegionState.Dirty)
        {
            region.State = RegionState.Clean;
            _clean.Add(region);
        }
        wake();
    }

    internal void Delay(ApplicationIo write, int number) => Find(number).Delayed.Add(write);

    /// <summary>A write reached some legs and not others.</summary>
    internal void MarkNoSync(int number)
    {
        log.SetInSync(number, false);
        var region = Find(number);
        var wasRecovering = region.State == RegionState.Recovering;
        region.State = RegionState.NoSync;
        if (wasRecovering)
            EndResyncWork(region, isInSync: false);
    }

    internal void MarkFlushFailed() => HasFailedToFlush = true;

    /// <summary>Lets go of the entries that nothing goes on in any more, and stores the log.</summary>
    internal void UpdateStates(bool handlesErrors)
    {
        Region[] clean = TakeAll(_clean), recovered = TakeAll(_recovered), failed = TakeAll(_failedToRecover);
        foreach (var region in recovered)
        {
            log.MarkClean(region.Number);
            EndResyncWork(region, isInSync: true);
        }
        foreach (var region in failed)
            EndResyncWork(region, isInSync: !handlesErrors);
        foreach (var region in clean)
            log.MarkClean(region.Number);
        log.TryStore();
    }

    /// <summary>Asks the log for a region to recover, if none is and nobody stops recovery.</summary>
    internal void PrepareRecovery()
    {
        if (!_hasPermit || !log.TryTakeResyncWork(out var number))
            return;
        _hasPermit = false;
        IsRecovering = true;
        var region = Find(number);
        _clean.Remove(region);
        region.State = RegionState.Recovering;
        if (region.PendingWrites == 0)
            _quiesced.Enqueue(region);
    }

    /// <summary>A region whose writes have ended: the copy may begin.</summary>
    internal bool TryStartRecovery(out Region? region) => _quiesced.TryDequeue(out region);

    internal void EndRecovery(Region region, bool isCopied)
    {
        (isCopied ? _recovered : _failedToRecover).Add(region);
        wake();
    }

    internal void AllowRecovery()
    {
        IsStopped = false;
        _hasPermit = true;
        wake();
    }

    /// <summary>No region is taken from now on; <see cref="IsStopped"/> once the last has come back.</summary>
    internal void StopRecovery()
    {
        _isStopping = !_hasPermit;
        IsStopped = _hasPermit;
        _hasPermit = false;
    }

    private RegionState StateInLog(int region) => log.IsInSync(region) ? RegionState.Clean : RegionState.NoSync;

    private Region Find(int number)
    {
        if (_entries.TryGetValue(number, out var region))
            return region;
        region = new Region(number, StateInLog(number));
        _entries.Add(number, region);
        if (region.State == RegionState.Clean)
            _clean.Add(region);
        return region;
    }

    private Region[] TakeAll(List<Region> regions)
    {
        Region[] taken = [.. regions];
        regions.Clear();
        foreach (var region in taken)
            _entries.Remove(region.Number);
        return taken;
    }

    private void EndResyncWork(Region region, bool isInSync)
    {
        log.SetInSync(region.Number, isInSync);
        Invariant.Require(IsRecovering, "a region that comes back was taken");
        IsRecovering = false;
        foreach (var write in region.Delayed)
            dispatch(write);
        region.Delayed.Clear();
        GiveBackPermit();
    }

    private void GiveBackPermit()
    {
        IsStopped = _isStopping;
        _hasPermit = !_isStopping;
        _isStopping = false;
    }
}
