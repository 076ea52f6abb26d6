using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using FluentAssertions;
using MirrorGuard.Core;
using MirrorGuard.Core.Scan;
using MirrorGuard.Core.Status;
using MirrorGuard.Dso.Tests.Hosts;
using MirrorGuard.Engine.Ports;
using MirrorGuard.Linux.Readers;
using Xunit;
using static MirrorGuard.Dso.Tests.Reader.ReadLegs;

namespace MirrorGuard.Dso.Tests.Reader;

/// <summary>The DSO's side of its readers, against the real program.</summary>
[Trait("Needs", "root")]
public sealed class ReaderProcessTests : IDisposable
{
    private const int WouldBlock = 11;

    /// <summary>In <c>/proc/PID/stat</c>, behind the name.</summary>
    private const int NiceField = 17;

    /// <summary>A device that no machine has.</summary>
    private static readonly DeviceNumber Nowhere = new(DeviceNumber.MaxMajor, DeviceNumber.MaxMinor);

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("mirrorguard-reader-");

    private readonly LegReaders _readers = new(ProgramFiles.Directory);

    public void Dispose()
    {
        _readers.Dispose();
        _directory.Delete(recursive: true);
    }

    [Fact]
    public void Nothing_is_read_while_somebody_has_LVMs_lock_for_writing()
    {
        using var legs = new ReadLegs(2, 1024);
        string path = Path.Combine(_directory.FullName, "V_vg");

        Comparison none = legs.Compare(0, 1024, path);
        Comparison held;
        using (new FileStream(path, FileMode.Create, FileAccess.ReadWrite, FileShare.None))
            held = legs.Compare(0, 1024, path);
        Comparison given = legs.Compare(0, 1024, path);
        Comparison shared;
        using (new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read))
            shared = legs.Compare(0, 1024, path);

