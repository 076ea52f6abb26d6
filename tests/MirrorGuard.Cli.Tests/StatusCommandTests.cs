using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using FluentAssertions;
using MirrorGuard.Core.Control;
using MirrorGuard.Core.Policy;
using MirrorGuard.Core.Scan;
using MirrorGuard.Core.Settings;
using MirrorGuard.Linux.Configuration;
using Xunit;

namespace MirrorGuard.Cli.Tests;

public sealed class StatusCommandTests
{
    private readonly List<string> _asked = [];

    [Fact]
    public void A_healthy_mirror_is_shown_with_its_legs_its_log_and_its_scan()
    {
        var run = Run(Machines.With(Machines.Mirror("vg-lv")), Watching(ScanReport.New("vg/lv") with { LastFinishedAt = Machines.Time }));

        run.ExitCode.Should().Be(ExitCode.Ok);
        run.Error.Should().BeEmpty();
        run.OutputLines.Should().Equal(
            "VOLUME  STATE    IN SYNC  WATCHED  SCAN     LAST PASS",
            "vg/lv   in sync  100%     yes      resting  2026-11-20 03:04",
            "  primary    lv_mimage_0  /dev/sda  alive",
            "  secondary  lv_mimage_1  /dev/sdb  alive",
            "  log        lv_mlog      /dev/sdx  alive");
        _asked.Should().Equal("""{"command":"scan-status"}""" + "\n");
    }

    [Fact]
    public void A_released_mirror_is_shown_with_what_goes_on_and_until_when()
    {
        var mirror = Machines.Mirror("vg-lv", "AD", "119/128", Arrangement.Released, OutageStage.Released);

        var run = Run(Machines.With(mirror), Watching(ScanReport.New("vg/lv")));

        run.OutputLines[1..].Should().Equal(
            "vg/lv   released  92%      yes      resting  never",
            "  primary    lv_mimage_0  /dev/sda  alive",
            "  secondary  lv_mimage_1  /dev/sdb  released: writes go on without it",
            "  log        lv_mlog      /dev/sdx  alive",
            "  writes go on without the leg lv_mimage_1 on /dev/sdb (254:2). It is awaited",
            "  for 200 s, or until it misses 50 % of the volume; when it comes back, only",
            "  what it misses is copied, otherwise LVM repairs the volume. Nothing has to be",
            "  done by hand.",
            "  until 2026-11-20 03:07:25 (faults/leg_grace = 300)");
    }

    [Fact]
    public void Several_mirrors_stand_below_each_other_with_their_legs_in_common_columns()
    {
        var machine = Machines.With(
            Machines.Mirror("vg-backup", "AAA", "32/128", log: "1 core"),
            Machines.Mirror("vg-lv", "DD", "128/128") with { IsSuspended = true });

        var run = Run(machine, Watching(ScanReport.New("vg/lv")));

        run.OutputLines.Should().Equal(
            "VOLUME     STATE      IN SYNC  WATCHED  SCAN     LAST PASS",
            "vg/backup  resyncing  25%      no       -        -",
            "  primary    backup_mimage_0  /dev/sda  alive",
            "  secondary  backup_mimage_1  /dev/sdb  alive, being filled",
            "  secondary  backup_mimage_2  /dev/sdc  alive, being filled",
            "  log                                   in memory",
            "  the kernel copies from the primary leg; 96 regions, at most 48 MiB, are still",
            "  to be copied. MirrorGuard does not watch this volume, and does nothing about",
            "  it: 'lvchange --monitor y vg/backup'.",
            "vg/lv      dead       100%     yes      resting  never",
            "  primary    lv_mimage_0      /dev/sda  a write failed (D)",
            "  secondary  lv_mimage_1      /dev/sdb  a write failed (D)",
            "  log        lv_mlog          /dev/sdx  alive",
            "  NEEDS A PERSON: every leg failed, so a repair would remove the last copy and",
            "  is not run. Bring all disks back; dmeventd's log says what to do.",
            "  suspended at this moment: its tables are being changed, by LVM, MirrorGuard or",
            "  a person");
    }

    [Fact]
    public void Names_of_any_length_and_any_state_fit_80_columns_as_long_as_disks_have_usual_names()
    {
        var name = $"production--databases-{new string('m', 16)}";
        foreach (var stage in Enum.GetValues<OutageStage>())
        {
            foreach (var arrangement in Enum.GetValues<Arrangement>())
            {
                var run = Run(Machines.With(Machines.Mirror(name, "AD", "119/128", arrangement, stage)), Watching());

                run.OutputLines.Should().OnlyContain(line => line.Length <= 100).And.Contain(line => line.StartsWith("production-databases/mmm", StringComparison.Ordinal));
                run.OutputLines.Where(line => line.StartsWith("  ", StringComparison.Ordinal) && !line.Contains("mimage", StringComparison.Ordinal))
                    .Should().OnlyContain(line => line.Length <= 80);
            }
        }
    }

