using FluentAssertions;

using MirrorGuard.Lab.Guests;

using Xunit;

namespace MirrorGuard.Lab.Tests.Relocation;

/// <summary>The moment in which the volume is suspended for a rewrite.</summary>
[Trait("Needs", "root")]
public sealed class QuietTests
{
    [Theory, MemberData(nameof(Cases.Images), MemberType = typeof(Cases))]
    public void A_writer_loses_nothing(string image)
    {
        using MirrorLab lab = RelocationLab.Start(image);

        lab.Do("""
            writer_start vg-lv -i 5000
            leg_dust vg/lv 0 100003 110000 110001 120000
            leg_dust vg/lv 1 105000 131071
            volume_reads vg/lv 110000
            wait_for 30 eval '[[ $(dmsetup message pd1 0 countbadblocks)$(dmsetup message pd2 0 countbadblocks) == *" 0 "*" 0 "* ]]'
            writes_proceed
            """);

        HeldWrites.NoneFailedOrWasHeldLong(lab);
        lab.Do("""
            wait_for 30 in_sync vg/lv
            [[ $(leg_sum vg/lv 0) == "$(leg_sum vg/lv 1)" ]] || fail "the legs differ"
            last=$(grep '^end' "$LAB/writer.log" | tail -n 1 | cut -d ' ' -f 2)
            block=$(((last - 1) % 16384))
            [[ $(od -A n -t d8 -N 8 -j $((block * 4096)) /dev/mapper/vg-lv_mimage_1 | tr -d ' ') == "$last" ]] || fail "the last write is lost"
            """);
    }

    /// <summary>By us or by LVM's own command, which resumes what it monitors, whoever comes first.</summary>
    [Fact]
    public void A_volume_that_a_killed_helper_left_suspended_is_resumed_by_the_next_start()
    {
        using MirrorLab lab = RelocationLab.Start(Cases.AnyImage);
        lab.Do("""
            leg_dust vg/lv 0 5003
            disk_delay "$(disk_of vg/lv_mimage_1)" 3000
            volume_reads vg/lv 5003
            wait_for 30 is_suspended vg-lv
            kill -9 "$(</run/dmeventd.pid)"
            kill -9 $(helper_pids)
            disk_heal "$(disk_of vg/lv_mimage_1)"
            rm -f /run/dmeventd.pid
            is_suspended vg-lv || fail "the kill came too late"
            ls /run/mirrorguard/*.quiesced.json
            """);

        lab.Do("""
            dmeventd_start -d
            lvchange --monitor y vg/lv
            wait_for 5 not is_suspended vg-lv
            wait_for 20 in_sync vg/lv
            wait_for 5 not ls /run/mirrorguard/*.quiesced.json
            """);

        RelocationLab.AllLegsAreWhole(lab);
    }

    [Fact]
    public void A_volume_that_a_killed_helper_left_suspended_is_resumed_by_the_dmeventd_that_lives_on()
    {
        using MirrorLab lab = RelocationLab.Start(Cases.AnyImage);

        lab.Do("""
            leg_dust vg/lv 0 5003
            disk_delay "$(disk_of vg/lv_mimage_1)" 2000
            volume_reads vg/lv 5003
            wait_for 30 is_suspended vg-lv
            kill -9 $(helper_pids)
            wait_for 5 not is_suspended vg-lv
            disk_heal "$(disk_of vg/lv_mimage_1)"
            wait_for 30 in_sync vg/lv
            """);

        RelocationLab.AllLegsAreWhole(lab);
        lab.Guest.DmeventdLog.Should().Contain("it was left suspended when the rewriting of a place was cut off, and is resumed now");
    }
}
