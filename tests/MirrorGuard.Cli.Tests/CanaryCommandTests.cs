using System;
using System.IO;

using FluentAssertions;

using MirrorGuard.Core.Reports;
using MirrorGuard.Core.Settings;

using Xunit;

namespace MirrorGuard.Cli.Tests;

/// <summary>What the canary says, and that it leaves nothing behind; that the real one lives is the lab's to show.</summary>
public sealed class CanaryCommandTests : IDisposable
{
    private readonly CanaryGround _ground = new();
    private readonly string _directory = Directory.CreateTempSubdirectory("mirrorguard-canary-").FullName;

    public CanaryCommandTests() => Report("/bin/tell");

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private string Metrics => File.ReadAllText(Path.Combine(_directory, CanaryMetrics.FileName));

    [Fact]
    public void Each_step_is_said_when_it_went_well()
    {
        _ground.Run().Should().Be(new Invocation(0, """
            made     mirrorguard_canary/canary: 4 MiB on two disks in memory, in sync
            watched  by dmeventd, with MirrorGuard
            died     its second disk; a write went on without it within 0.0 s
            back     the disk, and the leg has what it missed, within 0.0 s
            told     of leg-released and leg-returned: the history and the journal, and /bin/tell

            """, ""));
        _ground.There.Should().BeEmpty();
        Metrics.Should().Contain("mirrorguard_canary_success 1\n")
            .And.Contain($"mirrorguard_canary_last_success_timestamp_seconds {Machines.Time.ToUnixTimeSeconds()}\n");
    }

    [Fact]
    public void Without_a_report_program_that_is_said()
    {
        Report("");

        _ground.Run().Output.Should().EndWith("the history and the journal; no report/program is set\n");
    }

    [Fact]
    public void A_program_that_heard_of_an_earlier_canary_is_not_waited_for()
    {
        _ground.Told(TimeSpan.FromMinutes(20));

        _ground.Run().Output.Should().EndWith("; /bin/tell heard of it less than report/interval ago, and hears of this one later\n");
    }

    [Theory]
    [InlineData("unmade", "'lvm lvcreate --quiet --yes --type mirror --mirrors 1 --mirrorlog core --extents 1 --monitor y --name canary mirrorguard_canary' failed: no")]
    [InlineData("unwatched", "dmeventd does not monitor it with MirrorGuard; 'lvs -o +seg_monitor' and dmeventd's log tell more, after 10 s")]
    [InlineData("held", "a disk is dead, and the write to the mirror waits for it still, after 30 s")]
    [InlineData("failed", "a write failed, although one disk was good: dd: error writing: Input/output error")]
    [InlineData("away", "the disk is back, but the leg does not have what it missed, after 120 s")]
    [InlineData("unkept", "the disk is back, but the leg does not have what it missed, after 120 s")]
    [InlineData("untold", "/bin/tell was not told: no route to host")]
    public void What_does_not_happen_is_named_and_nothing_is_left(string what, string fault)
    {
        _ground.Run().ExitCode.Should().Be(0);
        var earlier = Metrics;
        _ground.Fails = what == "unmade" ? "lvm lvcreate" : "";
        _ground.IsWatched = what != "unwatched";
        _ground.LetsWritesGo = what != "held";
        _ground.DoesWriteFail = what == "failed";
        _ground.BringsLegsBack = what != "away";
        _ground.KeepsHistory = what != "unkept";
        _ground.ReportFault = what == "untold" ? "no route to host" : null;
        var view = _ground.View;
        for (var hour = 0; hour < 5 * 3700; hour++)
            view.Rest();

        var run = _ground.Run();

        run.ExitCode.Should().Be(5);
        run.Error.Should().Be($"mirrorguard: the canary: {fault}\n");
        _ground.There.Should().BeEmpty();
        Metrics.Should().Contain("mirrorguard_canary_success 0\n").And.Contain(earlier.Split('\n')[^2], "when it last went well is kept");
    }

    [Fact]
    public void What_is_left_of_it_is_named_and_the_next_one_takes_it_away()
    {
        _ground.Fails = "lvm vgremove";
        var run = _ground.Run();
        run.ExitCode.Should().Be(5);
        run.Error.Should().Be("mirrorguard: the canary could not be taken away, the next one tries again: 'lvm vgremove --quiet --force --yes mirrorguard_canary' failed: no\n");
        _ground.There.Should().Contain("vg");

        _ground.Fails = "";
        _ = _ground.Run();
        _ground.There.Should().BeEmpty();
    }

    [Fact]
    public void One_that_was_left_with_a_suspended_disk_is_taken_away_by_the_next()
    {
        _ground.Fails = "dmsetup remove";
        _ground.Run().ExitCode.Should().Be(5);
        _ground.There.Should().Contain(CanaryGround.EntryOf("/dev/mapper/mirrorguard-canary-1"), "otherwise LVM could not take the volume group away");
        _ground.Fails = "";
        _ground.Suspended = "mirrorguard-canary-1";

        _ground.Run().ExitCode.Should().Be(0);
        _ground.There.Should().BeEmpty();
    }

    [Fact]
    public void What_LVM_still_lists_of_one_that_was_killed_is_taken_out_by_the_next()
    {
        _ground.Fails = "lvm lvmdevices --deldev";
        _ground.Run().Error.Should().Contain("'lvm lvmdevices --deldev /dev/mapper/mirrorguard-canary-1' failed: no");

        _ground.Fails = "";
        _ = _ground.Run();
        _ground.There.Should().BeEmpty();
    }

    [Fact]
    public void Where_LVM_keeps_no_file_of_its_disks_none_is_made()
    {
        _ground.HasDevicesFile = false;

        _ground.Run().ExitCode.Should().Be(0);
        _ground.IsEveryDiskHidden.Should().BeFalse();
    }

    [Fact]
    public void A_volume_group_of_that_name_that_is_no_canary_is_left_alone()
    {
        _ground.PhysicalVolumes = "  /dev/sdb1\n";

        _ground.Run().Should().Be(new Invocation(5, "", "mirrorguard: an earlier canary is in the way: the volume group mirrorguard_canary has /dev/sdb1, which no canary made\n"));
    }

    [Fact]
    public void Where_LVM_does_not_tell_whose_disks_they_are_nothing_is_removed()
    {
        _ground.Fails = "lvm pvs";

        _ground.Run().Error.Should().Be("mirrorguard: an earlier canary is in the way: LVM does not tell which disks the volume group mirrorguard_canary has: no\n");
        _ground.There.Should().BeEmpty();
    }

    [Fact]
    public void Where_nothing_is_done_about_faults_there_is_nothing_to_try()
    {
        _ground.Settings = new MirrorGuardSettings(SettingsSet.Default with { Faults = new FaultSettings { Mode = FaultMode.Observe } }, []);

        _ground.Run().Error.Should().Be(
            "mirrorguard: faults/mode = \"observe\" counts for mirrorguard_canary/canary: nothing is done about faults, so there is nothing to try\n");
    }

    private void Report(string program) => _ground.Settings = new MirrorGuardSettings(
        SettingsSet.Default with { Report = new ReportSettings { Program = program, Metrics = Path.Combine(_directory, "mirrorguard.prom") } }, []);
}
