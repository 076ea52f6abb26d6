using FluentAssertions;

using MirrorGuard.Lab.Guests;

using Xunit;

namespace MirrorGuard.Lab.Tests.Waiting;

/// <summary>A secondary leg dies, writes go on without it, and its disk comes back.</summary>
[Trait("Needs", "root")]
public sealed class ReturnTests
{
    [Theory, MemberData(nameof(Cases.Images), MemberType = typeof(Cases))]
    public void A_leg_that_comes_back_is_filled_with_what_it_misses_and_the_log_says_so(string image)
    {
        using MirrorLab lab = WaitingLab.Start(image);
        lab.Do(WaitingLab.WrittenMirror + "release vg/lv");
        lab.Guest.WaitForDmeventd("vg/lv: secondary leg lv_mimage_1 on /dev/mapper/pd2");
        lab.Guest.WaitForDmeventd("vg/lv: writes go on without the leg lv_mimage_1 on /dev/mapper/pd2");
        lab.Guest.WaitForDmeventd("Nothing has to be done by hand.");

        lab.Do("comes_back vg/lv");

        lab.Guest.WaitForDmeventd("is back after");
        lab.Guest.WaitForDmeventd("is in sync again");
        WaitingLab.NothingIsLost(lab);
        lab.Do("monitored vg/lv; wait_for 10 is_forgotten");
    }

    [Theory, MemberData(nameof(Cases.Images), MemberType = typeof(Cases))]
    public void A_leg_that_fails_flushes_too_is_filled_and_nothing_is_lost(string image)
    {
        using MirrorLab lab = WaitingLab.Start(image, disks: "loop_disks 4");

        for (int round = 0; round < 2; round++)
            lab.Do((round == 0 ? WaitingLab.WrittenMirror : "") + "release vg/lv disk_flaky; comes_back vg/lv");

        WaitingLab.NothingIsLost(lab);
    }

    [Fact]
    public void With_a_log_in_memory_the_leg_is_filled_as_well()
    {
        using MirrorLab lab = WaitingLab.Start(Cases.AnyImage);

        lab.Do("""
            make_mirror vg/lv 16 --mirrors 1 --mirrorlog core
            writer_start vg-lv -f
            release vg/lv
            comes_back vg/lv
            """);

        WaitingLab.NothingIsLost(lab);
    }

    /// <summary>It fails before anybody has seen which disk it lies on: LVM's metadata says so.</summary>
    [Theory, MemberData(nameof(Cases.Images), MemberType = typeof(Cases))]
    public void A_first_copy_that_meets_a_bad_place_is_finished_once_the_disk_is_healed(string image)
    {
        using MirrorLab lab = WaitingLab.Start(image);

        lab.Do("""
            disk_write_errors pd2 16384
            lvcreate --yes --type mirror --mirrors 1 --size 32M --name lv vg /dev/mapper/pd1 /dev/mapper/pd2 /dev/mapper/pd3
            copy_failed() { [[ $(mirror_status vg/lv) =~ \ A?S ]]; }
            wait_for 10 copy_failed
            disk_heal pd2
            wait_for 20 is_redundant vg/lv
            legs_are_identical vg/lv
            """);

        lab.Guest.WaitForDmeventd("a resync copy failed (S)");
        lab.Guest.WaitForDmeventd("is in sync again");
    }

    [Fact]
    public void A_leg_that_is_dead_at_registration_is_taken_back_without_a_record_of_it()
    {
        using MirrorLab lab = WaitingLab.Start(Cases.AnyImage, faults: "write_hold = 20");
        lab.Do(WaitingLab.WrittenMirror + """
            dmeventd_kill
            disk_kill "$(disk_of vg/lv_mimage_1)"
            wait_for 10 has_failed_leg vg/lv
            """);

        lab.Do("""
            dmeventd_start -d
            lvchange --monitor y vg/lv || [[ $? == 5 ]]
            sleep 2
            disk_heal pd2
            writes_proceed
            wait_for 20 is_redundant vg/lv
            """);

        WaitingLab.NothingIsLost(lab);
    }

