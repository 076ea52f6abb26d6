using System;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Threading;

namespace MirrorGuard.Lab.Guests;

/// <summary>
/// Starts kernels so that they die with this process, even if it is killed: the death signal follows
/// the thread that started the child, so one thread starts them all and never ends.
/// </summary>
internal static class GuestProcess
{
    private static readonly BlockingCollection<Action> Starts = [];

    static GuestProcess()
    {
        new Thread(StartAll) { IsBackground = true, Name = "guest starter" }.Start();
    }

    internal static Process Start(ProcessStartInfo start)
    {
        using var done = new ManualResetEventSlim();
        Process? process = null;
        Exception? failure = null;

        Starts.Add(() =>
        {
            try
            {
                process = Process.Start(start);
            }
            catch (System.ComponentModel.Win32Exception error)
            {
                failure = error;
            }

            done.Set();
        });
        done.Wait();

        return process ?? throw new LabException($"{start.FileName} does not start.", failure!);
    }

    private static void StartAll()
    {
        foreach (Action start in Starts.GetConsumingEnumerable())
            start();
    }
}
