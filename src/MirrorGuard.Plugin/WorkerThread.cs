using System;
using System.Threading;
using MirrorGuard.Engine;

namespace MirrorGuard.Plugin;

/// <summary>
/// A thread that takes devices as they are due. It is an export in all but name: no exception leaves
/// it, and one costs only the device that was being worked on.
/// </summary>
/// <param name="name">For whoever looks at dmeventd's threads; 15 characters at most.</param>
/// <param name="worker">What is due.</param>
/// <param name="work">What to do with a device.</param>
/// <param name="onPause">
/// What to do every few seconds besides, or sooner, if it says so; null: nothing, and the thread sleeps until something is due.
/// </param>
internal sealed class WorkerThread(string name, Worker worker, Action<MonitoredDevice> work, Func<TimeSpan?>? onPause = null)
{
    /// <summary>dmeventd's own threads, on which the stock DSOs run LVM, have 300 KiB; a managed frame or two more fit with ease. All of it is locked in memory.</summary>
    private const int StackBytes = 384 * 1024;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private long _pauseAt = Environment.TickCount64;

    /// <summary>Starts the thread; it ends with the process.</summary>
    internal void Start()
    {
        var thread = new Thread(Loop, StackBytes) { IsBackground = true, Name = name };
        thread.Start();
    }

    private void Loop()
    {
        while (true)
            TakeOne(onPause is null ? Timeout.InfiniteTimeSpan : UntilPause());
    }

    private void TakeOne(TimeSpan limit)
    {
        try
        {
            if (worker.WaitForDue(limit) is { } device)
                WorkOn(device);
            // Also where some device is due all the time.
            if (onPause is not null && UntilPause() == TimeSpan.Zero)
                TakePause();
        }
        catch (Exception exception)
        {
            // Out of memory, most likely, which a thread that tries again at once would not mend.
            Bug.Log(exception);
            Thread.Sleep(Pause);
        }
    }

    private void TakePause()
    {
        _pauseAt = Environment.TickCount64 + (long)Pause.TotalMilliseconds;
        if (onPause!() is { } next && next < Pause)
            _pauseAt = Environment.TickCount64 + Math.Max(0, (long)next.TotalMilliseconds);
    }

    private TimeSpan UntilPause() => TimeSpan.FromMilliseconds(Math.Max(0, _pauseAt - Environment.TickCount64));

    private void WorkOn(MonitoredDevice device)
    {
        try
        {
            Sabotage.Strike("work");
            work(device);
        }
        catch (Exception exception)
        {
            Bug.Log(exception);
            HandOver(device.RegistrationId);
        }
    }

    /// <summary>On a thread of its own: the stock DSO may repair at once, and the other devices are not to wait for that.</summary>
    private static void HandOver(ulong registrationId)
    {
        var thread = new Thread(() => ShimServices.mirrorguard_hand_over(registrationId), StackBytes) { IsBackground = true, Name = "mirrorguard-bug" };
        thread.Start();
    }
}
