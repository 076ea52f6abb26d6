using MirrorGuard.Lab.Guests;

using Xunit;

namespace MirrorGuard.Lab.Tests.Waiting;

/// <summary>LVM removed a leg, and its disk comes back.</summary>
[Trait("Needs", "root")]
public sealed class ReattachTests
{
    private const string Patient = "probe_interval_max = 1\nleg_grace = 120";

    /// <summary>The primary leg dies while it is written to, and LVM makes the volume linear.</summary>
    private const string LosePrimary = """
        disk_of vg/lv_mimage_0 >"$LAB/gone"
        disk_kill "$(<"$LAB/gone")"
        wait_for 20 is_linear vg-lv
        writes_proceed
        """;

    /// <summary>The lost disk comes back and gets its leg; the log is on the disk that <c>$LAB/log</c> names.</summary>
    private const string ReturnDisk = """
        disk_heal "$(<"$LAB/gone")"
        wait_for 50 is_redundant vg/lv
        writes_proceed
        [[ $(disk_of vg/lv_mimage_1) == "$(<"$LAB/gone")" ]] || fail "the leg is on $(disk_of vg/lv_mimage_1) instead of $(<"$LAB/gone")"
        [[ $(disk_of vg/lv_mlog) == "$(<"$LAB/log")" ]] || fail "the log is on $(disk_of vg/lv_mlog) instead of $(<"$LAB/log")"
        monitored vg/lv
        """;

    [Theory, MemberData(nameof(Cases.Images), MemberType = typeof(Cases))]
    public void A_primary_whose_disk_comes_back_is_put_back_by_itself(string image)
    {
        using MirrorLab lab = WaitingLab.Start(image, Patient);
        lab.Do(WaitingLab.WrittenMirror + "disk_of vg/lv_mlog >\"$LAB/log\"\n" + LosePrimary);
        lab.Guest.WaitForDmeventd("the leg is put back by itself");

        lab.Do(ReturnDisk);

        lab.Guest.WaitForDmeventd("and LVM has made a new leg on /dev/mapper/pd");
        WaitingLab.NothingIsLost(lab);
    }

    /// <summary>There is another mirror, so that the next dmeventd has the plugin.</summary>
    [Theory]
    [InlineData("dmeventd_restart -d")]
    [InlineData("dmeventd_kill; dmeventd_start -d; lvchange --monitor y vg/other")]
    public void What_is_awaited_outlives_dmeventd(string restart)
    {
        using MirrorLab lab = WaitingLab.Start(Cases.AnyImage, Patient);
        lab.Do("make_mirror_on vg/other 8 pd4 pd3 pd2\n" + WaitingLab.WrittenMirror + LosePrimary);
        lab.Guest.WaitForDmeventd("vg/lv: the disk of the removed leg");

        lab.Do(restart);
        lab.Do("""
            disk_heal "$(<"$LAB/gone")"
            wait_for 50 is_redundant vg/lv
            writes_proceed
            wait_for 20 is_forgotten
            """);

        WaitingLab.NothingIsLost(lab);
    }

    /// <summary>LVM's repair registers nothing, so that each time the legs lie the other way round, under the numbers of those before.</summary>
    [Fact]
    public void A_primary_that_dies_again_and_again_is_put_back_where_it_lay()
    {
        using MirrorLab lab = WaitingLab.Start(Cases.AnyImage, Patient);
        lab.Do("make_mirror_on vg/lv 16 pd1 pd2 pd3; echo pd3 >\"$LAB/log\"; writer_start vg-lv -f");

        for (var time = 0; time < 4; time++)
        {
            lab.Do(LosePrimary);
            lab.Do(ReturnDisk);
        }

        WaitingLab.NothingIsLost(lab);
    }

    /// <summary>A machine with two disks has no third one for the log.</summary>
    [Theory]
    [InlineData("lv_mimage_0")]
    [InlineData("lv_mimage_1")]
    public void A_leg_that_dies_with_the_log_is_put_back_with_it(string leg)
    {
        using MirrorLab lab = WaitingLab.Start(Cases.AnyImage, Patient);
        lab.Do($$"""
            vgreduce vg /dev/mapper/pd3 /dev/mapper/pd4
            make_mirror vg/lv 16 --mirrors 1 --mirrorlog core
            disk_of vg/{{leg}} | tee "$LAB/gone" >"$LAB/log"
            lvconvert --yes --mirrorlog disk vg/lv "/dev/mapper/$(<"$LAB/gone")"
            wait_for 30 in_sync vg/lv
            writer_start vg-lv -f
            disk_kill "$(<"$LAB/gone")"
            wait_for 40 is_linear vg-lv
            writes_proceed
            """);
        lab.Guest.WaitForDmeventd("the leg is put back by itself");

        lab.Do(ReturnDisk);
        WaitingLab.NothingIsLost(lab);
    }

