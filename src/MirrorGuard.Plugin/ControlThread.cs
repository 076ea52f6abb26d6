using System;
using System.Threading;
using MirrorGuard.Linux.Control;

namespace MirrorGuard.Plugin;

/// <summary>The thread that answers people. A bug in it costs the answers, and nothing else.</summary>
/// <param name="socket">Where they ask.</param>
internal sealed class ControlThread(ControlSocket socket)
{
    /// <summary>Nothing here goes deep, and all of it is locked in memory.</summary>
    private const int StackBytes = 128 * 1024;

    /// <summary>Starts the thread; it ends with the process.</summary>
    internal void Start()
    {
        var thread = new Thread(Run, StackBytes) { IsBackground = true, Name = "mirrorguard-ctl" };
        thread.Start();
    }

    private void Run()
    {
        try
        {
            socket.Run();
        }
        catch (Exception exception)
        {
            Bug.Log(exception);
        }
    }
}