        none.Outcome.Should().Be(CompareOutcome.Done, "LVM leaves no lock files behind");
        (held.Outcome, held.Errno, held.FailedLeg).Should().Be((CompareOutcome.Refused, WouldBlock, -1));
        given.Outcome.Should().Be(CompareOutcome.Done);
        shared.Outcome.Should().Be(CompareOutcome.Done, "LVM's reports do not mind");
    }

    [Fact]
    public void A_reader_keeps_neither_the_legs_open_nor_the_lock()
    {
        using var legs = new ReadLegs(2, 1024);
        string path = Path.Combine(_directory.FullName, "V_vg");
        File.WriteAllText(path, "");

        legs.Compare(0, 1024, path).Outcome.Should().Be(CompareOutcome.Done);

        using (new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
            legs[0].Detach();
        File.Exists($"/sys/class/block/{Path.GetFileName(legs[0].Name)}/loop/backing_file").Should().BeFalse("nothing has the leg open");
    }

    [Fact]
    public void A_reader_that_was_killed_is_lost_once_and_takes_no_more()
    {
        using ILegReader reader = Start();
        reader.TrySend(Request(5)).Should().BeTrue();
        Receive(reader).Id.Should().Be(5);

        using (var process = Process.GetProcessById(PidOf(nameof(A_reader_that_was_killed_is_lost_once_and_takes_no_more))))
            process.Kill();
        _readers.WaitForAnswers(Limit);

        Receive(reader).Should().BeEquivalentTo(Comparison.Lost(5));
        reader.TryReceive(out _).Should().BeFalse();
        reader.TrySend(Request(6)).Should().BeFalse();
        Elapsed(() => _readers.WaitForAnswers(TimeSpan.FromMilliseconds(200))).Should().BeGreaterThan(TimeSpan.FromMilliseconds(150), "nobody waits for a lost reader");
    }

    [Fact]
    public void A_reader_that_sends_nonsense_is_lost()
    {
        string impostor = Path.Combine(_directory.FullName, LegReaders.FileName);
        File.WriteAllText(impostor, "#!/bin/sh\nprintf nonsense >&3\n");
        Tool.Run("chmod", "500", impostor);
        using var readers = new LegReaders(_directory.FullName);
        using ILegReader reader = readers.Start("vg/lv", out _)!;

        Receive(reader).Should().BeEquivalentTo(Comparison.Lost(0));
        reader.TryReceive(out _).Should().BeFalse();
    }

    [Fact]
    public void A_reader_ends_when_its_owner_has_disposed_of_it_and_leaves_no_zombie()
    {
        ILegReader reader = Start();
        int pid = PidOf(nameof(A_reader_ends_when_its_owner_has_disposed_of_it_and_leaves_no_zombie));

        reader.Dispose();

        SpinWait.SpinUntil(() => !Directory.Exists($"/proc/{pid}"), Limit).Should().BeTrue("the reader ends");
        reader.TrySend(Request(1)).Should().BeFalse();
        reader.TryReceive(out _).Should().BeFalse();
    }

    [Fact]
    public void A_reader_goes_last_and_has_nothing_of_its_owner_but_the_socket()
    {
        using FileStream inherited = File.Create(Path.Combine(_directory.FullName, "inherited"));
        using ILegReader reader = Start();
        int pid = PidOf(nameof(A_reader_goes_last_and_has_nothing_of_its_owner_but_the_socket));

        string[] files = ProcFile.SettledFiles(pid);

        files.Should().HaveCount(4).And.StartWith(["/dev/null", "/dev/null", "/dev/null"]);
        files[3].Should().StartWith("socket:");
        File.ReadAllText($"/proc/{pid}/comm").Trim().Should().Be("mirrorguard-rd");
        File.ReadAllText($"/proc/{pid}/stat").Split(')')[^1].Split(' ')[NiceField].Should().Be("19");
        Tool.Run("ionice", "-p", pid.ToString(CultureInfo.InvariantCulture)).Trim().Should().StartWith("idle");
    }

    [Fact]
    public void Where_no_reader_is_the_fault_says_so()
    {
        using var readers = new LegReaders(_directory.FullName);

        readers.Start("vg/lv", out string? fault).Should().BeNull();

        fault.Should().Be($"{_directory.FullName}/mirrorguard-reader cannot be started: No such file or directory");
    }

    [Fact]
    public void A_wait_ends_with_an_answer_of_any_reader()
    {
        using ILegReader idle = Start();
        using ILegReader busy = Start();

        busy.TrySend(Request(1)).Should().BeTrue();

        Elapsed(() => _readers.WaitForAnswers(Limit)).Should().BeLessThan(Limit);
        busy.TryReceive(out _).Should().BeTrue();
        idle.TryReceive(out _).Should().BeFalse();
    }

    [Fact]
    public void A_wait_lasts_as_long_as_its_limit_and_no_longer()
    {
        using ILegReader reader = Start();
        var limit = TimeSpan.FromMilliseconds(50);

        Elapsed(() => _readers.WaitForAnswers(limit)).Should().BeGreaterThanOrEqualTo(limit).And.BeLessThan(Limit);
        Elapsed(() => _readers.WaitForAnswers(TimeSpan.Zero)).Should().BeLessThan(Limit);
        Elapsed(() => _readers.WaitForAnswers(TimeSpan.MinValue)).Should().BeLessThan(Limit);
    }

    [Fact]
    public void Another_thread_can_end_a_wait()
    {
        var waker = new Thread(() =>
        {
            SpinWait.SpinUntil(() => false, TimeSpan.FromMilliseconds(50));
            _readers.Wake();
        });
        waker.Start();

        TimeSpan elapsed = Elapsed(() => _readers.WaitForAnswers(TimeSpan.MaxValue));
        waker.Join();

        elapsed.Should().BeLessThan(Limit);
    }

    [Fact]
    public void Wakes_before_a_wait_end_that_wait_and_only_that()
    {
        _readers.Wake();
        _readers.Wake();

        Elapsed(() => _readers.WaitForAnswers(Limit)).Should().BeLessThan(Limit);
        Elapsed(() => _readers.WaitForAnswers(TimeSpan.FromMilliseconds(50))).Should().BeGreaterThanOrEqualTo(TimeSpan.FromMilliseconds(50));
    }

    private ILegReader Start([CallerMemberName] string volume = "")
    {
        ILegReader? reader = _readers.Start(volume, out string? fault);
        fault.Should().BeNull();
        return reader!;
    }

    /// <summary>For a leg that is not there; an answer is an answer.</summary>
    private static CompareRequest Request(uint id) => new(id, [Nowhere], new Sectors(1), Bytes(0, 512), "");

    private static Comparison Receive(ILegReader reader)
    {
        Comparison? comparison = null;
        SpinWait.SpinUntil(() => reader.TryReceive(out comparison), Limit).Should().BeTrue("an answer is due within {0}", Limit);
        return comparison!;
    }

    private static TimeSpan Elapsed(Action action)
    {
        var clock = Stopwatch.StartNew();
        action();
        return clock.Elapsed;
    }

    /// <summary>A reader is told apart by the volume that it was started for, which here is the test.</summary>
    private static int PidOf(string volume) => Directory.GetDirectories("/proc")
        .Select(path => int.TryParse(Path.GetFileName(path), CultureInfo.InvariantCulture, out int pid) ? pid : 0)
        .Single(pid => pid > 0 && CommandLine(pid).EndsWith($"/{LegReaders.FileName}\0{volume}\0", StringComparison.Ordinal));

    private static string CommandLine(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/cmdline");
        }
        catch (IOException)
        {
            return ""; // It has just ended.
        }
    }
}
