using FluentAssertions;

using MirrorGuard.Lab.Guests;

using Xunit;

namespace MirrorGuard.Lab.Tests;

/// <summary>A fault in a mirror that is not alone, not plainly named, or not at the top.</summary>
[Trait("Needs", "root")]
public sealed class SurroundingsTests
{
    [Theory, MemberData(nameof(Cases.All), MemberType = typeof(Cases))]
    public void A_raid_that_stock_monitors_is_served_during_a_repair(string image, string library)
    {
        using MirrorLab lab = Cases.Start(image, library);
        lab.Do("""
            make_mirror vg/lv 16
            lvcreate --yes --type raid1 --mirrors 1 --size 16M --name raid vg
            monitored vg/raid
            """);

        lab.Do("""
            writer_start vg-lv
            mirror_disk=$(disk_of vg/lv_mimage_1)
            raid_disk=$(disk_of vg/raid_rimage_1)
            disk_kill "$mirror_disk"
            [[ $raid_disk == "$mirror_disk" ]] || disk_kill "$raid_disk"
            dd if=/dev/zero of=/dev/mapper/vg-raid bs=4k count=8 oflag=direct
            """);

        lab.Do("wait_for 20 is_linear vg-lv; writes_proceed");
        lab.Guest.WaitForDmeventd("raid1 array, vg-raid, has failed");
        WriterSummary.Stop(lab).Errors.Should().Be(0);
    }

    [Theory, MemberData(nameof(Cases.All), MemberType = typeof(Cases))]
    public void Names_with_dashes_are_understood(string image, string library)
    {
        using MirrorLab lab = Cases.Start(image, library);
        lab.Do("vgrename vg my-vg; make_mirror my-vg/my--lv-1 16");
        lab.Ask("monitoring my-vg/my--lv-1").Should().Be("monitored");

        lab.Do("""
            writer_start my--vg-my----lv--1
            disk_kill "$(disk_of my-vg/my--lv-1_mimage_1)"
            wait_for 20 is_linear my--vg-my----lv--1
            writes_proceed
            """);

        WriterSummary.Stop(lab).Errors.Should().Be(0);
    }

    [Theory, MemberData(nameof(Cases.All), MemberType = typeof(Cases))]
    public void A_mirror_under_a_snapshot_is_repaired(string image, string library)
    {
        using MirrorLab lab = Cases.Start(image, library);
        lab.Do("""
            make_mirror vg/lv 16
            lvcreate --yes --snapshot --size 20M --name snap vg/lv
            wait_for 10 mirror_is_in_sync vg-lv-real
            """);

        lab.Do("""
            writer_start vg-lv
            disk_kill "$(disk_of vg/lv_mimage_1)"
            wait_for 20 is_linear vg-lv-real
            writes_proceed
            """);

        WriterSummary.Stop(lab).Errors.Should().Be(0);
    }

    [Theory, MemberData(nameof(Cases.All), MemberType = typeof(Cases))]
    public void A_mirror_under_another_target_is_repaired(string image, string library)
    {
        using MirrorLab lab = Cases.Start(image, library);
        lab.Do("""
            make_mirror vg/lv 16
            dmsetup create top --table "0 32768 linear /dev/mapper/vg-lv 0"
            """);

        lab.Do("""
            writer_start top
            disk_kill "$(disk_of vg/lv_mimage_1)"
            wait_for 20 is_linear vg-lv
            writes_proceed
            """);

        WriterSummary.Stop(lab).Errors.Should().Be(0);
    }

    [Theory, MemberData(nameof(Cases.All), MemberType = typeof(Cases))]
    public void A_status_line_that_nobody_understands_leaves_dmeventd_alive(string image, string library)
    {
        using MirrorLab lab = Cases.Start(image, library);
        lab.Do("""
            dmeventd_kill
            DMEVENTD_PRELOAD=/lab/tools/garble-status.so dmeventd_start -d
            make_mirror vg/lv 16
            writer_start vg-lv
            touch /run/lab/garble
            disk_kill "$(disk_of vg/lv_mimage_1)"
            wait_for 10 has_failed_leg vg/lv
            """);

        lab.Guest.WaitForDmeventd(lab.Library.IsStock ? "Unable to parse mirror status string." : "? 254:");

        lab.Do("dmeventd_runs; monitored vg/lv");
    }
}
