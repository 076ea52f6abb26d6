using FluentAssertions;
using MirrorGuard.Dso.Tests.Hosts;
using Xunit;

namespace MirrorGuard.Dso.Tests;

/// <summary>dmeventd closes a DSO with its last registration and opens it with the next: a normal day, many times.</summary>
public sealed class UnloadTests
{
    private const int Cycles = 20;
    private const int WarmUpCycles = 3;

    /// <summary>Less than one more runtime, one more thread's stack or one more heap would take.</summary>
    private const long GrowthLimitKib = 1024;

    [Fact]
    public void Twenty_unloads_and_loads_leave_one_runtime_that_still_works()
    {
        using HostProcess host = HostProcess.Start(PluginFile.Normal);
        long sizeAfterWarmUp = 0;

        for (int cycle = 1; cycle <= Cycles; cycle++)
        {
            RegisterAndRepair(host, cycle);
            if (cycle == WarmUpCycles)
                sizeAfterWarmUp = ProcFile.Kib(host.Pid, "VmSize");
        }

        (ProcFile.Kib(host.Pid, "VmSize") - sizeAfterWarmUp).Should().BeLessThan(GrowthLimitKib);
        ProcFile.Threads(host.Pid).Should().HaveCount(7, "main, one worker, one attendant, one scan, one for reports, one control socket and one finalizer are left");
        ProcFile.Copies(host.Pid, PluginFile.Normal).Should().Be(1);
        host.EndsWell();
    }

    private static void RegisterAndRepair(HostProcess host, int cycle)
    {
        string label = $"cycle{cycle}";
        host.Tell($"plan vg/lv 0 vg-lv {StatusLine.Repaired}");
        host.Register(label, "vg-lv", StatusLine.Healthy);
        host.Event(label, "vg-lv", StatusLine.SecondaryDead);
        host.WaitFor("repaired:", cycle);
        host.Unregister(label);
        host.WaitFor("unloaded", cycle);
    }
}
