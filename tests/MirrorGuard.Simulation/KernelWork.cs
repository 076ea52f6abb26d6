using System;
using System.Collections.Generic;

namespace MirrorGuard.Simulation;

/// <summary>
/// What the kernel has still to do: workers to run, completions to deliver. One item is one step that
/// nothing comes in between.
/// </summary>
/// <remarks>
/// Without randomness the items run in the order in which they became ready, which is what one idle processor does. With it any ready
/// item may be next, which is what several processors and slow disks may do.
/// </remarks>
public sealed class KernelWork(Random? schedule = null)
{
    private readonly List<Action> _ready = [];

    /// <summary>Nothing is left to do until somebody asks for something.</summary>
    public bool IsQuiet => _ready.Count == 0;

    /// <summary>Runs one item; false when there is none.</summary>
    public bool Step()
    {
        if (IsQuiet)
            return false;
        var next = schedule?.Next(_ready.Count) ?? 0;
        var item = _ready[next];
        _ready.RemoveAt(next);
        item();
        return true;
    }

    /// <summary>Runs items until there are none.</summary>
    public void RunUntilQuiet()
    {
        while (Step())
        {
        }
    }

    /// <summary>The work of the next boot: nothing yet, in an order drawn from the same source.</summary>
    internal KernelWork Restart() => new(schedule);

    /// <summary>Sends an I/O down. A device may answer before this returns, as one that fails everything does; without randomness none does.</summary>
    internal void Send(Action io)
    {
        if (schedule?.Next(2) is 1)
            io();
        else
            Post(io);
    }

    /// <summary>Whether other work comes in between what one thread does; without randomness it does not.</summary>
    internal bool IsPreempted() => schedule?.Next(4) is 1;

    /// <summary>A thread waits for an I/O in the midst of its item, and other work may go on meanwhile.</summary>
    internal void Sleep()
    {
        while (schedule?.Next(4) is 1 or 2 && Step())
        {
        }
    }

    internal void Post(Action item) => _ready.Add(item);
}
