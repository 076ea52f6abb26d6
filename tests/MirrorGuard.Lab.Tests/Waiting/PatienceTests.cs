using MirrorGuard.Lab.Guests;

using Xunit;

namespace MirrorGuard.Lab.Tests.Waiting;

/// <summary>When waiting ends, and where it does not begin.</summary>
[Trait("Needs", "root")]
public sealed class PatienceTests
{
    /// <summary>Its end comes only once it was seen that writes go on: a busy machine may take long to look.</summary>
    [Theory, MemberData(nameof(Cases.Images), MemberType = typeof(Cases))]
    public void Leg_grace_ends_the_wait_and_LVM_repairs(string image)
    {
        using MirrorLab lab = WaitingLab.Start(image);
        lab.Do(WaitingLab.WrittenMirror + "release vg/lv");

        lab.Do("mirrorguard_config $'leg_grace = 4\nmax_out_of_sync = 100'; wait_for 30 is_linear vg-lv");

        lab.Guest.WaitForDmeventd("did not come back in time");
        lab.Guest.WaitForDmeventd("vg/lv: repaired: ");
        WaitingLab.NothingIsLostAfterRepair(lab);
    }

    [Fact]
    public void Max_out_of_sync_ends_the_wait_early()
    {
        using MirrorLab lab = WaitingLab.Start(Cases.AnyImage, "leg_grace = 3000\nmax_out_of_sync = 60\nprobe_interval_max = 1");
        lab.Do("make_mirror vg/lv 16; writer_start vg-lv -f; release vg/lv");

        // Twelve of sixteen mebibytes more than the writer has reached.
        lab.Do("dd if=/dev/zero of=/dev/mapper/vg-lv bs=1M seek=4 count=12 oflag=direct; wait_for 30 is_linear vg-lv; writes_proceed");

        lab.Guest.WaitForDmeventd("did not come back in time");
    }

    [Fact]
    public void With_the_log_on_the_same_disk_LVM_repairs()
    {
        using MirrorLab lab = WaitingLab.Start(Cases.AnyImage, "write_hold = 2", "ram_disks 2");
        lab.Do("""
            # There is room for one leg here, and for a leg and the log there.
            lvcreate --yes --type mirror --mirrors 1 --alloc anywhere --size 16M --name lv vg /dev/mapper/pd1:0-3 /dev/mapper/pd2
            wait_for 30 in_sync vg/lv
            [[ $(disk_of vg/lv_mlog) == "$(disk_of vg/lv_mimage_1)" ]] || fail "the log is not on the leg's disk"
            writer_start vg-lv -f
            """);

        lab.Do("disk_kill pd2; wait_for 40 is_linear vg-lv");

        WaitingLab.NothingIsLostAfterRepair(lab);
    }

    [Fact]
    public void One_of_three_legs_that_is_back_soon_stays()
    {
        using MirrorLab lab = WaitingLab.Start(Cases.AnyImage, "write_hold = 10", "ram_disks 5");
        lab.Do("""
            make_mirror vg/lv 16 --mirrors 2
            writer_start vg-lv -f
            disk_kill pd2
            """);
        lab.Guest.WaitForDmeventd("vg/lv: writes wait for");

        lab.Do("""
            disk_heal pd2
            wait_for 30 is_redundant vg/lv
            writes_proceed
            [[ $(leg_count vg/lv) == 3 ]] || fail "there are $(leg_count vg/lv) legs"
            """);

        WaitingLab.NothingIsLost(lab);
    }

    [Fact]
    public void One_of_three_legs_that_stays_away_is_taken_out()
    {
        using MirrorLab lab = WaitingLab.Start(Cases.AnyImage, "write_hold = 2", "ram_disks 5");

        lab.Do("""
            make_mirror vg/lv 16 --mirrors 2
            writer_start vg-lv -f
            disk_kill pd2
            two_legs() { [[ $(leg_count vg/lv) == 2 ]] && is_redundant vg/lv; }
            wait_for 40 two_legs
            writes_proceed
            """);

        WaitingLab.NothingIsLost(lab);
    }

    [Fact]
    public void A_dead_primary_is_repaired_at_once()
    {
        using MirrorLab lab = WaitingLab.Start(Cases.AnyImage);

        lab.Do(WaitingLab.WrittenMirror + """
            disk_kill "$(disk_of vg/lv_mimage_0)"
            wait_for 20 is_linear vg-lv
            """);

        WaitingLab.NothingIsLostAfterRepair(lab);
    }
}
