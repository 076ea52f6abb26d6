using System;
using System.Threading;
using MirrorGuard.Engine.Ports;
using MirrorGuard.Engine.Scan;

namespace MirrorGuard.Plugin;

/// <summary>The thread that scans. A bug in it costs the scans, and nothing else: faults are handled as before.</summary>
/// <param name="scheduler">What is due.</param>
/// <param name="readers">Whose answers are waited for.</param>
internal sealed class ScanThread(ScanScheduler scheduler, ILegReaders readers)
{
    /// <summary>Nothing here goes deep, and all of it is locked in memory.</summary>
    private const int StackBytes = 192 * 1024;

    /// <summary>Starts the thread; it ends with the process.</summary>
    internal void Start()
    {
        var thread = new Thread(Loop, StackBytes) { IsBackground = true, Name = "mirrorguard-scn" };
        thread.Start();
    }

    private void Loop()
    {
        try
        {
            while (true)
            {
                scheduler.Attend();
                readers.WaitForAnswers(scheduler.Rest);
            }
        }
        catch (Exception exception)
        {
            Bug.Log(exception);
            ShimLog.WriteLine(Severity.Error, "mirrors are not scanned any more until dmeventd starts again; faults are handled as before.");
        }
        Abandon();
    }

    private void Abandon()
    {
        try
        {
            scheduler.Abandon();
        }
        catch (Exception exception)
        {
            Bug.Log(exception);
        }
    }
}
