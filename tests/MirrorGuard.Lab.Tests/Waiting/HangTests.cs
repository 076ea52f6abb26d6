using MirrorGuard.Lab.Guests;

using Xunit;

namespace MirrorGuard.Lab.Tests.Waiting;

/// <summary>A suspend that does not end: here for a read that is under way on the good leg, as for a driver that does not give up.</summary>
[Trait("Needs", "root")]
public sealed class HangTests
{
    [Fact]
    public void A_swap_that_hangs_costs_its_own_volume_only()
    {
        using MirrorLab lab = WaitingLab.Start(Cases.AnyImage, disks: "ram_disks 6");
        lab.Do("""
            vgreduce vg /dev/mapper/pd1 /dev/mapper/pd2 /dev/mapper/pd3
            make_vg hangs pd1 pd2 pd3
            make_mirror_on hangs/lv 16 pd1 pd2 pd3
            make_mirror_on vg/lv 16 pd4 pd5 pd6
            disk_reads_late pd1 300000
            dd if=/dev/mapper/hangs-lv of=/dev/null bs=4k count=1 skip=100 iflag=direct status=none &
            wait_for 10 is_in_flight hangs-lv
            disk_kill pd2
            dd if=/dev/zero of=/dev/mapper/hangs-lv bs=4k count=1 oflag=direct status=none &
            wait_for 10 eval '[[ $(dmsetup table hangs-lv_mimage_1) == *error* ]]'
            """);

        lab.Do("writer_start vg-lv -f; release vg/lv; comes_back vg/lv; lvs vg");
        lab.Do("pause 55");
        lab.Guest.WaitForDmeventd("hangs/lv: NEEDS A PERSON: the kernel does not finish loading a table");

        // By then the helper has given LVM's lock of the group back.
        lab.Do("timeout 30 lvs hangs; flock --nonblock /run/lock/lvm/V_hangs true");

        lab.Do("dmeventd_restart -d; wait_for 20 monitored vg/lv; release vg/lv; comes_back vg/lv");

        WaitingLab.NothingIsLost(lab);
    }
}
