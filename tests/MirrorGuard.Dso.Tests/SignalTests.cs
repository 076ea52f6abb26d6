using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using FluentAssertions;
using MirrorGuard.Dso.Tests.Hosts;
using Xunit;

namespace MirrorGuard.Dso.Tests;

/// <summary>Signals belong to dmeventd: what the DSO takes of them is listed, and given back.</summary>
public sealed class SignalTests
{
    private const int Hup = 1, Int = 2, Quit = 3, Fpe = 8, Segv = 11, Pipe = 13, Alrm = 14, Term = 15, Chld = 17, RtMin = 34;

    [Theory]
    [InlineData("none")]
    [InlineData("all")]
    [InlineData("alarm")]
    public void Each_call_leaves_the_signal_mask_as_it_was(string mask)
    {
        using HostProcess host = HostProcess.Start(PluginFile.Normal);
        host.Register("a", "vg-lv", StatusLine.Healthy);

        host.Tell("mask a " + mask);
        host.Event("a", "vg-lv", StatusLine.Healthy);
        host.Tell("plan vg/lv 0 vg-lv linear");
        host.Event("a", "vg-lv", StatusLine.SecondaryDead);
        host.WaitFor("repaired:");
        host.Tell("unregister a " + mask);

        host.WaitFor("returned unregister a").Should().Contain("mask=same");
        host.Lines.Where(line => line.StartsWith("returned", StringComparison.Ordinal)).Should().OnlyContain(line => line.Contains("mask=same"));
        host.EndsWell();
    }

    [Fact]
    public void No_signal_handler_changes_but_those_that_the_runtime_needs()
    {
        using HostProcess host = HostProcess.Start(PluginFile.Normal);
        IReadOnlyList<string> before = Handlers(host, 1);

        host.Register("a", "vg-lv", StatusLine.Healthy);
        host.Tell("plan vg/lv 0 vg-lv linear");
        host.Event("a", "vg-lv", StatusLine.SecondaryDead);
        host.WaitFor("repaired:");

        Handlers(host, 2).Except(before).Should().BeEquivalentTo(
            $"handler {Segv} taken", $"handler {Fpe} taken", $"handler {RtMin} taken", $"handler {Pipe} ignored");
        host.EndsWell();
    }

    [Fact]
    public void A_failed_start_gives_the_abort_handler_back()
    {
        using HostProcess host = HostProcess.Start(PluginFile.Sabotaged, sabotage: "start:abort");
        host.Register("a", "vg-lv", StatusLine.Healthy);

        Handlers(host, 1).Should().Contain("handler 6 default");
        host.EndsWell();
    }

    [Fact]
    public void Our_threads_take_no_signal_that_is_meant_for_dmeventd()
    {
        using HostProcess host = HostProcess.Start(PluginFile.Normal);
        host.Register("a", "vg-lv", StatusLine.Healthy);

        int dmeventds = int.Parse(host.WaitFor("thread a ").Split(' ')[2], CultureInfo.InvariantCulture);
        int[] ours = [.. ProcFile.Threads(host.Pid).Except([host.Pid, dmeventds])];

        ours.Should().HaveCount(6, "the worker, the attendant, the scan, the reports, the control socket and the runtime's finalizer are all there is");
        foreach (int thread in ours)
        {
            foreach (int signal in (int[])[Hup, Int, Quit, Term, Alrm, Chld])
                (ProcFile.Blocked(host.Pid, thread) >> (signal - 1) & 1).Should().Be(1, "thread {0} blocks signal {1}", thread, signal);
        }
        host.EndsWell();
    }

    [Fact]
    public void A_SIGTERM_to_the_process_reaches_dmeventds_own_handler()
    {
        using HostProcess host = HostProcess.Start(PluginFile.Normal);
        host.Register("a", "vg-lv", StatusLine.Healthy);
        host.Unregister("a");

        Tool.Run("kill", "-TERM", host.Pid.ToString(CultureInfo.InvariantCulture));

        host.WaitFor("signal 15 thread main");
        host.EndsWell();
    }

    private static IReadOnlyList<string> Handlers(HostProcess host, int times)
    {
        host.Tell("handlers");
        host.WaitFor("handlers end", times);
        IReadOnlyList<string> lines = host.Lines;
        int end = lines.ToList().LastIndexOf("handlers end");
        return [.. lines.Take(end).Reverse().TakeWhile(line => line != "handlers end").Where(line => line.StartsWith("handler ", StringComparison.Ordinal))];
    }
}
