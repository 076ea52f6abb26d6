using System.Globalization;

using FluentAssertions;

using MirrorGuard.Lab.Guests;

using Xunit;

namespace MirrorGuard.Lab.Tests.Helper;

/// <summary>The programs of the fast path, on a mirror whose second leg died.</summary>
[Trait("Needs", "root")]
public sealed class ReleaseTests
{
    /// <summary>Alone on a machine it takes 5 ms; the rest is for a busy one.</summary>
    private const int LongestReleaseMicroseconds = 500_000;

    [Theory, MemberData(nameof(Cases.Images), MemberType = typeof(Cases))]
    public void A_released_mirror_lets_its_held_write_go_on_and_a_returned_one_copies_what_was_missed(string image)
    {
        using Guest guest = HelperLab.Start(image);

        guest.Do("""
            disk_kill "$DISK"
            { write_block vg-lv 1025 x; printf '%s' "${EPOCHREALTIME/./}" >"$LAB/acknowledged"; } &
            wait_for 10 has_failed_leg vg/lv
            [[ ! -e $LAB/acknowledged ]] || fail "the write was not held"
            reply=$(release_steps | helper_run)
            echo "$reply" >"$LAB/reply"
            says "$reply" "1 done -1 0 held 0 "
            wait_for 5 test -s "$LAB/acknowledged"
            [[ $(table_of vg-lv) == "$RELEASED_TABLE" && $(table_of "$IMAGE") == "$DEAD_TABLE" ]] || fail "not the released tables"
            """);
        string[] words = guest.Do("""read -r -a reply <"$LAB/reply"; echo "${reply[7]} ${reply[9]} $(<"$LAB/acknowledged")" """).Split(' ');
        Number(words[0]).Should().BeLessThan(LongestReleaseMicroseconds);
        (Number(words[2]) - Number(words[1])).Should().BeLessThan(2 * LongestReleaseMicroseconds, "the write goes on once the mirror is released");

        string copied = guest.Do("""
            disk_heal "$DISK"
            before=$(sectors_written "$DISK")
            says "$(return_steps | helper_run)" "1 done -1 0 held 0 "
            wait_for 20 in_sync vg/lv
            block_is vg-lv_mimage_0 1025 x && block_is vg-lv_mimage_1 1025 x || fail "the block is not on both legs"
            [[ $(table_of vg-lv) == "$MIRROR_TABLE" && $(table_of "$IMAGE") == "$IMAGE_TABLE" ]] || fail "not LVM's tables"
            lvs vg/lv >/dev/null || fail "LVM does not find its way"
            echo $(($(sectors_written "$DISK") - before))
            """);
        const int RegionSectors = 4096;
        Number(copied).Should().BeInRange(RegionSectors, 2 * RegionSectors, "one block of 4 KiB lies in one region or two, of eight");
    }

    [Theory, MemberData(nameof(Cases.Images), MemberType = typeof(Cases))]
    public void A_leg_that_fails_flushes_too_is_released_and_returned_again_and_again_under_writers(string image)
    {
        using Guest guest = HelperLab.Start(image, "loop_disks 4");
        guest.Do("writer_start vg-lv -f");

        guest.Do("""
            for round in 1 2 3 4; do
                disk_flaky "$DISK"
                wait_for 10 has_failed_leg vg/lv
                says "$(release_steps | helper_run)" "1 done"
                writes_proceed
                disk_heal "$DISK"
                says "$(return_steps | helper_run)" "1 done"
                wait_for 20 in_sync vg/lv
                writes_proceed
            done
            """);

        string[] writer = guest.Do("writer_stop").Split(' ');
        writer[3].Should().Be("0", "no write may fail: {0}", string.Join(' ', writer));
        guest.Do("cmp /dev/mapper/vg-lv_mimage_0 /dev/mapper/vg-lv_mimage_1");
    }

    private static long Number(string text) => long.Parse(text.Trim(), CultureInfo.InvariantCulture);
}
