using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using FluentAssertions;
using MirrorGuard.Core.Steps;
using MirrorGuard.Dso.Tests.Hosts;
using MirrorGuard.Engine.Ports;
using MirrorGuard.Linux;
using MirrorGuard.Linux.Helpers;
using Xunit;

namespace MirrorGuard.Dso.Tests.Helper;

/// <summary>The DSO's side of a helper, against the real program; without a device-mapper, of which files need none.</summary>
public sealed class HelperProcessTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("mirrorguard-helper-");

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public void Every_program_is_answered_in_order_with_its_id()
    {
        using IHelper helper = Start();
        string path = Path.Combine(_directory.FullName, "record");

        Send(helper, 7, program => program.Record(Bytes(path), "first"u8));
        Send(helper, 8, program => program.Record(Bytes(path), "second"u8));

        Receive(helper).Should().Be(new StepReply(7, StepOutcome.Done, -1, 0, 0, default));
        Receive(helper).Should().Be(new StepReply(8, StepOutcome.Done, -1, 0, 0, default));
        File.ReadAllText(path).Should().Be("second");
        Directory.GetFiles(_directory.FullName).Should().ContainSingle("the unfinished file was renamed");
        helper.TryReceive(out _).Should().BeFalse();
    }

    [Fact]
    public void A_helper_and_its_owner_may_write_the_same_record_at_once()
    {
        using IHelper helper = Start();
        var files = new StateFiles(_directory.FullName);
        var device = new DeviceIdentity("vg-lv", "LVM-device");
        using var stop = new CancellationTokenSource();
        var owner = new Thread(() =>
        {
            while (!stop.IsCancellationRequested)
                files.Write(device, "the owner's"u8);
        });
        owner.Start();

        var outcomes = new List<StepReply>();
        for (uint id = 1; id <= 500; id++)
        {
            Send(helper, id, program => program.Record(files.PathOf(device), "the helper's"u8));
            outcomes.Add(Receive(helper));
        }
        stop.Cancel();
        owner.Join();

        outcomes.Should().OnlyContain(reply => reply.Outcome == StepOutcome.Done);
        Text(files.Read(device)).Should().BeOneOf("the owner's", "the helper's");
        Directory.GetFiles(_directory.FullName).Should().ContainSingle("unfinished files were renamed");
    }

    [Fact]
    public void A_step_that_fails_says_which_and_why()
    {
        using IHelper helper = Start();
        const int NoSuchFileOrDirectory = 2;

        Send(helper, 1, program =>
        {
            program.Forget(Bytes(Path.Combine(_directory.FullName, "none")));
            program.Record(Bytes(Path.Combine(_directory.FullName, "none", "record")), "x"u8);
        });

        Receive(helper).Should().Be(new StepReply(1, StepOutcome.Failed, 1, NoSuchFileOrDirectory, 0, default));
    }

    [Fact]
    public void Sending_and_receiving_allocate_nothing()
    {
        using IHelper helper = Start();
        var program = new StepProgram();
        Exchange(helper, program, rounds: 100);

        long before = GC.GetAllocatedBytesForCurrentThread();
        Exchange(helper, program, rounds: 1000);

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
    }

    [Fact]
    public void A_helper_that_takes_nothing_makes_sending_fail_and_not_wait()
    {
        using IHelper helper = Start();
        int pid = PidOf(nameof(A_helper_that_takes_nothing_makes_sending_fail_and_not_wait));
        Tool.Run("kill", "-STOP", Text(pid));
        var program = new StepProgram();

        uint sent = 0;
        do
            program.Id = ++sent;
        while (sent < 10_000 && helper.TrySend(program));
        Tool.Run("kill", "-CONT", Text(pid));

        sent.Should().BeInRange(2, 9_999, "a queue has an end");
        for (uint id = 1; id < sent; id++)
            Receive(helper).Id.Should().Be(id);
    }

    [Fact]
    public void A_helper_that_was_killed_is_lost_once_and_takes_no_more()
    {
        using IHelper helper = Start();
        Send(helper, 5, program => program.Forget("/none"u8));
        Receive(helper).Id.Should().Be(5);

        Tool.Run("kill", "-KILL", Text(PidOf(nameof(A_helper_that_was_killed_is_lost_once_and_takes_no_more))));

        Receive(helper).Should().Be(new StepReply(5, StepOutcome.Lost, -1, 0, 0, default));
        helper.TryReceive(out _).Should().BeFalse();
        helper.TrySend(new StepProgram()).Should().BeFalse();
    }

    [Fact]
    public void A_helper_killed_before_it_took_its_program_is_lost_too()
    {
        using IHelper helper = Start();
        int pid = PidOf(nameof(A_helper_killed_before_it_took_its_program_is_lost_too));
        Tool.Run("kill", "-STOP", Text(pid));
        Send(helper, 6, program => program.Forget("/none"u8));

        Tool.Run("kill", "-KILL", Text(pid));

        Receive(helper).Should().Be(new StepReply(6, StepOutcome.Lost, -1, 0, 0, default));
    }

    [Fact]
    public void A_helper_ends_when_its_owner_has_disposed_of_it_and_leaves_no_zombie()
    {
        IHelper helper = Start();
        int pid = PidOf(nameof(A_helper_ends_when_its_owner_has_disposed_of_it_and_leaves_no_zombie));
        Parent(pid).Should().NotBe(Environment.ProcessId);

        helper.Dispose();

        WaitUntil(() => !Directory.Exists($"/proc/{pid}"), "the helper ends");
        int[] zombies = [.. Zombies()];
        WaitUntil(() => !zombies.Intersect(Zombies()).Any(), "what other tests start and wait for passes; the helper's would stay");
        helper.TrySend(new StepProgram()).Should().BeFalse();
        helper.TryReceive(out _).Should().BeFalse();
    }

    [Fact]
    public void A_helper_has_nothing_of_its_owner_but_the_socket()
    {
        using FileStream inherited = File.Create(Path.Combine(_directory.FullName, "inherited"));
        using IHelper helper = Start();
        int pid = PidOf(nameof(A_helper_has_nothing_of_its_owner_but_the_socket));

        string[] files = ProcFile.SettledFiles(pid);

        files.Should().HaveCount(5).And.StartWith(["/dev/null", "/dev/null", "/dev/null"]);
        files[3].Should().StartWith("socket:");
        files[4].Should().Be("anon_inode:[timerfd]", "its watchdog sleeps in it");
        File.ReadAllText($"/proc/{pid}/environ").Should().BeEmpty();
        ProcFile.Blocked(pid, pid).Should().Be(0xfffffffe7ffbfeff, "every signal but SIGKILL, SIGSTOP and the C library's own two");
    }

    [Fact]
    public void Where_no_helper_is_the_fault_says_so()
    {
        new HelperProcesses(_directory.FullName).Start("vg/lv", out string? fault).Should().BeNull();

        fault.Should().Be($"{_directory.FullName}/mirrorguard-helper cannot be started: No such file or directory");
    }

    [Fact]
    public void A_helper_that_sends_nonsense_is_lost()
    {
        Impersonate("printf nonsense >&3");
        using IHelper helper = new HelperProcesses(_directory.FullName).Start("vg/lv", out _)!;

        Receive(helper).Should().Be(new StepReply(0, StepOutcome.Lost, -1, 0, 0, default));
        helper.TryReceive(out _).Should().BeFalse();
        helper.TrySend(new StepProgram()).Should().BeFalse();
    }

    [Fact]
    public void A_helper_that_cannot_set_itself_up_is_a_fault()
    {
        Impersonate("exit 12");

        new HelperProcesses(_directory.FullName).Start("vg/lv", out string? fault).Should().BeNull();

        fault.Should().EndWith("Cannot allocate memory");
    }

    [Fact]
    public void Without_a_directory_the_fault_says_so()
    {
        new HelperProcesses(null).Start("vg/lv", out string? fault).Should().BeNull();

        fault.Should().Contain("beside the DSO");
    }

    private void Impersonate(string script)
    {
        string impostor = Path.Combine(_directory.FullName, HelperProcesses.FileName);
        File.WriteAllText(impostor, $"#!/bin/sh\n{script}\n");
        Tool.Run("chmod", "500", impostor);
    }

    private static IHelper Start([System.Runtime.CompilerServices.CallerMemberName] string volume = "")
    {
        IHelper? helper = new HelperProcesses(ProgramFiles.Directory).Start(volume, out string? fault);
        fault.Should().BeNull();
        return helper!;
    }

    private static void Exchange(IHelper helper, StepProgram program, int rounds)
    {
        for (int round = 0; round < rounds; round++)
        {
            program.Clear();
            program.Forget("/none"u8);
            while (!helper.TrySend(program))
                Thread.Yield();
            while (!helper.TryReceive(out _))
                Thread.Yield();
        }
    }

    private static void Send(IHelper helper, uint id, Action<StepProgram> steps)
    {
        var program = new StepProgram { Id = id };
        steps(program);
        helper.TrySend(program).Should().BeTrue();
    }

    private static StepReply Receive(IHelper helper)
    {
        StepReply reply = default;
        WaitUntil(() => helper.TryReceive(out reply), "a reply");
        return reply;
    }

    private static void WaitUntil(Func<bool> condition, string what) =>
        SpinWait.SpinUntil(condition, Limit).Should().BeTrue("{0} is due within {1}", what, Limit);

    /// <summary>A helper is told apart by the volume that it was started for, which here is the test.</summary>
    private static int PidOf(string volume) => Processes().Single(pid => CommandLine(pid).EndsWith($"\0{volume}\0", StringComparison.Ordinal));

    private static IEnumerable<int> Zombies() => Processes().Where(pid => Parent(pid) == Environment.ProcessId && CommandLine(pid).Length == 0);

    private static IEnumerable<int> Processes() => Directory.GetDirectories("/proc")
        .Select(path => int.TryParse(Path.GetFileName(path), CultureInfo.InvariantCulture, out int pid) ? pid : 0)
        .Where(pid => pid > 0);

    private static string CommandLine(int pid) => TryRead($"/proc/{pid}/cmdline") ?? "";

    private static int Parent(int pid) =>
        TryRead($"/proc/{pid}/stat")?.Split(')')[^1].Split(' ') is [_, _, var parent, ..] ? int.Parse(parent, CultureInfo.InvariantCulture) : 0;

    private static string? TryRead(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (IOException)
        {
            // It ended while we looked.
            return null;
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Text(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes);

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
