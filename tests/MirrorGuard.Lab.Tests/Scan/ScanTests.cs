using System;
using System.Globalization;
using System.Linq;

using FluentAssertions;

using MirrorGuard.Lab.Guests;

using Xunit;

namespace MirrorGuard.Lab.Tests.Scan;

/// <summary>All legs are read and compared, on real kernels; asked for through the plugin's socket.</summary>
[Trait("Needs", "root")]
public sealed class ScanTests
{
    private const string Fast = "bandwidth = 1048576\nsettle = 1";

    /// <summary>On each leg of each volume, and some more; 32 make two hundred.</summary>
    private static readonly int Places = int.Parse(Environment.GetEnvironmentVariable("MIRRORGUARD_BAD_PLACES") ?? "8", CultureInfo.InvariantCulture);

    [Theory, MemberData(nameof(Cases.Images), MemberType = typeof(Cases))]
    public void Differences_that_were_written_beneath_a_mirror_are_found_with_their_exact_ranges_and_nothing_else_is(string image)
    {
        using MirrorLab lab = Start(image);
        lab.Do("""
            make_mirror vg/lv 64
            volume_fill vg/lv
            leg_write vg/lv 1 0 1
            leg_write vg/lv 0 1020 8
            leg_write vg/lv 1 50001 20
            leg_write vg/lv 1 131071 1
            scan_start vg/lv
            scan_ends_within 60 vg/lv
            """);

        Said(lab, "the scan found").Select(line => line[line.IndexOf("found", StringComparison.Ordinal)..].Split(" where")[0])
            .Should().BeEquivalentTo(
                "found 1 sector at sector 0 (0 MiB)",
                "found 8 sectors at sector 1020 (0.498 MiB)",
                "found 20 sectors at sector 50001 (24.415 MiB)",
                "found 1 sector at sector 131071 (64 MiB)");
        Said(lab, "the scan has read").Should().ContainSingle().Which.Should().Contain("4 places where legs differ (30 sectors)");
    }

    [Fact]
    public void With_three_legs_the_odd_one_is_named()
    {
        using MirrorLab lab = Start(Cases.AnyImage);
        lab.Do("""
            make_mirror vg/lv 32 --mirrors 2
            volume_fill vg/lv
            leg_write vg/lv 0 5000 1
            leg_write vg/lv 2 9000 1
            scan_start vg/lv
            scan_ends_within 60 vg/lv
            """);

        Said(lab, "the scan found").Select(line => line[line.IndexOf("found", StringComparison.Ordinal)..].Split(" (/dev")[0])
            .Should().BeEquivalentTo(
                "found 1 sector at sector 5000 (2.441 MiB) where lv_mimage_0",
                "found 1 sector at sector 9000 (4.395 MiB) where lv_mimage_2");
    }

