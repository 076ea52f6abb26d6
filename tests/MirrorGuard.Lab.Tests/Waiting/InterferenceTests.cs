using System.Globalization;
using System.Text.RegularExpressions;

using FluentAssertions;

using MirrorGuard.Lab.Guests;

using Xunit;

namespace MirrorGuard.Lab.Tests.Waiting;

/// <summary>Others do something to a volume, or to dmeventd, while a leg is waited for.</summary>
[Trait("Needs", "root")]
public sealed class InterferenceTests
{
    /// <summary>So seldom that the administrator is there first.</summary>
    private const string AskSeldom = "probe_interval = 30\nprobe_interval_max = 30\nmax_out_of_sync = 100";

    [Fact]
    public void A_restarted_dmeventd_goes_on_waiting()
    {
        using MirrorLab lab = WaitingLab.Start(Cases.AnyImage);
        lab.Do(WaitingLab.WrittenMirror + "release vg/lv");

        lab.Do("dmeventd_restart -d; wait_for 10 monitored vg/lv; is_released vg/lv; writes_proceed");

        lab.Do("comes_back vg/lv");
        WaitingLab.NothingIsLost(lab);
    }

    [Theory, MemberData(nameof(Cases.Images), MemberType = typeof(Cases))]
    public void A_dmeventd_that_was_killed_finds_what_it_released(string image)
    {
        using MirrorLab lab = WaitingLab.Start(image);
        lab.Do(WaitingLab.WrittenMirror + "release vg/lv; dmeventd_kill; writes_proceed");

        // It registers the mirror, then refuses to refresh a volume that lacks a disk.
        lab.Do("dmeventd_start -d; lvchange --monitor y vg/lv || [[ $? == 5 ]]; is_released vg/lv; writes_proceed");

        lab.Do("comes_back vg/lv");
        WaitingLab.NothingIsLost(lab);
    }

    /// <summary>The wait is made to end only once the restart is over: on a busy machine that takes as long as it likes.</summary>
    [Fact]
    public void The_clock_of_a_wait_outlives_a_restart()
    {
        using MirrorLab lab = WaitingLab.Start(Cases.AnyImage);
        lab.Do(WaitingLab.WrittenMirror + "release vg/lv; until_ms 10000; dmeventd_restart -d; wait_for 20 monitored vg/lv; is_released vg/lv");

        lab.Do("mirrorguard_config $'leg_grace = 5\nmax_out_of_sync = 100'; wait_for 20 is_linear vg-lv");

        lab.Guest.WaitForDmeventd("did not come back in time");
        SecondsWaited(lab).Should().BeGreaterThanOrEqualTo(10, "five would count from the restart");
        WaitingLab.NothingIsLostAfterRepair(lab);
    }

    [Theory]
    [InlineData("lvchange --refresh vg/lv")]
    [InlineData("lvextend --size +4M vg/lv")]
    public void An_administrator_who_makes_LVM_load_its_own_tables_gets_the_leg_back(string command)
    {
        using MirrorLab lab = WaitingLab.Start(Cases.AnyImage, AskSeldom);
        lab.Do(WaitingLab.WrittenMirror + "release vg/lv");

        lab.Do($"""
            disk_heal "$(<"$LAB/gone")"
            {command}
            wait_for 20 is_redundant vg/lv
            writes_proceed
            monitored vg/lv
            """);

        WaitingLab.NothingIsLost(lab);
    }

    [Fact]
    public void A_volume_that_is_switched_off_and_on_while_a_leg_is_out_is_in_sync_again()
    {
        using MirrorLab lab = WaitingLab.Start(Cases.AnyImage, AskSeldom);
        lab.Do(WaitingLab.WrittenMirror + "release vg/lv");
        WriterSummary.Stop(lab).Errors.Should().Be(0);

        lab.Do("""
            vgchange --activate n vg
            disk_heal "$(<"$LAB/gone")"
            # udev may still be at it.
            is_whole() { (($(vgs --noheadings -o vg_missing_pv_count "$1") == 0)); }
            wait_for 10 is_whole vg
            vgchange --activate y vg
            wait_for 30 is_redundant vg/lv
            monitored vg/lv
            legs_are_identical vg/lv
            legs_hold_all_writes vg/lv 16
            """);
    }

    [Fact]
    public void A_repair_by_hand_ends_the_wait()
    {
        using MirrorLab lab = WaitingLab.Start(Cases.AnyImage);
        lab.Do(WaitingLab.WrittenMirror + "release vg/lv");

        lab.Do("lvconvert --yes --repair --use-policies vg/lv; wait_for 20 is_linear vg-lv; not monitored vg/lv; writes_proceed");

        WaitingLab.NothingIsLostAfterRepair(lab);
        lab.Do("dmeventd_runs");
    }

    /// <summary>A repair takes seconds, in another volume group as LVM locks the whole group; a release takes milliseconds.</summary>
    [Fact]
    public void A_leg_is_released_while_another_volume_is_being_repaired()
    {
        using MirrorLab lab = WaitingLab.Start(Cases.AnyImage, disks: "ram_disks 6");
        lab.Do("""
            vgreduce vg /dev/mapper/pd4 /dev/mapper/pd5 /dev/mapper/pd6
            make_vg slow pd4 pd5 pd6
            make_mirror_on slow/lv 16 pd4 pd5 pd6
            make_mirror_on vg/lv 16 pd1 pd2 pd3
            writer_start vg-lv -f
            disk_delay pd5 1500
            disk_delay pd6 1500
            disk_kill pd4
            dd if=/dev/zero of=/dev/mapper/slow-lv bs=4k count=1 oflag=direct status=none &
            """);
        lab.Guest.WaitForDmeventd("slow/lv: LVM repairs the volume");

        lab.Do("""
            # Without any command of LVM's, which would wait for the slow disks.
            printf pd2 >"$LAB/gone"
            disk_kill pd2
            wait_for 20 is_released vg/lv
            not is_linear slow-lv || fail "the repair was over before the release, which proves nothing"
            writes_proceed
            disk_heal pd5
            disk_heal pd6
            """);

        lab.Do("wait_for 50 is_linear slow-lv; comes_back vg/lv");
        WaitingLab.NothingIsLost(lab);
    }

    private static double SecondsWaited(MirrorLab lab) => double.Parse(
        Regex.Match(lab.Guest.DmeventdLog, @"did not come back in time \(([0-9.]+) s\)").Groups[1].Value, CultureInfo.InvariantCulture);
}
