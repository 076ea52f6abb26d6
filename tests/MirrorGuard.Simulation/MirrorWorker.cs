using System.Collections.Generic;
using System.Linq;

namespace MirrorGuard.Simulation;

/// <summary>
/// The mirror's one thread: looks after regions, recovery, reads, writes and failed writes, in this order, each time that it is woken.
/// Kernel <c>dm-raid1.c</c>, <c>do_mirror</c>.
/// </summary>
internal sealed class MirrorWorker(MirrorTarget target, KernelWork work, LegSet legs, DirtyLog log, RegionHash hash)
{
    private readonly MirrorRecovery _recovery = new(target, work, legs, hash);
    private List<ApplicationIo> _reads = [];
    private List<ApplicationIo> _writes = [];
    private List<ApplicationIo> _failures = [];

    /// <summary>The log could not be written: sticks until a new table.</summary>
    private bool _logHasFailed;

    /// <summary>It is going to run.</summary>
    internal bool IsAwake { get; private set; }

    /// <summary>It is in the midst of a run.</summary>
    internal bool IsRunning { get; private set; }

    /// <summary>How often it has run.</summary>
    internal int Runs { get; private set; }

    private MirrorTable Table => target.Table;

    private bool HoldsFailedWrites => Table is { HandlesErrors: true, KeepsLog: false };

    internal void Queue(ApplicationIo io)
    {
        (io.Kind == IoKind.Read ? _reads : _writes).Add(io);
        Wake();
    }

    internal void Wake()
    {
        if (IsAwake)
            return;
        IsAwake = true;
        work.Post(Run);
    }

    private void Run()
    {
        if (IsRunning)
        {
            // It sleeps in the midst of its last run, and never runs twice at once.
            work.Post(Run);
            return;
        }
        IsRunning = true;
        IsAwake = false;
        List<ApplicationIo> reads = _reads, writes = _writes, failures = _failures;
        (_reads, _writes, _failures) = ([], [], []);

        hash.UpdateStates(Table.HandlesErrors);
        _recovery.Run();
        NoticeEndOfSync();
        foreach (var read in reads)
            Read(read);
        Write(writes);
        foreach (var io in failures)
            DealWithFailure(io);
        IsRunning = false;
        Runs++;
    }

    private void NoticeEndOfSync()
    {
        if (legs.IsInSync || !log.IsFullySynced)
            return;
        target.RaiseEvent();
        legs.IsInSync = true;
        legs.Reset(target.HasFailedToFlush);
    }

    private void Read(ApplicationIo read)
    {
        if (target.LegToRead(RegionOf(read)) is { } leg)
            target.ReadFrom(leg, read);
        else
            target.End(read, IoResult.Failed);
    }

    private void Write(List<ApplicationIo> writes)
    {
        if (writes.Count == 0)
            return;
        var states = writes.Select(write => (Write: write, State: StateFor(write))).ToArray();
        ApplicationIo[] In(params RegionState[] wanted) => [.. states.Where(pair => wanted.Contains(pair.State)).Select(pair => pair.Write)];
        ApplicationIo[] toAll = In(RegionState.Clean, RegionState.Dirty), delayed = In(RegionState.Recovering), toDefault = In(RegionState.NoSync);
        foreach (var write in toAll.Concat(toDefault).Where(write => write.Kind == IoKind.Write))
            hash.CountIn(RegionOf(write));
        _logHasFailed |= !log.TryStore();
        if (Table.Log is not null)
            work.Sleep();

        WriteToAll(toAll);
        foreach (var write in delayed)
            hash.Delay(write, RegionOf(write));
        foreach (var write in toDefault)
            WriteToDefault(write);
    }

    private void WriteToAll(ApplicationIo[] writes)
    {
        if (_logHasFailed && Table.HandlesErrors)
        {
            // The region could not be marked, so nothing may be written.
            foreach (var write in writes)
                AddFailure(write);
            return;
        }
        foreach (var write in writes)
            Dispatch(write);
    }

    private void Dispatch(ApplicationIo write)
    {
        var left = legs.Count;
        var failed = new SortedSet<int>();
        for (var number = 0; number < legs.Count; number++)
        {
            var leg = number;
            work.Send(() =>
            {
                var device = Table.Legs[leg];
                if (!(write.Kind == IoKind.Flush ? device.TryFlush() : device.TryWrite(write.Block, write.Contents)))
                    failed.Add(leg);
                if (--left == 0)
                    EndDispatch(write, failed);
            });
        }
    }

    private void EndDispatch(ApplicationIo write, SortedSet<int> failed)
    {
        if (failed.Count == 0)
        {
            target.End(write, IoResult.Done);
            return;
        }
        foreach (var leg in failed)
            target.Fail(leg, LegErrors.Write);
        AddFailure(write);
    }

    /// <summary>The legs differ here anyway. An error goes straight to the application.</summary>
    private void WriteToDefault(ApplicationIo write)
    {
        if (legs.HasFailure && HoldsFailedWrites)
        {
            AddFailure(write);
            return;
        }
        var device = Table.Legs[legs.Default];
        work.Send(() => target.End(write, device.TryWrite(write.Block, write.Contents) ? IoResult.Done : IoResult.Failed));
    }

    private void AddFailure(ApplicationIo io)
    {
        _failures.Add(io);
        Wake();
    }

    private void DealWithFailure(ApplicationIo io)
    {
        if (!_logHasFailed)
        {
            legs.IsInSync = false;
            if (io.Kind == IoKind.Flush)
                hash.MarkFlushFailed();
            else
                hash.MarkNoSync(RegionOf(io));
        }
        if (!legs.HasGoodLeg || (Table.KeepsLog && _logHasFailed))
            target.End(io, IoResult.Failed);
        else if (HoldsFailedWrites)
            target.Hold(io);
        else
            target.End(io, IoResult.Done);
    }

    /// <summary>A flush belongs to no region and goes to all legs.</summary>
    private RegionState StateFor(ApplicationIo write) =>
        write.Kind == IoKind.Flush ? RegionState.Clean : hash.StateOf(RegionOf(write));

    private int RegionOf(ApplicationIo io) => Table.Geometry.RegionOf(io.Block);
}
