using System;
using System.Collections.Generic;
using System.IO;
using System.Net.Sockets;
using System.Text;
using FluentAssertions;
using MirrorGuard.Core.Control;
using MirrorGuard.Core.Scan;
using Xunit;

namespace MirrorGuard.Cli.Tests;

public sealed class ScanCommandTests
{
    private static readonly DateTimeOffset Finished = new(2026, 11, 20, 3, 4, 5, TimeZoneInfo.Local.GetUtcOffset(new DateTimeOffset(2026, 11, 20, 3, 4, 5, default)));

    private static readonly ScanPass Pass = new(new(65536), Finished, IsOnDemand: true, new ScanTally(1, 8, 2, 3, 4));

    private readonly List<string> _asked = [];

    [Theory]
    [InlineData("start", "scan-start")]
    [InlineData("stop", "scan-stop")]
    public void An_order_is_passed_on_for_each_volume_however_it_is_named(string order, string command)
    {
        var run = Run("""{"ok":true}""", "scan", order, "vg/lv", "/dev/vg/lv2", "/dev/mapper/vg--a-lv3");

        run.Should().Be(new Invocation(ExitCode.Ok, "", ""));
        _asked.Should().Equal(
            $$"""{"command":"{{command}}","volume":"vg/lv"}""" + "\n",
            $$"""{"command":"{{command}}","volume":"vg/lv2"}""" + "\n",
            $$"""{"command":"{{command}}","volume":"vg-a/lv3"}""" + "\n");
    }

    [Fact]
    public void Without_a_volume_all_are_meant()
    {
        Run("""{"ok":true}""", "scan", "start").ExitCode.Should().Be(ExitCode.Ok);

        _asked.Should().Equal("""{"command":"scan-start"}""" + "\n");
    }

    [Fact]
    public void Scans_are_shown_as_a_table()
    {
        var answer = Encoding.UTF8.GetString(ControlReply.Of(
        [
            new ScanReport("vg/lv", "reading", ScanObstacle.None, 32 << 20, 64 << 20, 16 << 20, Pass, null),
            new ScanReport("vg/archive", "waiting", ScanObstacle.Fault, 0, 1 << 30, 1 << 20, Pass with { Tally = default }, Finished),
            new ScanReport("vg/new", "resting", ScanObstacle.None, 0, 0, 0, null, null),
            new ScanReport("vg/used", "reading", ScanObstacle.None, 16 << 20, 64 << 20, 16 << 20, Pass with { Tally = default }, null) { MakesWay = true },
        ]));

        var run = Run(answer.TrimEnd('\n'), "scan", "status");

        run.ExitCode.Should().Be(ExitCode.Ok);
        run.Error.Should().BeEmpty();
        run.OutputLines.Should().Equal(
            "VOLUME      STATE    DONE               MiB/s  LEFT  LAST PASS",
            "vg/archive  waiting  ............   0%  -      -     2026-11-20 03:04",
            "  waits for all legs to be alive and in sync",
            "vg/lv       reading  ######......  50%  16     2 s   never",
            "  1 place where legs differ (8 sectors)",
            "  2 places that cannot be read",
            "  3 unreadable places rewritten",
            "vg/new      resting  -                  -      -     never",
            "vg/used     reading  ###.........  25%  -      -     never",
            "  waits for others who use its disks");
    }

    [Fact]
    public void As_json_it_is_the_answer_itself()
    {
        const string Answer = """{"ok":true,"volumes":[]}""";

        Run(Answer, "scan", "status", "--json").OutputLines.Should().Equal(Answer);
    }

