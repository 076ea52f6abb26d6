using MirrorGuard.Lab.Guests;

using Xunit;

namespace MirrorGuard.Lab.Tests.Waiting;

/// <summary>What a release needs is gone just when it is needed.</summary>
[Trait("Needs", "root")]
public sealed class FailedReleaseTests
{
    [Theory]
    [InlineData("rm -rf /run/mirrorguard")] // made anew, by whoever writes there first
    [InlineData("kill -9 $(helper_pids)")]
    public void No_leg_is_given_up_for_what_can_be_had_again(string harm)
    {
        using MirrorLab lab = WaitingLab.Start(Cases.AnyImage);
        lab.Do(WaitingLab.WrittenMirror + harm);

        lab.Do("release vg/lv; comes_back vg/lv");

        WaitingLab.NothingIsLost(lab);
    }

    [Fact]
    public void A_leg_whose_release_cannot_be_recorded_is_left_to_LVM()
    {
        using MirrorLab lab = WaitingLab.Start(Cases.AnyImage);
        lab.Do(WaitingLab.WrittenMirror + "until rm -rf /run/mirrorguard; (set -C; : >/run/mirrorguard); do :; done");

        lab.Do("disk_kill \"$(disk_of vg/lv_mimage_1)\"; wait_for 40 is_linear vg-lv");

        lab.Guest.WaitForDmeventd("writing its record failed: Not a directory");
        lab.Guest.WaitForDmeventd("vg/lv: repaired: ");
        WaitingLab.NothingIsLostAfterRepair(lab);
    }
}
