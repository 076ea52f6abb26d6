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
    public void Once_every_leg_has_shown_an_unreadable_place_a_volume_that_no_read_succeeds_on_is_brought_back()
    {
        using MirrorLab lab = RelocationLab.Start("debian12", disks: WithCache);

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