    [Fact]
    public void Without_the_plugin_everything_else_is_shown_and_one_line_says_so()
    {
        var run = Run(Machines.With(Machines.Mirror("vg-lv")), _ => throw new IOException("/run/mirrorguard/control: nobody listens"));

        run.ExitCode.Should().Be(ExitCode.Ok);
        run.ErrorLines.Should().Equal("mirrorguard: /run/mirrorguard/control: nobody listens; so who is watched, and the scans, are not shown");
        run.OutputLines[1].Should().Be("vg/lv   in sync  100%     ?        ?     ?");
        run.OutputLines.Should().HaveCount(5);
    }

    [Fact]
    public void An_answer_that_is_none_is_as_good_as_none() =>
        Run(Machines.With(Machines.Mirror("vg-lv")), _ => "{}").ErrorLines.Should().ContainSingle().Which.Should().StartWith("mirrorguard: the plugin's answer is not understood");

    [Fact]
    public void A_damaged_record_is_named_and_the_rest_is_shown()
    {
        var mirror = Machines.Mirror("vg-lv", arrangement: Arrangement.Released) with { DamagedRecord = "/run/mirrorguard/LVM-x.json" };

        var run = Run(Machines.With(mirror), Watching(ScanReport.New("vg/lv")));

        run.ExitCode.Should().Be(ExitCode.Ok);
        run.ErrorLines.Should().Equal("mirrorguard: /run/mirrorguard/LVM-x.json is damaged, or not to be read: what goes on is told without it");
        run.Output.Should().Contain("Since when, and\n  for how long it is awaited, is not recorded.").And.NotContain("until 2026");
    }

    [Fact]
    public void A_configuration_with_faults_is_named_and_what_is_right_in_it_counts()
    {
        var settings = MirrorGuardSettings.Default with { Global = SettingsSet.Default with { Faults = new FaultSettings { LegGrace = TimeSpan.FromSeconds(400) } } };
        var load = new ConfigurationLoad(settings, [new SettingsProblem("faults/mode", 3, "\"on\" is no mode", "x", "y")], IsMissing: false, IsNews: true);
        var machine = Machines.With(Machines.Mirror("vg-lv", "AD", "119/128", Arrangement.Released, OutageStage.Released)) with { LoadConfiguration = () => load };

        var run = Run(machine, Watching(ScanReport.New("vg/lv")));

        run.ExitCode.Should().Be(ExitCode.Ok);
        run.ErrorLines.Should().ContainSingle().Which.Should().Contain("mirrorguard check-config");
        run.Output.Should().Contain("(faults/leg_grace = 400)");
    }

    [Fact]
    public void A_volume_that_is_no_mirror_any_more_is_not_there_and_the_others_are_shown()
    {
        var run = Run(Machines.With(Machines.Mirror("vg-lv"), Machines.Mirror("vg-lv2")), Watching(), "vg/repaired", "/dev/mapper/vg-lv");

        run.ExitCode.Should().Be(ExitCode.Failed);
        run.ErrorLines.Should().Equal("mirrorguard: vg/repaired: no such volume is active here as a mirror (lvs -o +segtype shows what it is)");
        run.OutputLines.Should().HaveCount(5).And.NotContain(line => line.Contains("lv2", StringComparison.Ordinal));
    }

    [Fact]
    public void What_of_a_volume_is_itself_a_mirror_is_shown_with_it()
    {
        var machine = Machines.With(Machines.Mirror("vg-lv"), Machines.Mirror("vg-lv_mlog", log: "1 core"), Machines.Mirror("vg-origin-real"));

        Run(machine, Watching(ScanReport.New("vg/lv")), "vg/lv").Output.Should().Contain("\nvg/lv ").And.Contain("\nvg/lv_mlog ").And.NotContain("origin");
        Run(machine, Watching(ScanReport.New("vg/lv")), "vg/origin").Output.Should().Contain("\nvg/origin ");
    }

    [Fact]
    public void Who_is_not_root_is_told_so()
    {
        var machine = Machines.With() with { ReadMirrors = () => throw new IOException("/dev/mapper/control: only root may ask device-mapper") };

        var run = Run(machine, Watching());

        run.Should().Be(new Invocation(ExitCode.Failed, "", "mirrorguard: /dev/mapper/control: only root may ask device-mapper\n"));
    }

    [Fact]
    public void Without_mirrors_there_is_one_line()
    {
        var run = Run(Machines.With(), Watching());

        run.Should().Be(new Invocation(ExitCode.Ok, "No mirror is active on this machine.\n", ""));
    }

    [Fact]
    public void What_is_no_volume_is_not_looked_for()
    {
        var run = Run(Machines.With(), Watching(), "lv");

        run.ExitCode.Should().Be(ExitCode.InvalidCommandLine);
        run.ErrorLines.Should().Equal("mirrorguard: lv is no volume; it is named vg/lv, /dev/vg/lv or /dev/mapper/vg-lv");
        _asked.Should().BeEmpty();
    }

