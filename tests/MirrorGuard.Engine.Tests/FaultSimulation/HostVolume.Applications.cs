using System;
using System.Collections.Generic;

using MirrorGuard.Simulation;

namespace MirrorGuard.Engine.Tests.FaultSimulation;

/// <content>What its applications write and read, and what they were told.</content>
internal sealed partial class HostVolume
{
    private readonly List<ApplicationWrite> _writes = [];

    internal void Write(int block)
    {
        if (!IsActive || _writes.Exists(write => write.Io.Kind == IoKind.Write && write.Io.Block == block))
            return;
        var contents = Host.NextContents();
        Tell($"write {contents} to block {block}");
        History.Submit(block, contents);
        Submit(new ApplicationWrite(ApplicationIo.Write(block, contents), null));
    }

    internal void Flush()
    {
        if (!IsActive || _writes.Exists(write => write.Io.Kind == IoKind.Flush))
            return;
        Tell("flush");
        var flush = new ApplicationWrite(ApplicationIo.Flush(), History.Snapshot());
        for (var block = 0; block < Machine.Metadata.Geometry.Blocks; block++)
        {
            if (Checker.IsGone(block))
                flush.Covered![block] = 0;
        }
        Submit(flush);
    }

    /// <summary>A block was lost before the flushes under way have come to it.</summary>
    internal void ForgetCovered(int block)
    {
        foreach (var write in _writes)
        {
            if (write.Covered is { } covered)
                covered[block] = 0;
        }
    }

    internal void Read(int block)
    {
        if (Machine.Mirror is not { } mirror)
            return;
        Tell($"read block {block}");
        _ = mirror.Submit(ApplicationIo.Read(block));
    }

    /// <summary>Takes note of what was answered.</summary>
    internal void Reap()
    {
        for (var index = _writes.Count - 1; index >= 0; index--)
        {
            var write = _writes[index];
            if (write.Io.Outcome == IoOutcome.Pending)
                continue;
            _writes.RemoveAt(index);
            if (write.Io.Outcome == IoOutcome.Acknowledged)
                Acknowledge(write);
            else
                Checker.CheckError(write);
        }
    }

    internal void Wait(TimeSpan duration)
    {
        foreach (var write in _writes)
            write.Held += duration;
    }

    /// <summary>What is held now waits for a person, or for nobody.</summary>
    internal void ExcuseWaiting()
    {
        foreach (var write in _writes)
            write.Held = TimeSpan.FromDays(-1);
    }

    /// <summary>Something that is not ours kept the engine from acting: the time until now does not count.</summary>
    internal void ForgiveWaiting()
    {
        foreach (var write in _writes)
            write.Held = TimeSpan.Zero;
    }

    private void Submit(ApplicationWrite write)
    {
        if (IsLinear)
        {
            SubmitLinear(write);
            return;
        }
        _writes.Add(write);
        _ = Machine.Mirror!.Submit(write.Io);
    }

    private void SubmitLinear(ApplicationWrite write)
    {
        var disk = DiskOf(0).Device;
        var isDone = write.Io.Kind == IoKind.Flush
            ? disk.TryFlush()
            : disk.TryWrite(Machine.Metadata.Images[0].FirstBlock + write.Io.Block, write.Io.Contents);
        if (isDone)
            Acknowledge(write);
    }

    private void Acknowledge(ApplicationWrite write)
    {
        if (write.Covered is { } covered)
            History.Flushed(covered);
        else
            History.Acknowledge(write.Io.Block, write.Io.Contents);
    }
}
