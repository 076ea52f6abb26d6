using System;
using System.Collections.Generic;
using System.Linq;

using MirrorGuard.Core;
using MirrorGuard.Core.Status;

namespace MirrorGuard.Simulation;

/// <summary>The device-mapper device of a mirror: tables, suspend and resume, and the I/O that waits for a resume. Kernel <c>dm.c</c>, <c>dm-ioctl.c</c>.</summary>
public sealed class MirrorDevice
{
    /// <summary>
    /// Steps after which a suspend counts as hung. One that ends takes a few for each I/O and for the region that is being recovered;
    /// one that does not may be busy for ever, as what it requeues comes back at once.
    /// </summary>
    private const int StepsOfLongestSuspend = 2_000;

    private readonly KernelWork _work;
    private readonly List<ApplicationIo> _deferred = [];
    private readonly List<ApplicationIo> _requeued = [];
    private readonly HashSet<ApplicationIo> _inTarget = [];
    private MirrorTarget? _live;
    private MirrorTarget? _inactive;
    private bool _defersIo;

    /// <summary>A device without a table.</summary>
    public MirrorDevice(DeviceNumber number, KernelWork work)
    {
        Number = number;
        _work = work;
    }

    /// <summary>As other tables would name it.</summary>
    public DeviceNumber Number { get; }

    /// <summary>The table that I/O meets.</summary>
    public MirrorTable? Live => _live?.Table;

    /// <summary>The table that the next <see cref="Resume"/> puts in its place.</summary>
    public MirrorTable? Inactive => _inactive?.Table;

    /// <summary>User space suspended it.</summary>
    public bool IsSuspended { get; private set; }

    /// <summary>A suspend waits for ever, and with it everything that is done to the device.</summary>
    public bool IsHung { get; private set; }

    /// <summary>Grows by one with each event.</summary>
    public uint EventNumber { get; private set; }

    /// <summary>Decided when a table goes live: without it flushes are acknowledged and go nowhere.</summary>
    public bool HasWriteCache { get; private set; }

    /// <summary>What follows <c>mirror </c> in <c>dmsetup status</c>.</summary>
    public string Status => RequireLive().Status;

    /// <summary>What follows <c>mirror </c> in <c>dmsetup table</c>.</summary>
    public string Table => RequireLive().Table.ToString();

    /// <summary>The kernel takes the legs for equal here, and reads any of them.</summary>
    public bool IsInSync(int block) => RequireLive().IsInSync(block);

    /// <summary>A leg whose letter is A: one that the kernel reads when the others fail.</summary>
    public bool IsReadable(int leg) => RequireLive().IsReadable(leg);

    /// <summary>A leg whose letter is D or F.</summary>
    public bool IsDead(int leg) => RequireLive().IsDead(leg);

    /// <summary>A leg whose letter was D or F in this table, and was taken back although a flush had failed.</summary>
    public bool IsForgotten(int leg) => RequireLive().IsForgotten(leg);

    /// <summary>A flush failed in this table, and the letters do not show it any more: from now on the legs drift apart unseen.</summary>
    public bool HidesFailedFlush => RequireLive().HidesFailedFlush;

    /// <summary>A flush failed in this table, whether or not the letters show it: writes may reach one leg only.</summary>
    public bool HasFailedToFlush => RequireLive().HasFailedToFlush;

    /// <summary>Writes are held, and every letter is A.</summary>
    public bool HoldsInSilence => RequireLive().HoldsInSilence;

    /// <summary>A region is being copied.</summary>
    public bool IsRecovering => RequireLive().IsRecovering;

    /// <summary>Hands in an I/O. The answer comes as the kernel's work goes on.</summary>
    public ApplicationIo Submit(ApplicationIo io)
    {
        if (io.Kind == IoKind.Flush && !HasWriteCache)
            io.Outcome = IoOutcome.Acknowledged;
        else if (_defersIo || _live is null)
            _deferred.Add(io);
        else
            MapTo(_live, io);
        return io;
    }

    /// <summary>What a read would return now, null for EIO; of a suspended device, after a resume without a new table. Nothing changes.</summary>
    public ulong? Peek(int block) => RequireLive().Peek(block);

    /// <summary>Loads an inactive table.</summary>
    public void Load(MirrorTable table)
    {
        MirrorTarget? loaded = null;
        loaded = new MirrorTarget(table, _work, (io, result) => Complete(loaded!, io, result), () => Raise(loaded!));
        _inactive = loaded;
    }