    [Fact]
    public void What_differs_is_made_the_same_where_that_is_wanted_and_what_was_overwritten_comes_back_from_its_file()
    {
        using MirrorLab lab = Cases.StartScanning("debian13", $"{Fast}\nmismatch = \"resync\"", "ram_disks 5 80");
        lab.Do("""
            make_mirror vg/two 32
            make_mirror vg/three 32 --mirrors 2 --mirrorlog core
            make_mirror vg/logged 8 --mirrors 2
            for name in two three logged; do
                volume_fill vg/$name
                volume_sum vg/$name >"$LAB/$name"
            done
            leg_write vg/two 1 5000 20
            leg_write vg/two 1 65535 1
            leg_write vg/two 0 20000 8
            leg_write vg/three 0 9000 3
            leg_write vg/three 2 30000 1
            leg_write vg/logged 0 40 1
            for name in two three logged; do scan_start vg/$name; done
            for name in two three logged; do scan_ends_within 60 vg/$name; done
            are_the_same() { legs_are_identical vg/two && legs_are_identical vg/three; }
            wait_for 20 are_the_same
            [[ $(volume_sum vg/three) == $(<"$LAB/three") ]] || fail "the two legs that agreed were not the ones to count"
            [[ $(volume_sum vg/two) != $(<"$LAB/two") ]] || fail "the primary leg was not the one to count"
            """);

        lab.Ask("ls /var/lib/mirrorguard/overwritten").Split('\n').Should().SatisfyRespectively(
            file => file.Should().StartWith("vg-three.leg0.9000."),
            file => file.Should().StartWith("vg-three.leg2.30000."),
            file => file.Should().StartWith("vg-two.leg1.20000."),
            file => file.Should().StartWith("vg-two.leg1.5000."),
            file => file.Should().StartWith("vg-two.leg1.65535."));
        Said(lab, "seek=20000").Should().ContainSingle();
        Said(lab, "vg/logged: the scan found 1 sector").Should().ContainSingle().Which.Should().Contain("Nothing was changed", "its log is on disk, and its primary leg the odd one");
        lab.Do("""
            dd if=$(ls /var/lib/mirrorguard/overwritten/vg-two.leg1.20000.*) of=/dev/vg/two seek=20000 conv=notrunc,fsync status=none
            [[ $(volume_sum vg/two) == $(<"$LAB/two") ]] || fail "it did not come back"
            legs_are_identical vg/two
            """);
    }

    [Fact]
    public void Unreadable_sectors_all_over_both_legs_of_three_volumes_are_rewritten()
    {
        using MirrorLab lab = Start(Cases.AnyImage, "ram_disks 3 112");
        lab.Do($"""
            mirrorguard_scan '{Fast}' 'relocations = 1000'
            """);
        lab.Do("""
            for number in 1 2 3; do
                make_mirror_on vg/lv$number 32 pd1 pd2 pd3
                volume_fill vg/lv$number
                volume_sum vg/lv$number >"$LAB/sum$number"
            done
            """);

        lab.Do($$"""
            sectors1=(); sectors2=()
            for number in 1 2 3; do
                first=$(leg_start vg/lv$number 0)
                second=$(leg_start vg/lv$number 1)
                sectors1+=($first $((first + 1023)) $((first + 1024)) $((first + 65535)))
                for ((place = 1; place < {{Places}}; place++)); do
                    sectors1+=($((first + place * 2003)))
                    sectors2+=($((second + place * 2003 + 700)))
                done
                sectors2+=($((second + 1)) $((second + 65534)))
            done
            disk_dust pd1 "${sectors1[@]}"
            disk_dust pd2 "${sectors2[@]}"
            """);
        lab.Do("for number in 1 2 3; do scan_start vg/lv$number; done");
        // A rewrite takes some tenths of a second in a guest, and one step of the lab may take a minute.
        foreach (string volume in (string[])["vg/lv1", "vg/lv1", "vg/lv1", "vg/lv2"])
            lab.Do($"scan_ends_within 50 {volume} || :");
        lab.Do("""
            for number in 1 2 3; do scan_ends_within 15 vg/lv$number; done
            for number in 1 2 3; do in_sync vg/lv$number; done
            """);
        lab.Do("""
            for number in 1 2 3; do
                [[ $(volume_sum vg/lv$number) == $(<"$LAB/sum$number") ]] || fail "vg/lv$number is another"
                [[ $(leg_sum vg/lv$number 0) == $(leg_sum vg/lv$number 1) ]] || fail "the legs of vg/lv$number differ"
            done
            """);
    }

    private static MirrorLab Start(string image, string disks = "ram_disks 5 80") =>
        Cases.StartScanning(image, Fast, disks);

