using FluentAssertions;

using MirrorGuard.Lab.Guests;

using Xunit;

namespace MirrorGuard.Lab.Tests;

/// <summary>Events before a registration are never delivered: only who looks at once sees the fault.</summary>
[Trait("Needs", "root")]
public sealed class DeadAtRegistrationTests
{
    [Theory, MemberData(nameof(Cases.All), MemberType = typeof(Cases))]
    public void A_leg_that_is_dead_at_registration_is_found_except_by_stock(string image, string library)
    {
        using MirrorLab lab = Cases.Start(image, library);
        lab.Do("""
            make_mirror vg/lv 16
            writer_start vg-lv
            dmeventd_kill
            disk_kill "$(disk_of vg/lv_mimage_1)"
            wait_for 10 has_failed_leg vg/lv
            """);

        // It registers the mirror, then refuses to refresh a volume that lacks a disk.
        lab.Do("dmeventd_start -d; lvchange --monitor y vg/lv || [[ $? == 5 ]]");

        if (lab.Library.IsStock)
        {
            lab.Do("monitored vg/lv; dmeventd_settles; has_failed_leg vg/lv; not is_linear vg-lv; not writes_proceed");
            return;
        }

        lab.Do("wait_for 30 is_linear vg-lv; writes_proceed");
        WriterSummary.Stop(lab).Errors.Should().Be(0);
    }
}