    [Fact]
    public void Only_a_terminal_that_wants_it_gets_colour()
    {
        var machine = Machines.With(Machines.Mirror("vg-lv"), Machines.Mirror("vg-released", arrangement: Arrangement.Released), Machines.Mirror("vg-dead", "DD"));

        string Output(bool hasColour) => Invocation.OnMachine(machine, Watching(), ["status"], isOutputTerminal: true, hasColour).Output;

        Output(false).Should().NotContain("\u001b");
        Output(true).Should().Contain("\u001b[32min sync\u001b[0m   100%").And.Contain("\u001b[33mreleased").And.Contain("\u001b[1;31mdead");
    }

    [Fact]
    public void Watching_draws_anew_until_it_is_ended()
    {
        var pauses = 0;
        var machine = Machines.With(Machines.Mirror("vg-lv")) with { Pause = () => ++pauses < 3 };

        var run = Invocation.OnMachine(machine, Watching(), ["status", "--watch"], isOutputTerminal: true);

        run.ExitCode.Should().Be(ExitCode.Ok);
        run.Output.Split("\u001b[H\u001b[2J").Should().HaveCount(4).And.Subject.Skip(1).Should().OnlyContain(screen => screen.StartsWith("VOLUME", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false, "--watch")]
    [InlineData(true, "--watch", "--json")]
    public void Watching_needs_a_terminal_and_a_table(bool isTerminal, params string[] options)
    {
        var run = Invocation.OnMachine(Machines.With(), Watching(), ["status", .. options], isTerminal);

        run.ExitCode.Should().Be(ExitCode.InvalidCommandLine);
        run.Output.Should().BeEmpty();
        run.ErrorLines.Should().ContainSingle();
    }

    [Fact]
    public void As_json_it_is_one_document_with_the_units_in_its_names()
    {
        var mirror = Machines.Mirror("vg-lv", "AD", "119/128", Arrangement.Released, OutageStage.Released);

        var run = Run(Machines.With(mirror), Watching(ScanReport.New("vg/lv")), "--json");

        run.ExitCode.Should().Be(ExitCode.Ok);
        using var document = JsonDocument.Parse(run.Output);
        var volume = document.RootElement.GetProperty("volumes")[0];
        Text(document.RootElement, "version").Should().Be("1");
        Text(volume, "state").Should().Be("released");
        Text(volume, "isWatched").Should().Be("true");
        Text(volume, "sectors").Should().Be("131072");
        Text(volume, "bytes").Should().Be("67108864");
        Text(volume, "outOfSyncRegions").Should().Be("9");
        var wait = volume.GetProperty("wait");
        Text(wait, "stage").Should().Be("released");
        wait.GetProperty("since").GetDateTimeOffset().Should().Be(Machines.Time.AddSeconds(-100));
        Text(wait, "until").Should().EndWith("+00:00");
        wait.GetProperty("until").GetDateTimeOffset().Should().Be(Machines.Time.AddSeconds(200));
        var target = volume.GetProperty("targets")[0];
        target.GetProperty("legs").EnumerateArray().Select(leg => $"{Text(leg, "role")} {Text(leg, "health")} {Text(leg, "letter")} {Text(leg, "isReleased")}")
            .Should().Equal("primary alive A false", "secondary writeFailed D true");
        Text(target.GetProperty("log"), "kind").Should().Be("disk");
        Text(volume.GetProperty("scan"), "state").Should().Be("resting");
    }

    [Fact]
    public void In_json_null_says_that_something_is_not_known()
    {
        var run = Run(Machines.With(Machines.Mirror("vg-lv")), _ => throw new IOException("nobody listens"), "--json");

        using var document = JsonDocument.Parse(run.Output);
        var volume = document.RootElement.GetProperty("volumes")[0];
        foreach (var name in (string[])["isWatched", "scan", "wait", "summary"])
            volume.GetProperty(name).ValueKind.Should().Be(JsonValueKind.Null, name);
        document.RootElement.GetProperty("isPluginKnown").GetBoolean().Should().BeFalse();
        document.RootElement.GetProperty("problems").GetArrayLength().Should().Be(1);
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name) switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString()!,
        { ValueKind: JsonValueKind.True } => "true",
        { ValueKind: JsonValueKind.False } => "false",
        var other => other.GetRawText(),
    };

    private static Func<string, string> Watching(params ScanReport[] reports) => _ => Encoding.UTF8.GetString(ControlReply.Of(reports)).TrimEnd('\n');

    private Invocation Run(MachineView machine, Func<string, string> answer, params string[] arguments) => Invocation.OnMachine(
        machine,
        line =>
        {
            _asked.Add(line);
            return answer(line);
        },
        ["status", .. arguments]);
}
