using MirrorGuard.Lab.Guests;

using Xunit;

namespace MirrorGuard.Lab.Tests.Helper;

/// <summary>What a program leaves behind when one of its steps fails.</summary>
[Trait("Needs", "root")]
public sealed class UndoTests
{
    [Theory, MemberData(nameof(Cases.Images), MemberType = typeof(Cases))]
    public void What_was_loaded_is_cleared_and_what_was_suspended_is_resumed(string image)
    {
        using Guest guest = HelperLab.Start(image);

        guest.Do("""
            # The kernel refuses the second table: EINVAL.
            says "$(helper_run <<<"load $IMAGE $DEAD_TABLE
            load vg-lv ${RELEASED_TABLE} and more
            resume $IMAGE
            resume vg-lv")" "1 failed 1 22 held 0 "
            ! has_inactive_table "$IMAGE" && ! has_inactive_table vg-lv || fail "a table is left in a slot"
            [[ $(table_of "$IMAGE") == "$IMAGE_TABLE" ]] || fail "the image was changed"

            # A dead disk cannot be read while the mirror is suspended: EIO. The load is not swapped in by the resume.
            disk_kill pd3
            reply=$(helper_run <<<"load vg-lv $RELEASED_TABLE
            suspend vg-lv
            read pd3 0 4096
            resume vg-lv")
            says "$reply" "1 failed 2 5 held "
            [[ ! $reply == *"held 0 "* ]] || fail "no time while suspended in $reply"
            ! is_suspended vg-lv || fail "suspended"
            ! has_inactive_table vg-lv || fail "a table is left in its slot"
            [[ $(table_of vg-lv) == "$MIRROR_TABLE" ]] || fail "the mirror was changed"
            write_block vg-lv 1 y
            """);
    }

    [Theory, MemberData(nameof(Cases.Images), MemberType = typeof(Cases))]
    public void A_program_that_would_not_leave_things_in_order_is_not_begun(string image)
    {
        using Guest guest = HelperLab.Start(image);

        guest.Do("""
            says "$(helper_run <<<"suspend vg-lv")" "1 failed 0 22 "
            says "$(helper_run <<<"load $IMAGE $DEAD_TABLE")" "1 failed 0 22 "
            says "$(helper_run <<<"suspend vg-lv
            record /run/x y
            resume vg-lv")" "1 failed 1 22 "
            says "$(helper_run <<<"suspend vg-lv
            read vg-lv 0 4096
            resume vg-lv")" "1 failed 1 22 "
            says "$(helper_run <<<"aside
            load $IMAGE $DEAD_TABLE
            resume $IMAGE")" "1 failed 0 22 "
            [[ ! -e /run/x ]] && ! is_suspended vg-lv && ! has_inactive_table "$IMAGE" || fail "something was begun"
            says "$(helper_run <<<"load $IMAGE $DEAD_TABLE
            clear $IMAGE")" "1 done"
            ! has_inactive_table "$IMAGE" || fail "not cleared"
            """);
    }
}
