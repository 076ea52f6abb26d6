using System;
using System.Threading;

using FluentAssertions;

using MirrorGuard.Core.Time;
using MirrorGuard.Engine.Ports;

using Xunit;

namespace MirrorGuard.Engine.Tests;

public sealed class WorkerTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    [Fact]
    public void A_waiting_thread_gets_what_is_scheduled_and_not_before_it_is_due()
    {
        var clock = new SystemClock();
        var worker = new Worker(clock);
        var world = new DeviceFixture();
        using var arrived = new SemaphoreSlim(0);
        MonitoredDevice? due = null;
        var takenAt = default(Instant);
        var thread = new Thread(() =>
        {
            for (var count = 0; count < 2; count++)
            {
                due = worker.WaitForDue(Timeout.InfiniteTimeSpan);
                takenAt = clock.Now;
                arrived.Release();
            }
        })
        { IsBackground = true };
        thread.Start();

        // First something far away, so that the thread must wake from a long wait for what is nearer.
        worker.Schedule(world.Create(), clock.Now + TimeSpan.FromHours(1));
        var dueAt = clock.Now + TimeSpan.FromMilliseconds(50);
        worker.Schedule(world.Device, dueAt);
        arrived.Wait(Limit).Should().BeTrue();
        due.Should().BeSameAs(world.Device);
        takenAt.Should().BeGreaterThanOrEqualTo(dueAt);

        var third = world.Create();
        worker.Schedule(third, clock.Now);
        arrived.Wait(Limit).Should().BeTrue();
        due.Should().BeSameAs(third);
        thread.Join(Limit).Should().BeTrue();
    }

    private sealed class SystemClock : IClock
    {
        public Instant Now => new(Environment.TickCount64);
    }
}
