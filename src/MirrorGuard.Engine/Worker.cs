using System;
using System.Threading;
using MirrorGuard.Core.Time;
using MirrorGuard.Engine.Ports;

namespace MirrorGuard.Engine;

/// <summary>
/// The devices for which something is due, for one thread that takes them one by one. There are two
/// such threads: LVM's library takes one command at a time, so a third would only wait.
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

    /// <summary>Waits for a device to be due. The thread's loop calls this and lets the device do its work.</summary>
    /// <param name="limit">Wait no longer than about this, and then answer null; <see cref="Timeout.InfiniteTimeSpan"/>: for ever.</param>
    public MonitoredDevice? WaitForDue(TimeSpan limit)
    {
        lock (_gate)
        {
            while (true)
            {
                if (_agenda.TakeDue(clock.Now) is { } device)
                    return device;
                var isLimited = limit != Timeout.InfiniteTimeSpan;
                if (_agenda.Next is not { } next)
                    Monitor.Wait(_gate, limit);
                else if (!isLimited || next - clock.Now < limit)
                    Monitor.Wait(_gate, Longer(next - clock.Now, TimeSpan.FromMilliseconds(1)));
                else
                    Monitor.Wait(_gate, limit);
                if (isLimited && !(_agenda.Next <= clock.Now))
                    return null;
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
