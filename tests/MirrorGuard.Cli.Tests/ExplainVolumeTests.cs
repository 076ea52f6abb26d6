using System;
using System.Text;
using FluentAssertions;
using MirrorGuard.Core.Control;
using MirrorGuard.Core.Policy;
using MirrorGuard.Core.Scan;
using MirrorGuard.Core.Settings;
using MirrorGuard.Linux.Configuration;
using MirrorGuard.Linux.Mirrors;
using Xunit;

namespace MirrorGuard.Cli.Tests;

public sealed class ExplainVolumeTests
{
    [Theory]
    [InlineData("vg/lv")]
    [InlineData("/dev/vg/lv")]
    [InlineData("/dev/mapper/vg-lv")]
    public void Of_a_healthy_volume_it_is_told_what_would_be_done_and_by_which_rule(string name)
    {
        var run = Explain(Machines.With(Machines.Mirror("vg-lv")), name);

        run.ExitCode.Should().Be(ExitCode.Ok);
        run.Error.Should().BeEmpty();
        run.OutputLines.Should().Equal(
            "vg/lv: in sync.",
            "Its status: All 2 legs of vg/lv show no error, and 128/128 regions (100%) are in sync. The log device is lv_mlog on /dev/sdx (254:9).",
            "If the primary leg lv_mimage_0 on /dev/sda (254:1) dies: LVM repairs the volume at once, and the leg is put back if its disk returns in time (faults/reattach = 1, faults/leg_grace = 300).",
            "If the secondary leg lv_mimage_1 on /dev/sdb (254:2) dies: writes go on without it, and it is awaited; then LVM repairs the volume (faults/leg_grace = 300, faults/max_out_of_sync = 50).",
            "If the log lv_mlog on /dev/sdx (254:9) dies: writes wait in case it comes back; then LVM repairs the volume (faults/write_hold = 5).");
    }

    [Fact]
    public void With_three_legs_writes_wait_for_a_secondary_leg() =>
        Explain(Machines.With(Machines.Mirror("vg-lv", "AAA", log: "1 core")), "vg/lv").OutputLines[^1].Should().Be(
            "If the secondary leg lv_mimage_2 on /dev/sdc (254:3) dies: writes wait in case it comes back; then LVM repairs the volume (faults/write_hold = 5).");

    [Fact]
    public void A_rule_for_the_volume_is_named()
    {
        var faults = SettingsSet.Default with { Faults = new FaultSettings { LegGrace = TimeSpan.FromSeconds(30) } };
        var rule = new VolumeRule("db", "vg/*", [SettingsTable.OfFaults("leg_grace")], faults);
        var load = new ConfigurationLoad(new MirrorGuardSettings(SettingsSet.Default, [rule]), [], IsMissing: false, IsNews: true);

        Explain(Machines.With(Machines.Mirror("vg-lv")) with { LoadConfiguration = () => load }, "vg/lv").Output.Should().Contain("(volume_db/leg_grace = 30, faults/max_out_of_sync = 50)");
    }

    [Fact]
    public void While_a_copy_runs_a_primary_leg_that_dies_needs_a_person() =>
        Explain(Machines.With(Machines.Mirror("vg-lv", ratio: "64/128")), "vg/lv").Output.Should().Contain(
            "If the primary leg lv_mimage_0 on /dev/sda (254:1) dies: a person is needed: the leg that is left is not known to be complete, so no repair is run.");

    [Fact]
    public void Who_only_observes_repairs_at_once()
    {
        var settings = MirrorGuardSettings.Default with { Global = SettingsSet.Default with { Faults = new FaultSettings { Mode = FaultMode.Observe } } };
        var load = new ConfigurationLoad(settings, [], IsMissing: false, IsNews: true);

        Explain(Machines.With(Machines.Mirror("vg-lv")) with { LoadConfiguration = () => load }, "vg/lv").Output
            .Should().Contain("dies: LVM repairs the volume at once (faults/mode = \"observe\").");
    }

    [Fact]
    public void Of_a_released_volume_it_is_told_what_goes_on_and_nothing_is_foretold()
    {
        var run = Explain(Machines.With(Machines.Mirror("vg-lv", arrangement: Arrangement.Released, stage: OutageStage.Released)), "vg/lv");

        run.OutputLines[0].Should().Be("vg/lv: released.");
        run.OutputLines[1].Should().StartWith("What goes on: writes go on without the leg lv_mimage_1 on /dev/sdb (254:2). It is awaited for 200 s");
        run.OutputLines[2].Should().Be("Until 2026-11-20 03:07:25, by faults/leg_grace = 300.");
        run.OutputLines[^1].Should().Be("Its status shows nothing of a leg that is released, before something is written.");
        run.Output.Should().NotContain("dies:");
    }

    [Theory]
    [InlineData("AR", "128/128", "all legs are read through, and what cannot be read is rewritten from another leg (faults/relocate = 1, faults/relocations = 64).")]
    [InlineData("AR", "64/128", "it is reported; the data is read from another leg.")]
    [InlineData("DD", "128/128", "a person is needed: a repair would remove the last copy, and is not run.")]
    [InlineData("AS", "64/128", "the copy is restarted if the leg answers in time; otherwise LVM repairs the volume (faults/write_hold = 5, faults/sync_retries = 5).")]
    public void Of_a_fault_it_is_told_what_the_policy_does_about_it(string letters, string ratio, string deed) =>
        Explain(Machines.With(Machines.Mirror("vg-lv", letters, ratio)), "vg/lv").Output.Should().Contain($"\nBy that status alone: {deed}\n");

    [Fact]
    public void A_volume_that_nobody_watches_is_said_to_be_left_alone()
    {
        var run = Invocation.OnMachine(Machines.With(Machines.Mirror("vg-lv")), _ => Encoding.UTF8.GetString(ControlReply.Of([])), ["explain", "vg/lv"]);

        run.OutputLines[^1].Should().Be("MirrorGuard does not watch this volume, so nothing of that is done before 'lvchange --monitor y vg/lv'.");
    }

    [Fact]
    public void A_volume_that_is_not_there_is_said_not_to_be()
    {
        var run = Explain(Machines.With(Array.Empty<ActiveMirror>()), "vg/lv");

        run.ExitCode.Should().Be(ExitCode.Failed);
        run.ErrorLines.Should().Equal("mirrorguard: vg/lv: no such volume is active here as a mirror (lvs -o +segtype shows what it is)");
    }

    private static Invocation Explain(MachineView machine, string name) =>
        Invocation.OnMachine(machine, _ => Encoding.UTF8.GetString(ControlReply.Of([ScanReport.New("vg/lv")])), ["explain", name]);
}
