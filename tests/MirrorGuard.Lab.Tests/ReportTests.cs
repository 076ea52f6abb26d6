using System;
using System.IO;
using System.Linq;

using FluentAssertions;

using MirrorGuard.Lab.Guests;

using Xunit;

namespace MirrorGuard.Lab.Tests;

/// <summary>Who is told of faults, by stock dmeventd with ours.</summary>
[Trait("Needs", "root")]
public sealed class ReportTests
{
    /// <summary>A program that keeps what it is told, and the section of the configuration that names it.</summary>
    private const string Telling = """
        cat >"$LAB/tell" <<'PROGRAM'
        #!/bin/sh
        [ "$1" != mismatch ] || { echo "no route to host" >&2; exit 1; }
        echo "$1 $2 $MIRRORGUARD_COUNT $MIRRORGUARD_NEEDS_PERSON $MIRRORGUARD_MESSAGE" >>"$(dirname "$0")/told"
        PROGRAM
        chmod +x "$LAB/tell"
        : >"$LAB/told"
        printf 'report {\nprogram = "%s"\nmetrics = "%s"\n}\nscan {\nbandwidth = 1048576\n}\n' "$LAB/tell" "$LAB/mirrorguard.prom" >"$MIRRORGUARD_CONFIG"
        pages_are_written_soon
        """;

    [Fact]
    public void What_happens_is_told_once_kept_and_counted()
    {
        using MirrorLab lab = MirrorLab.Start(
            GuestImage.Find("debian13")!,
            Cases.Library("mirrorguard"),
            $"{Telling}\nloop_disks 4 80",
            artifacts: [Path.Combine(Repository.Root, "artifacts", "bin")]);
        lab.Do("""
            make_mirror vg/lv 32
            writer_start vg-lv
            for outage in 1 2 3; do
                release vg/lv
                comes_back vg/lv
            done
            writer_stop
            told() { grep -q "^$1 " "$LAB/told"; }
            wait_for 10 told leg-returned
            [[ $(/lab/mirrorguard test-report) == "$LAB/tell was told, and says that all went well." ]] || fail "the test was not told"
            leg_write vg/lv 1 5000 4
            scan_start vg/lv
            scan_ends_within 60 vg/lv
            wait_for 10 told scan-finished
            echo 'faults { leg_grace = soon }' >>"$MIRRORGUARD_CONFIG"
            wait_for 10 told configuration-refused
            """);

        lab.Ask("/lab/mirrorguard history --events vg/lv | head -2").Should().Contain("vg/lv  leg-released: writes go on without the leg").And.Contain("leg-returned: ");
        Told(lab).Should().Equal("leg-released vg/lv 1 0", "leg-returned vg/lv 1 0", "test  1 0", "scan-finished vg/lv 1 0", "configuration-refused  1 0");
        lab.Ask("scan_ask '{\"command\":\"report-status\"}'").Should().Contain("\"sent\":5,\"failed\":1");
        lab.Guest.DmeventdLog.Should().Contain("was not told of mismatch of vg/lv: it failed: no route to host.");
        var events = Kept(lab);
        events.Where(each => each is "leg-released" or "leg-returned").Should().Equal(Enumerable.Repeat<string[]>(["leg-released", "leg-returned"], 3).SelectMany(pair => pair));
        lab.Ask("sleep 16; cat \"$LAB/mirrorguard.prom\"").Should()
            .Contain("mirrorguard_events_total{volume=\"vg/lv\",event=\"leg-released\"} 3").And
            .Contain("mirrorguard_state{volume=\"vg/lv\",state=\"active\"} 1").And
            .Contain("mirrorguard_scan_mismatches{volume=\"vg/lv\"} 0").And
            .Contain("mirrorguard_report_failures_total 1");
    }

    [Fact]
    public void A_person_is_asked_for_by_name_when_every_leg_is_dead()
    {
        using MirrorLab lab = MirrorLab.Start(GuestImage.Find(Cases.AnyImage)!, Cases.Library("mirrorguard"), $"{Telling}\nram_disks 4 80");
        lab.Do("""
            make_mirror vg/lv 32
            disk_kill "$(disk_of vg/lv_mimage_0)"
            disk_kill "$(disk_of vg/lv_mimage_1)"
            volume_write_in_background() { dd if=/dev/zero of=/dev/vg/lv bs=4k count=1 oflag=direct status=none 2>/dev/null & }
            volume_write_in_background
            told() { grep -q "^$1 " "$LAB/told"; }
            wait_for 30 told needs-person
            """);

        Told(lab).Should().Contain("needs-person vg/lv 1 1");
    }

    /// <summary>The history, the records of scans and what the program writes lie on the mirror itself, as with a mirror as the root file system.</summary>
    [Fact]
    public void A_history_on_the_volume_whose_writes_are_held_keeps_no_release_waiting()
    {
        using MirrorLab lab = MirrorLab.Start(GuestImage.Find(Cases.AnyImage)!, Cases.Library("mirrorguard"), $"{Telling}\nloop_disks 4 80");
        lab.Do("""
            make_mirror vg/lv 32
            mkfs.ext4 -q /dev/vg/lv
            mkdir -p /var/lib/mirrorguard
            mount -o sync /dev/vg/lv /var/lib/mirrorguard
            grows() { echo x >>/var/lib/mirrorguard/file; }
            for outage in 1 2; do
                disk=$(disk_of vg/lv_mimage_1)
                disk_kill "$disk"
                grows
                is_released vg/lv
                disk_heal "$disk"
                wait_for 40 is_redundant vg/lv
                grows
            done
            kept() { (($(grep -c leg-returned /var/lib/mirrorguard/history) == 2)); }
            wait_for 10 kept
            umount /var/lib/mirrorguard
            """);

        lab.Guest.DmeventdLog.Should().NotContain("NEEDS A PERSON").And.NotContain("LVM repairs the volume now");
    }

    private static string[] Told(MirrorLab lab) =>
        [.. lab.Ask("cat \"$LAB/told\"").Split('\n').Select(line => string.Join(' ', line.Split(' ')[..4]))];

    private static string[] Kept(MirrorLab lab) => [.. lab.Ask("cat /var/lib/mirrorguard/history").Split('\n')
        .Select(line => line[(line.IndexOf("\"event\":\"", StringComparison.Ordinal) + 9)..].Split('"')[0])];
}