    /// <summary>More than <c>sync_retries</c>: one disk that goes away once has not failed once for each of them.</summary>
    [Fact]
    public void Seven_volumes_on_one_disk_all_get_their_leg_back()
    {
        using MirrorLab lab = WaitingLab.Start(Cases.AnyImage);
        lab.Do("""
            make_mirror_on vg/lv 16 pd1 pd2 pd3
            for number in {1..6}; do
                make_mirror_on vg/lv$number 4 pd1 pd2 pd3
            done
            """);
        lab.Do("writers_start vg-lv{1..6}; writer_start vg-lv -f; wait_for 20 all_writers_complete 5");

        lab.Do("""
            release vg/lv
            for number in {1..6}; do
                wait_for 20 is_released vg/lv$number
            done
            writers_proceed
            """);

        lab.Do("""
            comes_back vg/lv
            for number in {1..6}; do
                wait_for 20 is_redundant vg/lv$number
            done
            writers_proceed
            """);
        lab.Ask("measured_writers").Should().Contain("failed_writes 0");
        lab.Do("for number in {1..6}; do wait_for 20 is_redundant vg/lv$number; legs_are_identical vg/lv$number; done");
        WaitingLab.NothingIsLost(lab);
    }

    [Fact]
    public void Another_disk_in_its_place_is_not_touched()
    {
        using MirrorLab lab = WaitingLab.Start(Cases.AnyImage);
        lab.Do("""
            make_mirror_on vg/lv 16 pd1 pd2 pd3
            vgreduce vg /dev/mapper/pd4
            writer_start vg-lv -f
            release vg/lv
            sum_of_other() { dd if=/dev/mapper/pd4 bs=1M iflag=direct status=none | md5sum; }
            sum_of_other >"$LAB/sum"
            read -r device sectors <"$LAB/disks/pd4"
            disk_load pd2 "0 $sectors linear $device 0"
            """);
        lab.Guest.WaitForDmeventd("another disk answers in the place of the leg lv_mimage_1");

        lab.Do("""
            # Two more looks at it: it is still left alone.
            until_ms 4000
            is_released vg/lv
            sum_of_other() { dd if=/dev/mapper/pd4 bs=1M iflag=direct status=none | md5sum; }
            [[ $(sum_of_other) == "$(<"$LAB/sum")" ]] || fail "the other disk was written to"
            """);

        lab.Do("comes_back vg/lv");

        WaitingLab.NothingIsLost(lab);
    }

    [Fact]
    public void A_disk_that_dies_again_while_it_is_filled_loses_nothing()
    {
        using MirrorLab lab = WaitingLab.Start(Cases.AnyImage, "probe_interval_max = 1\nmax_out_of_sync = 100", "loop_disks 4 128");
        lab.Do("""
            make_mirror vg/lv 96
            writer_start vg-lv -f
            release vg/lv disk_flaky
            dd if=/dev/zero of=/dev/mapper/vg-lv bs=1M seek=32 count=60 oflag=direct status=none
            wait_for 10 misses_regions vg/lv 20
            """);

        lab.Do("""
            disk_delay "$(<"$LAB/gone")" 40
            is_being_filled() { [[ $(dmsetup table vg-lv) != *keep_log ]] && misses_regions vg/lv 1; }
            wait_for 20 is_being_filled
            disk_flaky "$(<"$LAB/gone")"
            writes_proceed
            """);

        lab.Do("""
            disk_heal "$(<"$LAB/gone")"
            is_settled() { is_linear vg-lv || is_redundant vg/lv; }
            wait_for 40 is_settled
            writes_proceed
            """);
        WriterSummary.Stop(lab).Errors.Should().Be(0);
        lab.Do("is_linear vg-lv || { wait_for 30 is_redundant vg/lv; legs_are_identical vg/lv; }");
    }
}
