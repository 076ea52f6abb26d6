# A leg that is waited for: MirrorGuard's configuration, how a volume stands, and whether its legs agree.
# shellcheck shell=bash

MIRRORGUARD_CONFIG=/etc/lvm/mirrorguard.conf

# mirrorguard_config SECTION: the faults section, for example "leg_grace = 3". Put in place as a whole:
# the plugin looks at the file whenever it changes.
mirrorguard_config() {
    printf 'faults {\n%s\n}\n' "$1" >"$MIRRORGUARD_CONFIG.new"
    mv "$MIRRORGUARD_CONFIG.new" "$MIRRORGUARD_CONFIG"
}

# mirrorguard_repairs_at_once: as the stock DSO does.
mirrorguard_repairs_at_once() {
    mirrorguard_config 'leg_grace = 0
write_hold = 0'
}

# is_released VG/LV: writes go on without the second leg, and the log keeps what it misses.
is_released() {
    local name
    name=$(dm_name "$1")
    [[ $(dmsetup table "$name") == *" 2 handle_errors keep_log" && $(dmsetup table "${name}_mimage_1") == *\ error* ]]
}

# leg_name VG/LV LEG: the image's own device; after a repair its number is not the leg's.
leg_name() {
    local words
    read -r -a words < <(mirror_status "$1")
    printf '%s' "$(<"/sys/dev/block/${words[4 + $2]}/dm/name")"
}

# is_redundant VG/LV: at least two legs, in sync, each on a disk. A released mirror is not: the
# kernel may call it in sync where nothing was written since.
is_redundant() {
    local name leg
    name=$(dm_name "$1")
    mirror_is_in_sync "$name" && [[ $(dmsetup table "$name") != *keep_log ]] || return
    for ((leg = 0; leg < $(leg_count "$1"); leg++)); do
        [[ $(dmsetup table "$(leg_name "$1" "$leg")") != *\ error* ]] || return
    done
}

# misses_regions VG/LV COUNT: at least so many.
misses_regions() {
    [[ $(mirror_status "$1") =~ \ ([0-9]+)/([0-9]+)\  ]] && ((BASH_REMATCH[2] - BASH_REMATCH[1] >= $2))
}

# leg_place VG/LV LEG: "DISK FIRST_SECTOR SECTORS" of an image that lies in one piece.
leg_place() {
    local sectors type number first
    read -r _ sectors type number first < <(dmsetup table "$(leg_name "$1" "$2")")
    [[ $type == linear ]] && printf '%s %s %s\n' "$(<"/sys/dev/block/$number/dm/name")" "$first" "$sectors"
}

# leg_content VG/LV LEG [MIB]: what the disk holds, past mirror, image and page cache; the beginning, or all.
leg_content() {
    local disk first sectors mebibytes=${3:-0}
    read -r disk first sectors < <(leg_place "$1" "$2") || return
    content_of "$disk" "$first" $((mebibytes ? mebibytes * 2048 : sectors))
}

# content_of DM_NAME FIRST_SECTOR SECTORS
content_of() {
    dd if="/dev/mapper/$1" bs=64k iflag=direct,skip_bytes,count_bytes,fullblock skip=$(($2 * 512)) \
        count=$(($3 * 512)) status=none
}

# legs_are_identical VG/LV: all of them, and there is something in them.
legs_are_identical() {
    local leg
    leg_place "$1" 0 >/dev/null || return
    for ((leg = 1; leg < $(leg_count "$1"); leg++)); do
        leg_place "$1" "$leg" >/dev/null && cmp <(leg_content "$1" 0) <(leg_content "$1" "$leg") || return
    done
    ((leg > 1))
}

# legs_hold_all_writes VG/LV MIB: everything that was acknowledged to the writer is on each leg of what
# was a volume of this size when it began.
legs_hold_all_writes() {
    local leg
    for ((leg = 0; leg < $(leg_count "$1"); leg++)); do
        leg_content "$1" "$leg" "$2" | /lab/tools/find-lost "$LAB/writer.log" || return
    done
    ((leg > 1))
}

# volume_holds_all_writes VG/LV MIB: the same for what is read from a volume.
volume_holds_all_writes() {
    content_of "$(dm_name "$1")" 0 $(($2 * 2048)) | /lab/tools/find-lost "$LAB/writer.log"
}

# is_forgotten: nothing is kept of any outage; the socket is no outage's.
is_forgotten() {
    [[ $(ls /run/mirrorguard) =~ ^(control)?$ ]]
}

# release VG/LV [FAULT]: its secondary leg's disk dies, and writes go on; LAB/gone names the disk. FAULT is
# disk_kill, or disk_flaky where flushes are to fail too.
release() {
    local disk
    disk=$(disk_of "${1}_mimage_1")
    printf '%s' "$disk" >"$LAB/gone"
    "${2:-disk_kill}" "$disk"
    wait_for 20 is_released "$1"
    writes_proceed
}

# comes_back VG/LV: the disk does; its leg is filled.
comes_back() {
    disk_heal "$(<"$LAB/gone")"
    wait_for 40 is_redundant "$1"
    writes_proceed
}
