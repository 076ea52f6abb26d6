using System.IO;

using FluentAssertions;

using MirrorGuard.Lab.Guests;

using Xunit;

namespace MirrorGuard.Lab.Tests;

/// <summary><c>mirrorguard canary</c> on real kernels: it lives where mirrors are looked after, dies where they are not, and leaves nothing behind.</summary>
[Trait("Needs", "root")]
public sealed class CanaryTests
{
    private const string NothingIsLeft = """
        nothing_is_left() {
            ! losetup --all | grep canary || fail "a loop device is left"
            ! dmsetup ls | grep canary || fail "a device is left"
            [[ -z $(vgs --noheadings -o vg_name mirrorguard_canary 2>/dev/null) ]] || fail "the volume group is left"
            [[ ! -e /run/mirrorguard-canary ]] || fail "its files are left"
            ! grep canary "$LVM_SYSTEM_DIR"/devices/* 2>/dev/null || fail "LVM still expects its disks"
        }
        """;

    /// <summary>As on any machine, LVM looks at loop devices too.</summary>
    private const string SetUp = """
        lvm_looks_at+='|loop[0-9]+'
        printf '#!/bin/sh\necho "$1 $2" >>%s\n' "$LAB/told" >"$LAB/tell"
        chmod +x "$LAB/tell"
        printf 'report {\nprogram = "%s"\nmetrics = "%s"\n}\n' "$LAB/tell" "$LAB/mirrorguard.prom" >"$MIRRORGUARD_CONFIG"
        """;

    [Theory, MemberData(nameof(Cases.Images), MemberType = typeof(Cases))]
    public void It_lives_where_mirrors_are_looked_after_and_is_taken_away(string image)
    {
        using MirrorLab lab = Start(image, "mirrorguard");
        lab.Do($$"""
            {{NothingIsLeft}}
            /lab/mirrorguard canary >"$LAB/said" || fail "it died"
            nothing_is_left
            [[ $(<"$LAB/told") == $'leg-released mirrorguard_canary/canary\nleg-returned mirrorguard_canary/canary' ]] || fail "told: $(<"$LAB/told")"
            grep -q '^mirrorguard_canary_success 1' "$LAB/mirrorguard_canary.prom"
            """);

        lab.Ask("cat \"$LAB/said\"").Should().MatchRegex(@"^made     .*\nwatched  .*\ndied     .* within \d+\.\d s\nback     .*\ntold     of leg-released and leg-returned: .*, and .*/tell$");
        lab.Guest.DmeventdLog.Should().NotContain("NEEDS A PERSON");
    }

    [Theory, MemberData(nameof(Cases.Images), MemberType = typeof(Cases))]
    public void One_that_is_killed_is_taken_away_by_the_next_and_one_that_is_ended_by_itself(string image)
    {
        using MirrorLab lab = Start(image, "mirrorguard");
        lab.Do($$"""
            {{NothingIsLeft}}
            /lab/mirrorguard canary >"$LAB/killed" &
            wait_for 60 grep -q "^watched " "$LAB/killed"
            # Its disk is dead, a write waits or is let go.
            sleep 1
            kill -9 $!
            wait $! || true
            # Whoever asks LVM now waits for this one.
            dmsetup suspend --noflush --nolockfs mirrorguard-canary-1
            /lab/mirrorguard canary || fail "it died after one that was killed"
            nothing_is_left

            /lab/mirrorguard canary >"$LAB/ended" &
            wait_for 60 grep -q '^watched ' "$LAB/ended"
            kill $!
            ! wait $! || fail "it was ended, and says that all went well"
            nothing_is_left
            """);

        lab.Guest.DmeventdLog.Should().NotContain("NEEDS A PERSON");
    }

    [Theory, MemberData(nameof(Cases.Images), MemberType = typeof(Cases))]
    public void Where_LVM_may_keep_a_file_of_its_disks_it_lives_and_leaves_the_file_as_it_was(string image)
    {
        using MirrorLab lab = Start(image, "mirrorguard", "lvm_devices_file=1");
        lab.Do($$"""
            {{NothingIsLeft}}
            cp "$LVM_SYSTEM_DIR/devices/system.devices" "$LAB/devices"
            /lab/mirrorguard canary || fail "it died"
            nothing_is_left
            diff <(grep IDTYPE= "$LAB/devices") <(grep IDTYPE= "$LVM_SYSTEM_DIR/devices/system.devices")

            # Where it may keep one and has none it looks at all disks; an empty one would hide every volume group.
            rm "$LVM_SYSTEM_DIR/devices/system.devices"
            /lab/mirrorguard canary || fail "it died without the file"
            [[ ! -e $LVM_SYSTEM_DIR/devices/system.devices ]] || fail "there is a file of LVM's disks now"
            vgs vg
            """);
    }

    [Fact]
    public void Where_stock_looks_after_mirrors_it_says_so()
    {
        using MirrorLab lab = Start(Cases.AnyImage, "stock");
        lab.Do($$"""
            {{NothingIsLeft}}
            ! /lab/mirrorguard canary 2>"$LAB/said" || fail "it lives"
            nothing_is_left
            """);

        lab.Ask("cat \"$LAB/said\"").Should().StartWith("mirrorguard: the canary: dmeventd does not monitor it with MirrorGuard; ");
    }

    private static MirrorLab Start(string image, string library, string setUp = "") => MirrorLab.Start(
        GuestImage.Find(image)!, Cases.Library(library), $"{SetUp}\n{setUp}\nram_disks 2 32", artifacts: [Path.Combine(Repository.Root, "artifacts", "bin")]);
}
