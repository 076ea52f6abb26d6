using System;
using System.Globalization;
using System.Linq;

using FluentAssertions;

using MirrorGuard.Lab.Guests;

using Xunit;

namespace MirrorGuard.Lab.Tests.Scan;

/// <summary>A scan, and what it had asked for, is cut off or held up.</summary>
[Trait("Needs", "root")]
public sealed class InterruptionTests
{
    /// <summary>The source is slow to read, so that the volume is suspended for seconds; meanwhile somebody writes to it.</summary>
    [Theory]
    [InlineData("dmeventd", "its helper goes on by itself")]
    [InlineData("dmeventd and helper", "the next start resumes the volume")]
    public void Dmeventd_killed_within_the_quiesced_moment_of_a_rewrite_that_a_scan_asked_for_loses_nothing(string killed, string because)
    {
        // Pieces of half a mebibyte: the first one is soon read.
        using MirrorLab lab = Cases.StartScanning("debian13", "bandwidth = 16384\nsettle = 1", "ram_disks 5 80");
        lab.Do("""
            make_mirror vg/lv 32
            volume_fill vg/lv
            dd if=/dev/mapper/vg-lv of=/run/copy bs=1M iflag=direct status=none
            leg_dust vg/lv 1 103
            """);

        // In one go: what is asked in between takes from the seconds in which it is suspended.
        lab.Do($"""
            source=$(disk_of vg/lv_mimage_0)
            disk_delay "$source" 5000
            scan_start vg/lv
            wait_for 60 is_suspended vg-lv
            kill -9 "$(</run/dmeventd.pid)" {(killed == "dmeventd" ? "" : "$(helper_pids)")}
            is_suspended vg-lv || fail "the kill came too late"
            ls /run/mirrorguard/*.quiesced.json
            rm -f /run/dmeventd.pid
            dd if=/dev/urandom of=/run/block bs=4k count=1 status=none
            dd if=/run/block of=/run/copy bs=4k seek=1000 conv=notrunc status=none
            (dd if=/run/block of=/dev/mapper/vg-lv bs=4k seek=1000 oflag=direct status=none && touch /run/acknowledged) &
            disk_heal "$source"
            """);
        lab.Do($"""
            {(killed == "dmeventd" ? "wait_for 20 not is_suspended vg-lv" : "is_suspended vg-lv")}
            dmeventd_start -d
            lvchange --monitor y vg/lv
            wait_for 5 not is_suspended vg-lv
            wait_for 20 in_sync vg/lv
            wait_for 10 test -e /run/acknowledged
            wait_for 5 not ls /run/mirrorguard/*.quiesced.json
            """);

        lab.Do("""
            scan_start vg/lv
            scan_ends_within 40 vg/lv
            sum=$(sum_of /run/copy)
            [[ $(leg_sum vg/lv 0) == "$sum" ]] || fail "leg 0 is another"
            [[ $(leg_sum vg/lv 1) == "$sum" ]] || fail "leg 1 is another"
            in_sync vg/lv
            """);
        Said(lab, "the scan has read").Should().ContainSingle(because).Which.Should().NotContain("differ").And.NotContain("cannot be read");
    }

    [Fact]
    public void A_volume_that_an_administrator_suspends_is_waited_for_and_then_read_on()
    {
        using MirrorLab lab = Cases.StartScanning(Cases.AnyImage, "bandwidth = 8192\nsettle = 1", "ram_disks 5 80");
        lab.Do("""
            make_mirror vg/lv 64
            scan_start vg/lv
            reads() { [[ $(scan_status vg/lv) == *'"state":"reading"'* && $(scan_status vg/lv) != *'"position":0,'* ]]; }
            wait_for 20 reads
            """);

        string position = lab.Ask("""
            position() { scan_status vg/lv | sed 's/.*"position":\([0-9]*\),.*/\1/'; }
            waits() { [[ $(scan_status vg/lv) == *'"state":"waiting","waitsFor":"a change of its tables"'* ]]; }
            dmsetup suspend vg-lv
            wait_for 10 waits
            before=$(position)
            pause 3
            waits || fail "it does not wait any more"
            [[ $(position) == "$before" ]] || fail "it goes on"
            dmsetup resume vg-lv
            printf '%s' "$before"
            """);
        lab.Do("scan_ends_within 50 vg/lv");

        long.Parse(position, CultureInfo.InvariantCulture).Should().BeInRange(1, (64 * 1024 * 1024) - 1, "it was in the midst of it");
        Said(lab, "the scan found").Should().BeEmpty();
        Said(lab, "the scan has read").Should().ContainSingle().Which.Should().Contain("64 MiB").And.Contain("all legs hold the same");
    }

    private static string[] Said(MirrorLab lab, string what) =>
        [.. lab.Guest.DmeventdLog.Split('\n').Where(line => line.Contains(what, StringComparison.Ordinal))];
}
