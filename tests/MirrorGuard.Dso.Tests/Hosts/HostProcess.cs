using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using FluentAssertions;

namespace MirrorGuard.Dso.Tests.Hosts;

/// <summary>The imitation of dmeventd (<c>host/host.c</c>) with a DSO, driven line by line.</summary>
internal sealed class HostProcess : IDisposable
{
    /// <summary>Longer than anything takes on a busy machine; nothing waits that long unless it failed.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <summary>What the host says when dmeventd, LVM or the stock DSO would have been wronged.</summary>
    private static readonly string[] Wrongs = ["MISUSE", "mask=CHANGED", "alarm=PENDING"];

    private readonly Process _process;
    private readonly Transcript _transcript;

    private HostProcess(ProcessStartInfo start)
    {
        _process = Process.Start(start)!;
        _transcript = new Transcript(_process.StandardOutput);
    }

    internal int Pid => _process.Id;

    internal IReadOnlyList<string> Lines => _transcript.Lines;

    /// <summary>Starts the host on the fake libraries.</summary>
    /// <param name="dso">The DSO's path, or its file name for the search path.</param>
    /// <param name="sabotage"><c>place:kind</c>, for the sabotaged DSO.</param>
    /// <param name="before">A directory that is searched before the fakes.</param>
    internal static HostProcess Start(string dso, string? sabotage = null, string? before = null)
    {
        ProcessStartInfo start = Describe(dso);
        start.Environment["LD_LIBRARY_PATH"] = before is null ? NativeParts.Fakes : $"{before}:{NativeParts.Fakes}";
        if (sabotage is not null)
            start.Environment["MIRRORGUARD_SABOTAGE"] = sabotage;
        return new HostProcess(start);
    }

    /// <summary>Starts the host on the libraries of the installed packages.</summary>
    internal static HostProcess StartOnRealLibraries(string dso)
    {
        ProcessStartInfo start = Describe(dso);
        start.Environment.Remove("LD_LIBRARY_PATH");
        return new HostProcess(start);
    }

    internal void Tell(string command)
    {
        _process.StandardInput.WriteLine(command);
        _process.StandardInput.Flush();
    }

    /// <summary>Waits until <paramref name="times"/> lines contain <paramref name="text"/>; gives the last of them.</summary>
    internal string WaitFor(string text, int times = 1) => _transcript.WaitFor(text, times, Limit)
        ?? throw new TimeoutException($"the host never said \"{text}\" {times} times; it {End()}; it said:\n{_transcript}");

    internal int Count(string text) => Lines.Count(line => line.Contains(text, StringComparison.Ordinal));

    /// <summary>Registers <paramref name="device"/> in the state that <paramref name="status"/> says, and expects 1.</summary>
    internal void Register(string label, string device, string status)
    {
        Tell($"status {device} {status}");
        Tell($"register {label} {device}");
        WaitFor($"returned register {label} ").Should().Contain($"register {label} 1");
    }

    /// <summary>The kernel raises an event with <paramref name="status"/>; returns when process_event has.</summary>
    internal void Event(string label, string device, string status)
    {
        int before = Count($"returned event {label} ");
        Tell($"status {device} {status}");
        Tell($"event {label}");
        WaitFor($"returned event {label} ", before + 1);
    }

    internal void Unregister(string label)
    {
        Tell($"unregister {label}");
        WaitFor($"returned unregister {label} ").Should().Contain($"unregister {label} 1");
        WaitFor($"joined {label}");
    }

    /// <summary>The host is alive, ends in peace, and saw nobody wronged.</summary>
    internal void EndsWell()
    {
        Tell("sync end");
        WaitFor("synced end");
        _process.StandardInput.Close();
        _process.WaitForExit(Limit).Should().BeTrue("the host ends when its input does");
        _process.ExitCode.Should().Be(0, "the host ends well; it said:\n{0}", _transcript);
        Lines.Should().NotContain(line => Wrongs.Any(wrong => line.Contains(wrong, StringComparison.Ordinal)));
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private static ProcessStartInfo Describe(string dso) => new(NativeParts.Host, [dso])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
    };

    private string End() => _process.WaitForExit(100) ? $"ended with {_process.ExitCode}" : "is still running";
}
