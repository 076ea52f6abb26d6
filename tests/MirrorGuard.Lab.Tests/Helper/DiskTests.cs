using MirrorGuard.Lab.Guests;

using Xunit;

namespace MirrorGuard.Lab.Tests.Helper;

/// <summary>What the helper reads and writes on disks.</summary>
[Trait("Needs", "root")]
public sealed class DiskTests
{
    [Theory, MemberData(nameof(Cases.Images), MemberType = typeof(Cases))]
    public void Copying_from_the_good_leg_while_the_mirror_is_suspended_heals_an_unreadable_sector(string image)
    {
        using Guest guest = HelperLab.Start(image);

        guest.Do("""
            write_block vg-lv 7 z
            # Sector 56 of the image lies behind the metadata of the physical volume.
            disk_dust "$DISK" $((2048 + 56))
            reads_fail "$IMAGE" 7 || fail "the sector can be read"
            reply=$(helper_run <<<"suspend vg-lv
            copy vg-lv_mimage_0 28672 $IMAGE 28672 4096
            resume vg-lv")
            says "$reply" "1 done -1 0 held "
            block_is "$IMAGE" 7 z || fail "the block was not copied"
            ! is_suspended vg-lv || fail "suspended"

            # A disk that says it wrote and did not is found out: EBADMSG.
            read -r device sectors <"$LAB/disks/$DISK"
            write_block vg-lv_mimage_0 7 a
            disk_load "$DISK" "0 $sectors flakey $device 0 0 1000 1 drop_writes"
            says "$(helper_run <<<"copy vg-lv_mimage_0 28672 $IMAGE 28672 4096")" "1 failed 0 74 held 0 "

            # A disk that does not take it says so itself: EIO.
            disk_kill "$DISK"
            says "$(helper_run <<<"copy vg-lv_mimage_0 28672 $IMAGE 28672 4096")" "1 failed 0 5 held 0 "
            """);
    }

    [Theory, MemberData(nameof(Cases.Images), MemberType = typeof(Cases))]
    public void A_copy_larger_than_the_buffer_is_whole(string image)
    {
        using Guest guest = HelperLab.Start(image);

        guest.Do("""
            dd if=/dev/urandom of=/dev/mapper/pd3 bs=4k seek=1000 count=51 oflag=direct status=none
            says "$(helper_run <<<"copy pd3 $((1000 * 4096)) pd4 $((2000 * 4096)) $((51 * 4096))")" "1 done"
            cmp <(dd if=/dev/mapper/pd3 bs=4k skip=1000 count=51 iflag=direct status=none) \
                <(dd if=/dev/mapper/pd4 bs=4k skip=2000 count=51 iflag=direct status=none)
            # Behind the end: ENODATA for a read, ENOSPC for a write.
            says "$(helper_run <<<"read pd3 $((64 * 1048576)) 4096")" "1 failed 0 61 "
            says "$(helper_run <<<"copy pd3 0 pd4 $((64 * 1048576)) 4096")" "1 failed 0 28 "
            """);
    }

    [Fact]
    public void What_is_to_be_overwritten_is_kept_in_a_file_and_known_again()
    {
        using Guest guest = HelperLab.Start("debian13");

        guest.Do("""
            keep() { helper_run <<<"aside
            keep $1"; }
            dd if=/dev/urandom of=/dev/mapper/pd3 bs=4k seek=1000 count=51 oflag=direct status=none
            length=$((51 * 4096)) offset=$((1000 * 4096))
            reply=$(keep "pd3 pd4 $offset $length /run/kept")
            says "$reply" "1 done"
            digest=${reply##* digest }
            cmp /run/kept <(dd if=/dev/mapper/pd3 bs=4k skip=1000 count=51 iflag=direct status=none)
            [[ $(stat --format '%a %u' /run/kept) == '600 0' ]] || fail "it is not root's alone"
            ! ls /run/kept.* 2>/dev/null || fail "an unfinished file is left"
            says "$(helper_run <<<"expect-content pd3 $offset $length $digest")" "1 done"
            says "$(helper_run <<<"expect-content pd4 $offset $length $digest")" "1 refused 0 116 "

            # A file that is there is somebody's: EEXIST. What is the same is not kept: EALREADY. Only aside: EINVAL.
            echo mine >/run/mine
            says "$(keep "pd3 pd4 $offset $length /run/mine")" "1 failed 0 17 "
            [[ $(</run/mine) == mine ]] || fail "it was overwritten"
            ln -s /run/elsewhere /run/link
            says "$(keep "pd3 pd4 $offset $length /run/link")" "1 failed 0 17 "
            says "$(keep "pd3 pd3 $offset $length /run/other")" "1 refused 0 114 "
            says "$(helper_run <<<"keep pd3 pd4 $offset $length /run/other")" "1 failed 0 22 "
            # No directory: ENOENT. No room: ENOSPC. Behind the end of the disk: ENODATA.
            says "$(keep "pd3 pd4 $offset $length /run/none/kept")" "1 failed 0 2 "
            mkdir /run/small
            mount -t tmpfs -o size=64k none /run/small
            says "$(keep "pd3 pd4 $offset $length /run/small/kept")" "1 failed 0 28 "
            says "$(keep "pd3 pd4 $((64 * 1048576)) 4096 /run/other")" "1 failed 0 61 "
            ! ls /run/small/* /run/other* /run/elsewhere 2>/dev/null || fail "a file is left"

            disk_kill pd3
            says "$(helper_run <<<"expect-content pd3 $offset $length $digest")" "1 failed 0 5 "
            """);
    }