    /// <summary>Forgets the inactive table.</summary>
    public void Clear() => _inactive = null;

    /// <summary>Suspends; with <paramref name="noFlush"/> held writes are kept, otherwise they fail.</summary>
    public SuspendOutcome Suspend(bool noFlush)
    {
        if (IsHung)
            return SuspendOutcome.Hangs;
        if (IsSuspended)
            return SuspendOutcome.Done;
        if (_live is not null && !Quiesce(_live, noFlush))
        {
            IsHung = true;
            return SuspendOutcome.Hangs;
        }
        _defersIo = true;
        IsSuspended = true;
        return SuspendOutcome.Done;
    }

    /// <summary>
    /// Resumes. With an inactive table, a device that is not suspended is suspended first, in the same ioctl; without, a
    /// device that is not suspended is left alone.
    /// </summary>
    public SuspendOutcome Resume(bool noFlush)
    {
        if (IsHung)
            return SuspendOutcome.Hangs;
        if (_inactive is not null)
        {
            if (Suspend(noFlush) == SuspendOutcome.Hangs)
                return SuspendOutcome.Hangs;
            _live = _inactive;
            _inactive = null;
            HasWriteCache = _live.Table.Legs.Any(leg => leg.HasWriteCache);
        }
        if (!IsSuspended)
            return SuspendOutcome.Done;
        RequireLive().Resume();
        IsSuspended = false;
        _defersIo = false;
        _work.Post(SubmitDeferred);
        return SuspendOutcome.Done;
    }

    private void MapTo(MirrorTarget target, ApplicationIo io)
    {
        _inTarget.Add(io);
        target.Map(io);
    }

    private bool Quiesce(MirrorTarget target, bool noFlush)
    {
        target.RequeuesHeld = noFlush;
        target.PreSuspend();
        if (!RunUntil(() => target.IsRecoveryStopped))
            return false;
        // Only for what it has to do by now: what fails while suspending is requeued and comes back.
        var runs = target.RunsOfWorkerToWaitFor;
        if (!RunUntil(() => target.RunsOfWorker >= runs))
            return false;
        // What was requeued may be submitted once more before I/O is deferred, as the kernel's schedule has it.
        _work.Post(() => _defersIo = true);
        if (!RunUntil(() => _defersIo && _inTarget.Count == 0))
            return false;
        target.PostSuspend();
        target.RequeuesHeld = false;
        _work.RunUntilQuiet();
        return true;
    }

    private bool RunUntil(Func<bool> condition)
    {
        for (var steps = 0; steps < StepsOfLongestSuspend; steps++)
        {
            if (condition())
                return true;
            if (!_work.Step())
                return false;
        }
        return false;
    }

    private void Complete(MirrorTarget target, ApplicationIo io, IoResult result)
    {
        if (result == IoResult.Requeue)
        {
            Requeue(io);
            return;
        }
        Invariant.Require(target == _live, "a table ends its I/O before the next goes live");
        _inTarget.Remove(io);
        io.Outcome = result == IoResult.Done ? IoOutcome.Acknowledged : IoOutcome.Failed;
    }

    /// <summary>The kernel takes a while to put it back among those deferred, in front of them, and until then waits for it.</summary>
    private void Requeue(ApplicationIo io)
    {
        _requeued.Add(io);
        _work.Post(() =>
        {
            if (_requeued.Count == 0)
                return;
            _inTarget.ExceptWith(_requeued);
            // Each in front of those before it, so that they come back in reverse.
            foreach (var requeued in _requeued)
                _deferred.Insert(0, requeued);
            _requeued.Clear();
            _work.Post(SubmitDeferred);
        });
    }

    private void SubmitDeferred()
    {
        while (!_defersIo && !IsHung && _deferred.Count > 0)
        {
            var io = _deferred[0];
            _deferred.RemoveAt(0);
            Submit(io);
            if (!_work.IsPreempted())
                continue;
            _work.Post(SubmitDeferred);
            return;
        }
    }

    private void Raise(MirrorTarget target)
    {
        if (target == _live)
            EventNumber++;
    }

    private MirrorTarget RequireLive()
    {
        Invariant.Require(_live is not null, "the device has a live table");
        return _live;
    }
}
