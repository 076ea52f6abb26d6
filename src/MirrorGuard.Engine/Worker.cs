using System;
using System.Threading;
using MirrorGuard.Core.Time;
using MirrorGuard.Engine.Ports;

namespace MirrorGuard.Engine;

/// <summary>
/// The one place where LVM's repair runs: LVM's library takes one command at a time, so a second
/// worker would only wait. Events never wait for it.
/// </summary>
/// <param name="clock">The clock.</param>
public sealed class Worker(IClock clock)
{
    private readonly object _gate = new();
    private readonly Agenda<MonitoredDevice> _agenda = new();

    /// <summary>Puts <paramref name="device"/> down for <paramref name="dueAt"/>; returns at once.</summary>
    public void Schedule(MonitoredDevice device, Instant dueAt)
    {
        lock (_gate)
        {
            _agenda.Put(device, dueAt);
            Monitor.Pulse(_gate);
        }
    }

    /// <summary>Waits for a device to be due, for ever if need be. The thread's loop calls this and lets the device do its work.</summary>
    public MonitoredDevice WaitForDue()
    {
        lock (_gate)
        {
            while (true)
            {
                if (_agenda.TakeDue(clock.Now) is { } device)
                    return device;
                if (_agenda.Next is { } next)
                    Monitor.Wait(_gate, Longer(next - clock.Now, TimeSpan.FromMilliseconds(1)));
                else
                    Monitor.Wait(_gate);
            }
        }
    }

    /// <summary>Takes a device that is due now, without waiting; null when there is none. For a simulation that moves time by hand.</summary>
    public MonitoredDevice? TakeDue()
    {
        lock (_gate)
            return _agenda.TakeDue(clock.Now);
    }

    private static TimeSpan Longer(TimeSpan left, TimeSpan right) => left > right ? left : right;
}
