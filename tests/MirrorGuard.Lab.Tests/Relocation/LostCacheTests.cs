using FluentAssertions;

using MirrorGuard.Lab.Guests;

using Xunit;

namespace MirrorGuard.Lab.Tests.Relocation;

/// <summary>Disks with a write cache, which they may have lost when a read of them failed.</summary>
[Trait("Needs", "root")]
public sealed class LostCacheTests
{
    private const string WithCache = "loop_disks 4 80";

    [Theory, MemberData(nameof(Cases.Images), MemberType = typeof(Cases))]
    public void A_leg_whose_disk_was_away_is_not_read_again(string image)
    {
        using MirrorLab lab = RelocationLab.Start(image, disks: WithCache);

        lab.Do("""
            dmeventd_pause
            disk=$(disk_of vg/lv_mimage_0)
            disk_kill "$disk"
            volume_reads vg/lv 5003
            disk_heal "$disk"
            dmeventd_continue
            """);

        lab.Guest.WaitForDmeventd("every leg can be read from end to end, so it may be that the disk of the one with the error was away");
        lab.Ask("dmsetup status vg-lv").Should().Contain(" RA ");
        lab.Ask("volume_sum vg/lv").Should().Be(lab.Ask("cat \"$LAB/sum\""), "what is read is the other leg");
    }

    [Fact]
    public void Such_a_leg_is_read_again_once_it_was_taken_out_and_put_back_as_the_message_says()
    {
        using MirrorLab lab = RelocationLab.Start(Cases.AnyImage, disks: WithCache);

        lab.Do("""
            dmeventd_pause
            disk_of vg/lv_mimage_0 >"$LAB/away"
            disk_kill "$(<"$LAB/away")"
            volume_reads vg/lv 5003
            disk_heal "$(<"$LAB/away")"
            dmeventd_continue
            """);
        lab.Guest.WaitForDmeventd("take it out and put it back");

        lab.Do("""
            lvconvert --yes --mirrors -1 vg/lv "/dev/mapper/$(<"$LAB/away")"
            lvconvert --yes --type mirror --mirrors +1 vg/lv
            wait_for 20 in_sync vg/lv
            """);
        RelocationLab.AllLegsAreWhole(lab);
    }

    /// <summary>What the leg that was away holds may be old: it is not written over the place of the other one, and a person decides.</summary>
    [Fact]
    public void A_place_is_not_rewritten_from_a_leg_whose_disk_was_away_until_a_person_says_so()
    {
        using MirrorLab lab = RelocationLab.Start(Cases.AnyImage, disks: WithCache);

        lab.Do("""
            dmeventd_pause
            leg_dust vg/lv 1 5003
            disk=$(disk_of vg/lv_mimage_0)
            disk_kill "$disk"
            ! volume_reads vg/lv 5003
            disk_heal "$disk"
            dmeventd_continue
            """);

        lab.Guest.WaitForDmeventd("cannot be read on lv_mimage_1");
        lab.Guest.WaitForDmeventd("NEEDS A PERSON: the places named above cannot be read on one leg, and are not rewritten from the other");
        lab.Ask("dmsetup status vg-lv").Should().Contain(" RR ");
        lab.Guest.DmeventdLog.Should().NotContain("was rewritten from");

        lab.Do("""
            lvconvert --yes --mirrors -1 vg/lv "/dev/mapper/$(disk_of vg/lv_mimage_1)"
            lvconvert --yes --type mirror --mirrors +1 vg/lv
            wait_for 20 in_sync vg/lv
            """);
        RelocationLab.AllLegsAreWhole(lab);
    }

    [Fact]
    public void Once_every_leg_has_shown_an_unreadable_place_a_volume_that_no_read_succeeds_on_is_brought_back()
    {
        using MirrorLab lab = RelocationLab.Start(Cases.AnyImage, disks: WithCache);

        lab.Do("""
            dmeventd_pause
            leg_dust vg/lv 0 5003
            leg_dust vg/lv 1 99999
            volume_reads vg/lv 5003
            ! volume_reads vg/lv 99999
            dmeventd_continue
            wait_for 20 volume_reads vg/lv 50000
            wait_for 20 in_sync vg/lv
            """);

        RelocationLab.AllLegsAreWhole(lab);
    }
}
