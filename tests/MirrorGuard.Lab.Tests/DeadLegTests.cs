using System.Globalization;

using MirrorGuard.Lab.Guests;

using Xunit;

namespace MirrorGuard.Lab.Tests;

/// <summary>A disk dies under a mirror that is being written to.</summary>
[Trait("Needs", "root")]
public sealed class DeadLegTests
{
    [Theory, MemberData(nameof(Cases.All), MemberType = typeof(Cases))]
    public void A_dead_secondary_leaves_a_linear_volume_and_no_write_fails(string image, string library) =>
        A_dead_leg_leaves_a_linear_volume(image, library, leg: 1);

    [Theory, MemberData(nameof(Cases.All), MemberType = typeof(Cases))]
    public void A_dead_primary_leaves_a_linear_volume_and_no_write_fails(string image, string library) =>
        A_dead_leg_leaves_a_linear_volume(image, library, leg: 0);

    [Theory, MemberData(nameof(Cases.All), MemberType = typeof(Cases))]
    public void Two_dead_legs_of_three_leave_a_linear_volume_and_no_write_fails(string image, string library)
    {
        using MirrorLab lab = Cases.Start(image, library);
        lab.Do("make_mirror vg/lv 16 --mirrors 2");

        lab.Do("""
            writer_start vg-lv
            one=$(disk_of vg/lv_mimage_1) two=$(disk_of vg/lv_mimage_2)
            disk_kill "$one"
            disk_kill "$two"
            wait_for 30 is_linear vg-lv
            writes_proceed
            """);

        HeldWrites.NoneFailedOrWasHeldLong(lab);
    }

    private static void A_dead_leg_leaves_a_linear_volume(string image, string library, int leg)
    {
        using MirrorLab lab = Cases.Start(image, library);
        lab.Do("make_mirror vg/lv 16");

        lab.Do($"""
            writer_start vg-lv
            disk_kill "$(disk_of vg/lv_mimage_{leg.ToString(CultureInfo.InvariantCulture)})"
            wait_for 20 is_linear vg-lv
            writes_proceed
            """);

        HeldWrites.NoneFailedOrWasHeldLong(lab);
    }
}
