using MirrorGuard.Lab.Guests;

using Xunit;

namespace MirrorGuard.Lab.Tests.Helper;

/// <summary>What makes the helper leave everything as it is.</summary>
[Trait("Needs", "root")]
public sealed class RefusalTests
{
    [Theory, MemberData(nameof(Cases.Images), MemberType = typeof(Cases))]
    public void Nothing_changes_where_something_else_is_found_than_expected(string image)
    {
        using Guest guest = HelperLab.Start(image);

        guest.Do("""
            dmsetup table >"$LAB/before"
            unchanged() {
                dmsetup table | cmp - "$LAB/before"
                ! has_inactive_table vg-lv && ! has_inactive_table "$IMAGE" && ! is_suspended vg-lv && ! is_suspended "$IMAGE"
            }
            # The mirror's parameters, after the image was loaded: ESTALE, and the load is taken back.
            says "$(helper_run <<<"load $IMAGE $DEAD_TABLE
            expect vg-lv $MIRROR_TABLE keep_log
            resume $IMAGE")" "1 refused 1 116 held 0 "
            unchanged
            # Its type, its length, more than one target.
            says "$(helper_run <<<"expect vg-lv ${MIRROR_TABLE/mirror/raid1}")" "1 refused 0 116"
            says "$(helper_run <<<"expect vg-lv 8${MIRROR_TABLE}")" "1 refused 0 116"
            printf '0 8 error\n8 8 error\n' | dmsetup create two
            says "$(helper_run <<<"expect two 8 error")" "1 refused 0 116"
            dmsetup create none --notable
            says "$(helper_run <<<"expect $(number_of none) 8 error")" "1 refused 0 116"
            # No such device: ENXIO.
            says "$(helper_run <<<"expect 254:999 8 error")" "1 refused 0 6"
            """);
    }

    [Theory, MemberData(nameof(Cases.Images), MemberType = typeof(Cases))]
    public void A_device_that_someone_is_at_work_on_is_left_alone(string image)
    {
        using Guest guest = HelperLab.Start(image);

        guest.Do("""
            dmsetup load vg-lv --table "0 $RELEASED_TABLE"
            says "$(release_steps | helper_run)" "1 refused 2 16 "
            has_inactive_table vg-lv || fail "the inactive table of another was cleared"
            ! has_inactive_table "$IMAGE" && [[ $(table_of "$IMAGE") == "$IMAGE_TABLE" ]] || fail "the image was changed"
            dmsetup clear vg-lv

            dmsetup suspend --noflush --nolockfs "$IMAGE"
            says "$(release_steps | helper_run)" "1 refused 1 16 "
            is_suspended "$IMAGE" || fail "the image was resumed"
            dmsetup resume "$IMAGE"
            """);
    }

    [Theory, MemberData(nameof(Cases.Images), MemberType = typeof(Cases))]
    public void The_lock_of_a_volume_group_excludes_LVM_and_helper_from_each_other(string image)
    {
        using Guest guest = HelperLab.Start(image);

        guest.Do("""
            # An LVM command that waits for an answer, with the lock.
            lvcreate --quiet --yes --size 4M --name spare vg
            mkfifo "$LAB/answer"
            lvremove vg/spare <>"$LAB/answer" >"$LAB/question" 2>&1 &
            wait_for 10 grep -q "want to remove" "$LAB/question"
            says "$(release_steps | helper_run)" "1 refused 0 11 "
            [[ $(table_of "$IMAGE") == "$IMAGE_TABLE" ]] || fail "the image was changed"
            echo n >"$LAB/answer"
            wait || true

            # A program that holds the lock while it waits for a disk that LVM does not look at.
            dmsetup create slow --table "0 8 linear /dev/mapper/pd3 100000"
            dmsetup suspend --noflush --nolockfs slow
            helper_talk <<END >"$LAB/replies" &
            lock /run/lock/lvm/V_vg
            read slow 0 4096
            send 1
            await 30
            END
            wait_for 10 helper_has_lock
            ! vgchange --config 'global/wait_for_locks=0' --addtag a vg 2>"$LAB/refused" || fail "LVM had the lock at the same time"
            grep -qi lock "$LAB/refused" || fail "LVM failed for another reason: $(<"$LAB/refused")"
            dmsetup resume slow
            wait_for 10 test -s "$LAB/replies"
            says "$(<"$LAB/replies")" "1 done"
            [[ ! -e /run/lock/lvm/V_vg ]] || fail "the lock file is left behind"
            vgchange --addtag a vg
            says "$(release_steps | helper_run)" "1 done"
            """);
    }
}
