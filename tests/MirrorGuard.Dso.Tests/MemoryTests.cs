using System;
using System.Globalization;
using System.Threading;
using FluentAssertions;
using MirrorGuard.Dso.Tests.Hosts;
using Xunit;
using Xunit.Abstractions;

namespace MirrorGuard.Dso.Tests;

/// <summary>
/// What a registration costs, against the stock DSO in the same run, on the real libraries: LVM's
/// locks all of dmeventd's memory. Without a device-mapper in the kernel only registering works, which is all it takes.
/// </summary>
public sealed class MemoryTests(ITestOutputHelper output)
{
    private const long LockedOverStockKib = 128 * 1024;
    private const long ResidentOverStockKib = 8 * 1024;
    private static readonly TimeSpan LockLimit = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(200);
    private const int ManyEvents = 10_000;

    /// <summary>A single page per hundred events would show as more than this.</summary>
    private const long SteadyGrowthKib = 256;

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public void Memory_stays_within_its_ceilings_over_the_stock_DSO(int registrations)
    {
        (long stockLocked, long stockResident) = Measure(PluginFile.Stock, registrations);
        (long locked, long resident) = Measure(PluginFile.Normal, registrations);

        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{registrations} registrations, KiB: locked {stockLocked} stock, {locked} ours; resident {stockResident} stock, {resident} ours"));
        stockLocked.Should().BePositive("LVM's library locks memory; is CAP_IPC_LOCK there?");
        (locked - stockLocked).Should().BeLessThan(LockedOverStockKib);
        (resident - stockResident).Should().BeLessThan(ResidentOverStockKib);
    }

    [Fact]
    public void Ten_thousand_events_of_a_healthy_volume_grow_nothing()
    {
        using HostProcess host = HostProcess.Start(PluginFile.Normal);
        host.Register("a", "vg-lv", StatusLine.Healthy);
        RaiseMany(host, 1);
        long before = ProcFile.Kib(host.Pid, "VmRSS");

        RaiseMany(host, 2);

        (ProcFile.Kib(host.Pid, "VmRSS") - before).Should().BeLessThan(SteadyGrowthKib);
        host.EndsWell();
    }

    private static void RaiseMany(HostProcess host, int times)
    {
        host.Tell($"event a {ManyEvents}");
        host.WaitFor("returned event a ", times);
    }

    private static (long Locked, long Resident) Measure(string dso, int registrations)
    {
        using HostProcess host = HostProcess.StartOnRealLibraries(dso);
        for (int number = 1; number <= registrations; number++)
        {
            host.Tell($"register r{number} vg-lv{number}");
            host.WaitFor($"returned register r{number} ").Should().Contain($"register r{number} 1");
        }
        return Settled(host.Pid);
    }

    /// <summary>Once LVM's library has locked the memory, which MirrorGuard lets its worker do after the registration.</summary>
    private static (long Locked, long Resident) Settled(int pid)
    {
        (long Locked, long Resident) figures = (0, 0);
        SpinWait.SpinUntil(
            () =>
            {
                (long Locked, long Resident) before = figures;
                Thread.Sleep(PollInterval);
                figures = (ProcFile.Kib(pid, "VmLck"), ProcFile.Kib(pid, "VmRSS"));
                return figures.Locked > 0 && figures == before;
            },
            LockLimit);
        return figures;
    }
}
