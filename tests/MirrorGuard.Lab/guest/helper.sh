# mirrorguard-helper without dmeventd: programs of steps (see helper-driver/main.c for their words).
# shellcheck shell=bash

HELPER=/lab/mirrorguard-helper

# helper_talk: runs a script of the driver, from standard input, with a helper of its own.
helper_talk() {
    /lab/tools/helper-driver "$HELPER"
}

# helper_run: runs one program, from standard input, and prints its reply.
helper_run() {
    { cat; printf 'send 1\nawait 30\n'; } | helper_talk
}

# helper_pids: of all helpers and their children, one a line.
helper_pids() {
    grep -lx mirrorguard-hlp /proc/[0-9]*/comm 2>/dev/null | cut -d/ -f3
}

# no_helpers: every one of them has ended.
no_helpers() {
    [[ -z $(helper_pids) ]]
}

# says REPLY PATTERN: whether a reply begins as expected.
says() {
    [[ $1 == $2* ]] || fail "the helper said '$1' instead of '$2'"
}

# table_of DM_NAME: "SECTORS TYPE PARAMETERS" of its only target.
table_of() {
    local start rest
    read -r start rest < <(dmsetup table "$1")
    ((start == 0)) && printf '%s' "$rest"
}

# tables_keep VG-LV: remembers LVM's own tables of a mirror and of its second image, for later scripts too.
tables_keep() {
    MIRROR=$1 IMAGE=$1_mimage_1 VG=${1%%-*}
    MIRROR_TABLE=$(table_of "$MIRROR")
    IMAGE_TABLE=$(table_of "$IMAGE")
    RELEASED_TABLE=${MIRROR_TABLE/%1 handle_errors/2 handle_errors keep_log}
    DEAD_TABLE="${IMAGE_TABLE%% *} error"
    DISK=$(disk_of "$VG/${1#*-}_mimage_1")
    declare -p MIRROR IMAGE VG MIRROR_TABLE IMAGE_TABLE RELEASED_TABLE DEAD_TABLE DISK >"$LAB/tables"
}

[[ ! -e $LAB/tables ]] || source "$LAB/tables"

# release_steps: of the mirror of tables_keep, whose second leg is dead.
release_steps() {
    cat <<END
lock /run/lock/lvm/V_$VG
expect $IMAGE $IMAGE_TABLE
expect $MIRROR $MIRROR_TABLE
load $IMAGE $DEAD_TABLE
load $MIRROR $RELEASED_TABLE
resume $IMAGE
resume $MIRROR
END
}

# return_steps: the way back.
return_steps() {
    cat <<END
lock /run/lock/lvm/V_$VG
expect $IMAGE $DEAD_TABLE
expect $MIRROR $RELEASED_TABLE
load $IMAGE $IMAGE_TABLE
load $MIRROR $MIRROR_TABLE
resume $IMAGE
resume $MIRROR
END
}

# make_armed_mirror VG/LV MIB [ARGUMENT...]: a mirror in sync that holds failed writes, as one that is
# monitored does, and that nobody monitors: a fault waits for the helper.
make_armed_mirror() {
    local name
    name=$(dm_name "$1")
    make_mirror "$@" --monitor n || return
    dmsetup load "$name" --table "0 $(table_of "$name") 1 handle_errors"
    dmsetup resume --noflush --nolockfs "$name"
    wait_for 30 in_sync "$1"
    tables_keep "$name"
}

# is_suspended DM_NAME
is_suspended() {
    [[ $(dmsetup info --noheadings -c -o suspended "$1") == Suspended ]]
}

# has_inactive_table DM_NAME
has_inactive_table() {
    [[ -n $(dmsetup table --inactive "$1") ]]
}

# number_of DM_NAME: MAJOR:MINOR.
number_of() {
    dmsetup info --noheadings -c -o major,minor --separator : "$1"
}

# sectors_written DM_NAME: since the device was made.
sectors_written() {
    local words
    read -r -a words <"/sys/dev/block/$(number_of "$1")/stat"
    printf '%s' "${words[6]}"
}

# is_in_flight DM_NAME: whether the device has I/O that has not come back.
is_in_flight() {
    local words
    read -r -a words <"/sys/dev/block/$(number_of "$1")/stat"
    ((words[8] > 0))
}

# helper_has_lock: whether a helper holds LVM's lock of some volume group.
helper_has_lock() {
    grep -q "FLOCK  *ADVISORY  *WRITE $(helper_pids) " /proc/locks
}

# write_block DM_NAME NUMBER BYTE: fills a 4 KiB block past the page cache; returns when it is acknowledged.
write_block() {
    head -c 4096 /dev/zero | tr '\0' "$3" | dd of="/dev/mapper/$1" bs=4k seek="$2" count=1 iflag=fullblock oflag=direct status=none
}

# block_is DM_NAME NUMBER BYTE: whether that is what a block holds.
block_is() {
    dd if="/dev/mapper/$1" bs=4k skip="$2" count=1 iflag=direct status=none | tr -d "$3" | wc -c | grep -qx 0
}

# reads_fail DM_NAME NUMBER
reads_fail() {
    ! dd if="/dev/mapper/$1" of=/dev/null bs=4k skip="$2" count=1 iflag=direct status=none 2>/dev/null
}
