# Legs with unreadable places, and what can be read of them.
# shellcheck shell=bash

# leg_start VG/LV NUMBER: the first sector of a leg on its disk.
leg_start() {
    local words
    read -r -a words <<<"$(dmsetup table "$(dm_name "$1_mimage_$2")")"
    printf '%s' "${words[4]}"
}

# leg_dust VG/LV NUMBER SECTOR...: these sectors of a leg cannot be read until they are written.
leg_dust() {
    local disk start sector sectors=()
    disk=$(disk_of "$1_mimage_$2")
    start=$(leg_start "$1" "$2")
    shift 2
    for sector; do
        sectors+=($((start + sector)))
    done
    disk_dust "$disk" "${sectors[@]}"
}

# leg_wear VG/LV NUMBER SECTOR: a sector of a dusty leg that cannot be read and not be rewritten.
leg_wear() {
    dmsetup message "$(disk_of "$1_mimage_$2")" 0 addbadblock $(($(leg_start "$1" "$2") + $3)) 255
}

# leg_sum VG/LV NUMBER: the checksum of all that is on a leg; fails if not all of it can be read.
leg_sum() {
    sum_of "/dev/mapper/$(dm_name "$1_mimage_$2")"
}

# volume_sum VG/LV
volume_sum() {
    sum_of "/dev/mapper/$(dm_name "$1")"
}

# sum_of DEVICE
sum_of() {
    local sum
    sum=$(set -o pipefail; dd if="$1" bs=1M iflag=direct status=none | md5sum) && printf '%s' "${sum%% *}"
}

# volume_fill VG/LV: with what is nowhere else.
volume_fill() {
    dd if=/dev/urandom of="/dev/mapper/$(dm_name "$1")" bs=1M oflag=direct status=none 2>&1 | grep -v 'No space left' || true
}

# volume_reads VG/LV SECTOR: one block of 4 KiB around a sector, past every cache.
volume_reads() {
    dd if="/dev/mapper/$(dm_name "$1")" of=/dev/null bs=4k count=1 skip=$(($2 / 8)) iflag=direct status=none
}
