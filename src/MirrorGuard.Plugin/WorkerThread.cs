using System;
using System.Threading;
using MirrorGuard.Engine;

namespace MirrorGuard.Plugin;

/// <summary>
/// The thread on which repairs run. It is an export in all but name: no exception leaves it, and
/// one costs only the device that was being worked on.
/// </summary>
/// <param name="worker">What is due.</param>
internal sealed class WorkerThread(Worker worker)
{
    /// <summary>dmeventd's own threads, on which the stock DSOs run LVM, have 300 KiB; a managed frame or two more fit with ease.</summary>
    private const int StackBytes = 512 * 1024;

    /// <summary>Starts the thread; it ends with the process.</summary>
    internal void Start()
    {
        var thread = new Thread(Loop, StackBytes) { IsBackground = true, Name = "mirrorguard" };
        thread.Start();
    }

    private void Loop()
    {
        while (true)
            WorkOn(worker.WaitForDue());
    }

    private static void WorkOn(MonitoredDevice device)
    {
        try
        {
            Sabotage.Strike("work");
            device.Work();
        }
        catch (Exception exception)
        {
            Bug.Log(exception);
            ShimServices.mirrorguard_hand_over(device.RegistrationId);
        }
    }
}
