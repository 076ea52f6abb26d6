using System;
using System.Threading;
using MirrorGuard.Engine.Ports;
using MirrorGuard.Engine.Reports;

namespace MirrorGuard.Plugin;

/// <summary>The thread that tells people. A bug in it costs the reports, and nothing else: the log has everything.</summary>
/// <param name="desk">What is to be told.</param>
internal sealed class ReportThread(ReportDesk desk)
{
    /// <summary>Nothing here goes deep, and all of it is locked in memory.</summary>
    private const int StackBytes = 128 * 1024;

    /// <summary>One that comes again and again is not to fill the log.</summary>
    private const int MostBugs = 10;

    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    /// <summary>Starts the thread; it ends with the process.</summary>
    internal void Start()
    {
        var thread = new Thread(Loop, StackBytes) { IsBackground = true, Name = "mirrorguard-rep" };
        thread.Start();
    }

    private void Loop()
    {
        for (var bugs = 0; bugs < MostBugs; bugs++)
        {
            try
            {
                while (true)
                {
                    desk.Attend();
                    desk.Rest();
                }
            }
            catch (Exception exception)
            {
                Bug.Log(exception);
                Thread.Sleep(Pause);
            }
        }
        ShimLog.WriteLine(Severity.Error, "nobody is told of faults any more, but by this log, until dmeventd starts again; faults are handled as before.");
    }
}