    [Fact]
    public void A_pass_can_be_watched_as_it_goes_on()
    {
        var looks = 0;
        var machine = Machines.With() with { Pause = () => ++looks < 3 };

        var run = Invocation.OnMachine(machine, Answer, ["scan", "status", "--watch"], isOutputTerminal: true);

        run.ExitCode.Should().Be(ExitCode.Ok);
        run.Output.Split("\u001b[H\u001b[2J")[1..].Should().SatisfyRespectively(
            screen => screen.Should().Contain("............   0%").And.Contain("4 min"),
            screen => screen.Should().Contain("###.........  25%").And.Contain("3 min"),
            screen => screen.Should().Contain("######......  50%").And.Contain("2 min"));

        string Answer(string line) => Encoding.UTF8.GetString(ControlReply.Of(
            [new ScanReport("vg/lv", "reading", ScanObstacle.None, (ulong)looks * 60 << 20, 240 << 20, 1 << 20, Pass with { Tally = default }, null)]));
    }

    [Theory]
    [InlineData(false, "--watch")]
    [InlineData(true, "--watch", "--json")]
    public void Watching_needs_a_terminal_and_a_table(bool isTerminal, params string[] options) =>
        Invocation.OnMachine(Machines.With(), _ => """{"ok":true,"volumes":[]}""", ["scan", "status", .. options], isTerminal).ExitCode
            .Should().Be(ExitCode.InvalidCommandLine);

    [Fact]
    public void What_is_no_volume_is_not_asked_for()
    {
        var run = Invocation.OnTerminal("scan", "status", "vg/lv", "lv\u001b[2J");

        run.ExitCode.Should().Be(ExitCode.InvalidCommandLine);
        run.ErrorLines.Should().Equal("mirrorguard: lv?[2J is no volume; it is named vg/lv, /dev/vg/lv or /dev/mapper/vg-lv");
    }

    [Fact]
    public void A_volume_that_is_not_monitored_does_not_keep_the_others_from_being_shown()
    {
        var run = Invocation.WithPlugin(
            line => line.Contains("vg/lv2", StringComparison.Ordinal)
                ? """{"ok":false,"error":"vg/lv2 is not monitored here"}"""
                : Encoding.UTF8.GetString(ControlReply.Of([ScanReport.New("vg/lv")])),
            "scan", "status", "vg/lv2", "vg/lv");

        run.ExitCode.Should().Be(ExitCode.Failed);
        run.ErrorLines.Should().Equal("mirrorguard: vg/lv2 is not monitored here");
        run.OutputLines.Should().HaveCount(2);
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"ok":1}""")]
    [InlineData("""{"ok":false}""")]
    [InlineData("""{"ok":true,"volumes":3}""")]
    [InlineData("""{"ok":true,"volumes":[{}]}""")]
    [InlineData("""{"ok":true,"volumes":[{"volume":"vg/lv","state":"reading","waitsFor":null,"position":-1}]}""")]
    public void An_answer_that_is_none_is_said_to_be(string answer)
    {
        var run = Run(answer, "scan", "status");

        run.ExitCode.Should().Be(ExitCode.Failed);
        run.Output.Should().BeEmpty();
        run.ErrorLines.Should().Equal("mirrorguard: the plugin's answer is not understood: it may be of another version than this command");
    }

    [Fact]
    public void Where_nobody_answers_the_reason_is_said()
    {
        var client = new ControlClient(Path.Combine(Path.GetTempPath(), "mirrorguard-none"), TimeSpan.FromSeconds(1));

        client.Invoking(nobody => nobody.Ask([])).Should().Throw<IOException>().WithMessage("*: nobody listens: dmeventd does not run*");
    }

    [Fact]
    public void Who_listens_and_is_silent_is_not_waited_for_without_end_however_often_he_is_asked()
    {
        var path = Path.Combine(Path.GetTempPath(), $"mirrorguard-{Guid.NewGuid():N}");
        using var silent = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        silent.Bind(new UnixDomainSocketEndPoint(path));
        silent.Listen(1);
        var client = new ControlClient(path, TimeSpan.FromSeconds(0.2));

        for (var question = 0; question < 4; question++)
            client.Invoking(one => one.Ask([(byte)'\n'])).Should().Throw<IOException>().WithMessage("*: no answer within 0.2 s*");

        File.Delete(path);
    }

    private Invocation Run(string answer, params string[] arguments) => Invocation.WithPlugin(
        line =>
        {
            _asked.Add(line);
            return answer;
        },
        arguments);
}
