using System;

using FluentAssertions;

using MirrorGuard.Lab.Guests;

using Xunit;

namespace MirrorGuard.Lab.Tests.Relocation;

/// <summary>Sectors that cannot be read are rewritten from the other leg.</summary>
[Trait("Needs", "root")]
public sealed class UnreadablePlaceTests
{
    /// <summary>One second is usual with the machine for oneself; the rest is for a busy one.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(80);

    [Theory, MemberData(nameof(Cases.Images), MemberType = typeof(Cases))]
    public void One_place_on_each_leg_is_rewritten_and_both_legs_are_read_again(string image)
    {
        using MirrorLab lab = RelocationLab.Start(image);
        lab.Do("""
            leg_dust vg/lv 0 5003
            leg_dust vg/lv 1 99999
            """);

        TimeSpan taken = RelocationLab.Take(
            lab,
            "volume_reads vg/lv 5003",
            """
            dusty() { [[ $(dmsetup message pd1 0 countbadblocks)$(dmsetup message pd2 0 countbadblocks) == *" 0 "*" 0 "* ]]; }
            wait_for 20 dusty
            wait_for 20 in_sync vg/lv
            """);

        RelocationLab.AllLegsAreWhole(lab);
        taken.Should().BeLessThan(Limit);
        lab.Guest.DmeventdLog.Should()
            .Contain("vg/lv: 1 unreadable sector at sector 5003 (2.443 MiB) on lv_mimage_0 (/dev/mapper/pd1 (/dev/ram0)) was rewritten from lv_mimage_1")
            .And.Contain("vg/lv: 1 unreadable sector at sector 99999 (48.828 MiB) on lv_mimage_1 (/dev/mapper/pd2 (/dev/ram1)) was rewritten from lv_mimage_0")
            .And.Contain("vg/lv: every leg can be read from end to end");
    }

    /// <summary>The whole volume was unreadable: both legs had been found unreadable somewhere.</summary>
    [Fact]
    public void A_volume_that_no_read_succeeds_on_is_brought_back()
    {
        using MirrorLab lab = RelocationLab.Start(Cases.AnyImage);
        lab.Do("""
            dmeventd_pause
            leg_dust vg/lv 0 5003
            leg_dust vg/lv 1 99999
            volume_reads vg/lv 5003
            ! volume_reads vg/lv 99999
            ! volume_reads vg/lv 50000
            dmeventd_continue
            wait_for 20 volume_reads vg/lv 50000
            wait_for 20 eval '[[ $(volume_sum vg/lv) == $(<"$LAB/sum") ]]'
            wait_for 20 in_sync vg/lv
            """);

        RelocationLab.AllLegsAreWhole(lab);
    }

    [Fact]
    public void The_first_and_the_last_sector_are_found()
    {
        using MirrorLab lab = RelocationLab.Start(Cases.AnyImage);

        lab.Do("""
            leg_dust vg/lv 0 0 131071
            volume_reads vg/lv 0
            wait_for 20 in_sync vg/lv
            """);

        RelocationLab.AllLegsAreWhole(lab);
    }

    [Fact]
    public void A_place_that_no_leg_can_be_read_at_is_said_and_everything_else_can_be_read()
    {
        using MirrorLab lab = RelocationLab.Start(Cases.AnyImage);
        lab.Do("""
            leg_dust vg/lv 0 5003 70000
            leg_dust vg/lv 1 5003 99999
            ! volume_reads vg/lv 5003
            wait_for 20 eval '[[ $(dmsetup message pd1 0 countbadblocks) == *" 1 "* && $(dmsetup message pd2 0 countbadblocks) == *" 1 "* ]]'
            """);

        lab.Do("""
            wait_for 20 volume_reads vg/lv 5008
            dd if=/dev/mapper/vg-lv of=/dev/null bs=4k count=625 iflag=direct status=none
            dd if=/dev/mapper/vg-lv of=/dev/null bs=4k skip=626 iflag=direct status=none
            dd if=/dev/zero of=/dev/mapper/vg-lv bs=4k seek=625 count=1 oflag=direct status=none
            volume_sum vg/lv
            """);
        lab.Guest.DmeventdLog.Should()
            .Contain("1 unreadable sector at sector 5003 (2.443 MiB) cannot be read on lv_mimage_0")
            .And.Contain("NEEDS A PERSON: the places named above cannot be read on any leg");
    }

    [Fact]
    public void A_leg_that_cannot_be_rewritten_is_taken_out_once_the_other_is_known_to_be_whole()
    {
        using MirrorLab lab = RelocationLab.Start(Cases.AnyImage);

        lab.Do("""
            leg_dust vg/lv 0
            leg_dust vg/lv 1 99999
            leg_wear vg/lv 0 5003
            volume_reads vg/lv 5003
            wait_for 30 is_linear vg-lv
            [[ $(volume_sum vg/lv) == $(<"$LAB/sum") ]]
            """);

        lab.Guest.DmeventdLog.Should().Contain("LVM takes the leg out now");
    }

    [Fact]
    public void With_a_log_in_memory_a_small_volume_is_rewritten_and_copied_anew()
    {
        using MirrorLab lab = RelocationLab.Start(Cases.AnyImage, "--mirrors 1 --mirrorlog core");

        lab.Do("""
            leg_dust vg/lv 0 5003
            leg_dust vg/lv 1 99999
            volume_reads vg/lv 5003
            wait_for 30 in_sync vg/lv
            """);

        RelocationLab.AllLegsAreWhole(lab);
    }

    [Fact]
    public void Nothing_is_rewritten_where_that_is_not_wanted()
    {
        using MirrorLab lab = Cases.Start(Cases.AnyImage, "mirrorguard", "ram_disks 5 80");
        lab.Do("""
            printf 'faults {\n\trelocate = 0\n}\n' >/etc/lvm/mirrorguard.conf
            dmeventd_kill
            dmeventd_start -d
            make_mirror vg/lv 64
            leg_dust vg/lv 0 5003
            volume_reads vg/lv 5003
            wait_for 10 eval '[[ $(mirror_status vg/lv) == *" RA "* ]]'
            volume_sum vg/lv
            [[ $(mirror_status vg/lv) == *" RA "* && $(dmsetup message pd1 0 countbadblocks) == *" 1 "* ]]
            """);

        lab.Guest.DmeventdLog.Should().Contain("nothing is lost, as long as another leg can be read there");
    }
}