    /// <summary>The volume is still registered from before its repair, and nothing told that it is a mirror again.</summary>
    [Fact]
    public void A_leg_that_is_put_back_and_meets_a_bad_place_is_finished_once_the_disk_is_healed()
    {
        using MirrorLab lab = WaitingLab.Start(Cases.AnyImage, Patient + "\nwrite_hold = 60");
        lab.Do("""
            make_mirror_on vg/lv 32 pd1 pd2 pd3
            volume_fill vg/lv
            disk_kill pd1
            dd if=/dev/zero of=/dev/vg/lv bs=4k count=1 oflag=direct conv=notrunc status=none
            wait_for 20 is_linear vg-lv
            """);
        lab.Guest.WaitForDmeventd("the leg is put back by itself");

        lab.Do("""
            copy_failed() { [[ $(mirror_status vg/lv) =~ \ A?S ]]; }
            disk_write_errors pd1 16384
            wait_for 50 copy_failed
            """);
        lab.Guest.WaitForDmeventd("the copy is restarted as soon as the leg lv_mimage_1 on /dev/mapper/pd1");
        lab.Do("disk_heal pd1; wait_for 60 is_redundant vg/lv; legs_are_identical vg/lv");
    }

    [Fact]
    public void One_of_three_legs_is_put_back_by_itself()
    {
        using MirrorLab lab = WaitingLab.Start(Cases.AnyImage, Patient + "\nwrite_hold = 1", "ram_disks 5");
        lab.Do("""
            make_mirror vg/lv 16 --mirrors 2
            writer_start vg-lv -f
            disk_kill pd2
            has_legs() { [[ $(leg_count vg/lv) == "$1" ]] && is_redundant vg/lv; }
            wait_for 40 has_legs 2
            writes_proceed
            """);

        lab.Do("""
            has_legs() { [[ $(leg_count vg/lv) == "$1" ]] && is_redundant vg/lv; }
            disk_heal pd2
            wait_for 50 has_legs 3
            writes_proceed
            """);

        WaitingLab.NothingIsLost(lab);
    }

    [Fact]
    public void An_empty_disk_in_its_place_is_left_alone()
    {
        using MirrorLab lab = WaitingLab.Start(Cases.AnyImage, "probe_interval_max = 1\nleg_grace = 30");
        lab.Do("vgreduce vg /dev/mapper/pd4; pvremove /dev/mapper/pd4");
        lab.Do(WaitingLab.WrittenMirror + LosePrimary);
        lab.Guest.WaitForDmeventd("the leg is put back by itself");

        lab.Do("""
            sum_of /dev/mapper/pd4 >"$LAB/sum"
            read -r device sectors <"$LAB/disks/pd4"
            disk_load "$(<"$LAB/gone")" "0 $sectors linear $device 0"
            """);

        lab.Guest.WaitForDmeventd("did not come back in time (LVM finds no disk with the UUID");
        lab.Do("""
            [[ $(sum_of /dev/mapper/pd4) == "$(<"$LAB/sum")" ]] || fail "the other disk was written to"
            is_linear vg-lv
            """);
        WaitingLab.NothingIsLostAfterRepair(lab);
    }

    /// <summary>While a disk is missing LVM adds no leg: the administrator gives it up first.</summary>
    [Fact]
    public void An_administrator_who_adds_a_leg_first_is_not_interfered_with()
    {
        using MirrorLab lab = WaitingLab.Start(Cases.AnyImage, Patient);
        lab.Do(WaitingLab.WrittenMirror + LosePrimary);
        lab.Guest.WaitForDmeventd("the leg is put back by itself");
        lab.Do("vgreduce --removemissing vg; lvconvert --yes --type mirror --mirrors 1 vg/lv; wait_for 30 is_redundant vg/lv");
        lab.Guest.WaitForDmeventd("so that the leg is left to them");

        lab.Do("""
            disk_heal "$(<"$LAB/gone")"
            [[ $(leg_count vg/lv) == 2 ]] || fail "there are $(leg_count vg/lv) legs"
            """);

        WaitingLab.NothingIsLost(lab);
    }

    [Fact]
    public void Reattach_0_leaves_it_to_a_person()
    {
        using MirrorLab lab = WaitingLab.Start(Cases.AnyImage, Patient + "\nreattach = 0");
        lab.Do(WaitingLab.WrittenMirror + LosePrimary);

        lab.Guest.WaitForDmeventd("Replace the disk, then add a leg with");
    }
}