    [Theory, MemberData(nameof(Cases.Images), MemberType = typeof(Cases))]
    public void A_disk_is_known_by_its_size_and_its_label(string image)
    {
        using Guest guest = HelperLab.Start(image);

        guest.Do("""
            uuid=$(pvs --noheadings -o uuid /dev/mapper/pd3 | tr -d ' -')
            reply=$(helper_run <<<"identify pd3")
            [[ $reply == "1 done "*" disk 131072 $uuid" ]] || fail "$reply instead of $uuid"
            says "$(helper_run <<<"expect-disk pd3 131072 $uuid")" "1 done"
            says "$(helper_run <<<"expect-disk pd3 131080 $uuid")" "1 refused 0 116 "
            says "$(helper_run <<<"expect-disk pd4 131072 $uuid")" "1 refused 0 116 "

            # Without its link in /dev/block, and with one that leads elsewhere.
            number=$(number_of pd3)
            rm "/dev/block/$number"
            says "$(helper_run <<<"expect-disk $number 131072 $uuid")" "1 done"
            ln -s ../mapper/pd4 "/dev/block/$number"
            says "$(helper_run <<<"expect-disk $number 131072 $uuid")" "1 done"
            ! ls /dev/.mirrorguard* 2>/dev/null || fail "a node is left behind"

            # One bit of the UUID changed, and no label at all: not a disk of LVM's.
            printf '!' | dd of=/dev/mapper/pd3 bs=1 seek=$((512 + 32)) conv=notrunc status=none
            sync
            [[ $(helper_run <<<"identify pd3") == "1 done "*" disk 131072 " ]] || fail "a broken label counts"
            says "$(helper_run <<<"expect-disk pd3 131072 $uuid")" "1 refused 0 116 "

            # That a disk cannot be read says nothing of what it is: EIO.
            disk_kill pd4
            says "$(helper_run <<<"expect-disk pd4 131072 $uuid")" "1 failed 0 5 "
            """);
    }

    [Theory, MemberData(nameof(Cases.Images), MemberType = typeof(Cases))]
    public void A_disk_that_does_not_answer_keeps_the_helper_from_nothing_when_it_is_asked_aside(string image)
    {
        using Guest guest = HelperLab.Start(image);

        string replies = guest.Do("""
            dmsetup suspend --noflush --nolockfs pd3
            touch "$LAB/replies"
            aside() { printf 'aside\nread pd3 0 4096\nsend %s\n' "$1"; }
            { aside 1; aside 2; aside 3; aside 4; aside 5; echo await 30
              release_steps; printf 'send 6\nawait 30\nsay -\nwait %s\n' "$LAB/answers"
              printf 'await 30\nawait 30\nawait 30\nawait 30\nsay -\n'
              aside 7; echo await 30; } | helper_talk >"$LAB/replies" &
            wait_for 20 grep -qx -- - "$LAB/replies"
            dmsetup resume pd3
            touch "$LAB/answers"
            wait
            cut -d' ' -f1-4 "$LAB/replies" | sort
            """);

        Assert.Equal(
            ["-", "-", "1 done -1 0", "2 done -1 0", "3 done -1 0", "4 done -1 0", "5 failed -1 11", "6 done -1 0", "7 done -1 0"],
            replies.Split('\n'));
        guest.Do("wait_for 10 no_helpers");
    }
}
