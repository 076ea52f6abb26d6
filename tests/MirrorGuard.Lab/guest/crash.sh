# A machine that loses its power while a mirror is written to, and what a person does after the reboot.
# shellcheck shell=bash

# writer_log_on_host: each of its lines is in a file of the host when the write of it returns (hostfs
# writes through), so it outlives the guest; find-lost is told of it the same way after the reboot.
writer_log_on_host() {
    ln -s /lab/writer.log "$LAB/writer.log"
}

# crash_mirror VG/LV MIB: legs on pd1 and pd2, the log on pd3; small regions, so that some are clean.
crash_mirror() {
    lvcreate --yes --quiet --type mirror --mirrors 1 --regionsize 256k --size "$2M" --name "${1#*/}" "${1%/*}" \
        /dev/mapper/pd1 /dev/mapper/pd2 /dev/mapper/pd3
    wait_for 30 in_sync "$1"
}

# in_background COMMAND: while the host goes on; what it says is in /lab/steps.log.
in_background() {
    ( set -x; eval "$1" ) >>/lab/steps.log 2>&1 &
}

# person_activates VG/LV: as it is, and where LVM refuses that, without what is missing. Says which.
person_activates() {
    local name
    name=$(dm_name "$1")
    vgchange --activate y "${1%/*}" >&2 || true
    dmsetup info "$name" >/dev/null 2>&1 && { printf 'plain\n'; return; }
    vgchange --activate y --activationmode partial "${1%/*}" >&2 || true
    dmsetup info "$name" >/dev/null && printf 'partial\n'
}

# person_repairs VG/LV: what is missing is taken out.
person_repairs() {
    lvconvert --yes --repair --use-policies "$1" >&2
}

# volume_survived VG/LV MIB: everything acknowledged can be read back; 3 where it cannot be read.
volume_survived() {
    content_of "$(dm_name "$1")" 0 $(($2 * 2048)) >"$LAB/content" || return 3
    /lab/tools/find-lost "$LAB/writer.log" <"$LAB/content"
}

# is_settled VG/LV: one copy, or several that are in sync.
is_settled() {
    is_linear "$(dm_name "$1")" || is_redundant "$1"
}

# legs_survived VG/LV MIB: each that LVM keeps holds what was acknowledged, and the same.
legs_survived() {
    is_linear "$(dm_name "$1")" || { legs_are_identical "$1" && legs_hold_all_writes "$1" "$2"; }
}
