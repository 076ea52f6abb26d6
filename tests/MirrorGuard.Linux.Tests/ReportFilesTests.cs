using System;
using System.IO;
using System.Linq;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;
using System.Threading;

using FluentAssertions;

using MirrorGuard.Core.Reports;
using MirrorGuard.Engine.Ports;

using Xunit;

namespace MirrorGuard.Linux.Tests;

/// <summary>Where reports end: files, the journal's socket, a program.</summary>
public sealed class ReportFilesTests : IDisposable
{
    private static readonly HistoryEntry Entry = new(new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero), "vg/lv", "note", "notice", "a line", null);

    private readonly DirectoryInfo _parent = Directory.CreateTempSubdirectory("mirrorguard-report-");

    public void Dispose() => _parent.Delete(recursive: true);

    [Fact]
    public void The_history_is_read_in_order_by_root_alone_and_past_a_line_that_was_cut_off()
    {
        var history = new HistoryFile(Path.Combine(_parent.FullName, "new"));
        history.Read().Should().BeEmpty("there is none yet");
        history.TryAppend(Entry.ToLine()).Should().BeTrue();
        history.TryAppend("{\"time\":\"2026-11-"u8).Should().BeTrue();
        history.TryAppend((Entry with { Text = "the last" }).ToLine()).Should().BeTrue();

        history.Read().Select(entry => entry.Text).Should().Equal("a line", "the last");
        File.GetUnixFileMode(Path.Combine(_parent.FullName, "new", "history")).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public void A_long_history_forgets_its_oldest_lines()
    {
        var history = new HistoryFile(_parent.FullName);
        var text = new string('x', 100_000);
        for (var line = 0; line < 100; line++)
            history.TryAppend((Entry with { Text = $"{line} {text}" }).ToLine());

        var kept = history.Read().Select(entry => int.Parse(entry.Text.Split(' ')[0])).ToList();
        kept.Should().BeInAscendingOrder().And.HaveCountGreaterThan(40).And.HaveCountLessThan(100);
        kept[^1].Should().Be(99);
        _parent.EnumerateFiles().Sum(file => file.Length).Should().BeLessThan(9 * 1024 * 1024);
    }

    [Fact]
    public void A_history_that_cannot_be_kept_is_no_error_of_ours() =>
        new HistoryFile("/proc/1/nothing").TryAppend(Entry.ToLine()).Should().BeFalse();

    [Fact]
    public void Metrics_are_for_everybody_and_no_half_of_them_is_left()
    {
        var path = Path.Combine(_parent.FullName, "mirrorguard.prom");

        new MetricsFile().Replace(path, "a 1\n").Should().BeNull();
        new MetricsFile().Replace(path, "a 2\n").Should().BeNull();

        File.ReadAllText(path).Should().Be("a 2\n");
        File.GetUnixFileMode(path).Should().HaveFlag(UnixFileMode.OtherRead);
        _parent.EnumerateFiles().Should().ContainSingle();
        new MetricsFile().Replace(Path.Combine(_parent.FullName, "no", "such"), "").Should().NotBeNullOrEmpty();
    }

    [Fact]
    public void A_link_that_somebody_put_in_the_way_of_the_metrics_leads_nowhere()
    {
        var victim = Path.Combine(_parent.FullName, "victim");
        var path = Path.Combine(_parent.FullName, "mirrorguard.prom");
        File.WriteAllText(victim, "of value");
        File.CreateSymbolicLink(path, victim);
        File.CreateSymbolicLink(path + ".new", victim);

        new MetricsFile().Replace(path, "a 1\n").Should().BeNull();

        File.ReadAllText(victim).Should().Be("of value");
        File.ReadAllText(path).Should().Be("a 1\n");
    }

    [Fact]
    public void The_journal_gets_one_datagram_with_a_field_on_each_line()
    {
        var path = Path.Combine(_parent.FullName, "socket");
        using var journal = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { ReceiveTimeout = 5000 };
        journal.Bind(new UnixDomainSocketEndPoint(path));

        new Journal(path).Send([new("MESSAGE", "vg/lv: é"), new("PRIORITY", "4"), new("MIRRORGUARD_STATUS", "two\nlines")]);

        var bytes = new byte[1000];
        var length = journal.Receive(bytes);
        Encoding.UTF8.GetString(bytes, 0, length).Should().Be("MESSAGE=vg/lv: é\nPRIORITY=4\nMIRRORGUARD_STATUS\n\t\0\0\0\0\0\0\0two\nlines\n");
    }

    [Fact]
    public void Without_a_journal_nothing_happens() => new Journal(Path.Combine(_parent.FullName, "none")).Send([new("MESSAGE", "x")]);

    [Fact]
    public void The_program_has_its_arguments_and_variables_and_nothing_of_ours()
    {
        var end = Run("#!/bin/sh\necho \"$1|$2|$MIRRORGUARD_EVENT|$HOME|$(ls -l /proc/self/fd | grep -c mirrorguard)\"\n", ["leg-released", "vg/lv; rm -rf $HOME"], ["MIRRORGUARD_EVENT=it's"]);

        end.Succeeded.Should().BeTrue();
        end.Output.Should().Be("leg-released|vg/lv; rm -rf $HOME|it's||1\n", "what it complains to is the only file of ours that it has");
    }

    [Fact]
    public void A_file_that_is_open_for_all_programs_to_inherit_is_not_open_in_ours()
    {
        var path = Path.Combine(_parent.FullName, "V_vg");
        File.WriteAllText(path, "");
        using var file = File.OpenHandle(path);
        // As LVM's library opens its locks.
        Fcntl((int)file.DangerousGetHandle(), SetDescriptorFlags, 0).Should().Be(0);

        Run("#!/bin/sh\nls -l /proc/self/fd\n", [], []).Output.Should().NotContain("V_vg");
    }

    [Fact]
    public void A_program_that_fails_says_why() =>
        Run("#!/bin/sh\necho first >&2; echo no route to host >&2; exit 3\n", [], []).Should().Be(new ChildEnd(false, "", "no route to host"));

    [Fact]
    public void What_is_cut_off_takes_its_children_with_it()
    {
        var mark = Path.Combine(_parent.FullName, "mark");
        using var child = new ReportPrograms().Start(Script($"#!/bin/sh\nsleep 600 & echo $! >{mark}; wait\n"), [], [])!;
        SpinWait.SpinUntil(() => File.Exists(mark) && File.ReadAllText(mark).EndsWith('\n'), TimeSpan.FromSeconds(20)).Should().BeTrue();

        child.Kill();

        SpinWait.SpinUntil(() => child.End is not null, TimeSpan.FromSeconds(20)).Should().BeTrue();
        SpinWait.SpinUntil(() => IsGone(File.ReadAllText(mark).Trim()), TimeSpan.FromSeconds(20)).Should().BeTrue();
    }

    [Fact]
    public void What_is_not_there_is_not_started() => new ReportPrograms().Start(Path.Combine(_parent.FullName, "none"), [], []).Should().BeNull();

    /// <summary><c>F_SETFD</c></summary>
    private const int SetDescriptorFlags = 2;

    [DllImport("libc", EntryPoint = "fcntl"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Fcntl(int descriptor, int command, int flags);

    private static bool IsGone(string pid) =>
        !File.Exists($"/proc/{pid}/stat") || File.ReadAllText($"/proc/{pid}/stat").Contains(") Z ", StringComparison.Ordinal);

    private ChildEnd Run(string script, string[] arguments, string[] variables)
    {
        using var child = new ReportPrograms().Start(Script(script), arguments, variables)!;
        SpinWait.SpinUntil(() => child.End is not null, TimeSpan.FromSeconds(20)).Should().BeTrue();
        return child.End!;
    }

    private string Script(string text)
    {
        var path = Path.Combine(_parent.FullName, "program");
        File.WriteAllText(path, text);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }
}