    [Fact]
    public void A_place_that_cannot_be_rewritten_is_said_and_the_scan_comes_to_its_end()
    {
        using MirrorLab lab = Start(Cases.AnyImage);
        lab.Do("""
            make_mirror vg/lv 32
            leg_dust vg/lv 1 4711
            leg_wear vg/lv 1 20000
            scan_start vg/lv
            scan_ends_within 100 vg/lv
            volume_sum vg/lv
            """);

        lab.Guest.DmeventdLog.Should().Contain("1 unreadable sector at sector 4711").And.Contain("NEEDS A PERSON: a leg cannot be read everywhere");
        Said(lab, "the scan has read").Should().ContainSingle().Which.Should().Contain("1 place that cannot be read");
    }

    [Fact]
    public void Lvms_commands_and_a_restart_of_dmeventd_are_not_kept_waiting_by_a_scan_that_goes_on_afterwards()
    {
        using MirrorLab lab = Cases.StartScanning("debian13", "bandwidth = 4096\nsettle = 1", "ram_disks 5 80");
        lab.Do("""
            make_mirror vg/lv 64
            volume_fill vg/lv
            leg_write vg/lv 1 131000 1
            scan_start vg/lv
            reads() { [[ $(scan_status vg/lv) == *'"state":"reading"'* && $(scan_status vg/lv) != *'"position":0,'* ]]; }
            wait_for 20 reads
            for round in 1 2 3 4 5; do
                vgchange --activate n vg
                vgchange --activate y vg
            done
            lvchange --refresh vg/lv
            dmeventd_restart -d
            wait_for 20 reads
            dmeventd_kill
            dmeventd_start -d
            lvchange --monitor y vg/lv
            lvconvert --yes --mirrors 0 vg/lv
            """);
        lab.Do("""
            lvconvert --yes --type mirror --mirrors 1 vg/lv
            wait_for 60 mirror_is_in_sync vg-lv
            scan_start vg/lv
            scan_ends_within 60 vg/lv
            """);

        Said(lab, "the scan has read").Should().ContainSingle().Which.Should().Contain("all legs hold the same");
    }

    [Fact]
    public void A_leg_that_dies_while_it_is_read_is_handled_as_always()
    {
        using MirrorLab lab = Cases.StartScanning(Cases.AnyImage, "bandwidth = 8192\nsettle = 1", "ram_disks 5 80");
        lab.Do("""
            make_mirror vg/lv 64
            scan_start vg/lv
            reads() { [[ $(scan_status vg/lv) == *'"state":"reading"'* && $(scan_status vg/lv) != *'"position":0,'* ]]; }
            wait_for 20 reads
            writer_start vg-lv
            release vg/lv
            """);
        lab.Do("""
            comes_back vg/lv
            writer_stop
            scan_ends_within 60 vg/lv
            legs_are_identical vg/lv
            """);

        Said(lab, "the scan found").Should().BeEmpty();
        Said(lab, "the scan has read").Should().ContainSingle().Which.Should().Contain("all legs hold the same");
    }

    [Fact]
    public void A_leg_whose_disk_is_away_while_nobody_writes_is_waited_for_and_nobody_is_called()
    {
        using MirrorLab lab = Start(Cases.AnyImage);
        lab.Do("""
            make_mirror vg/lv 32
            volume_fill vg/lv
            disk_of vg/lv_mimage_1 >"$LAB/gone"
            disk_kill "$(<"$LAB/gone")"
            scan_start vg/lv
            """);
        lab.Guest.WaitForDmeventd("answers nowhere: its disk may be away");
        lab.Do("""
            [[ $(dmsetup status vg-lv) == *" AA "* ]] || fail "the kernel has noticed"
            disk_heal "$(<"$LAB/gone")"
            scan_ends_within 120 vg/lv
            legs_are_identical vg/lv
            """);

        lab.Guest.DmeventdLog.Should().NotContain("NEEDS A PERSON");
        Said(lab, "the scan has read").Should().ContainSingle().Which.Should().Contain("all legs hold the same");
    }

    private static string[] Said(MirrorLab lab, string what) =>
        [.. lab.Guest.DmeventdLog.Split('\n').Where(line => line.Contains(what, StringComparison.Ordinal))];
}
