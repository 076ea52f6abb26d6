# Disks that can break: pd1, pd2, …, each a dm-linear device over a RAM disk, a
# loop device or a disk of the host, and each replaceable by a target that fails.
# shellcheck shell=bash

# ram_disks COUNT [MIB]: without a write cache, so flushes never reach a disk.
ram_disks() {
    local number devices=()
    modprobe brd rd_nr="$1" rd_size=$((${2:-64} * 1024)) max_part=0
    for ((number = 0; number < $1; number++)); do
        devices+=("/dev/ram$number")
    done
    disks_over "${devices[@]}"
}

# loop_disks COUNT [MIB]: over files in memory, with a write cache: flushes count.
loop_disks() {
    local number file devices=()
    modprobe loop max_loop="$1"
    mkdir -p "$LAB/loop"
    for ((number = 0; number < $1; number++)); do
        file=$LAB/loop/$number
        truncate --size "${2:-64}M" "$file"
        losetup "/dev/loop$number" "$file"
        devices+=("/dev/loop$number")
    done
    disks_over "${devices[@]}"
}

# disks_over DEVICE...: pd1, pd2, … over these; none of that number for "-".
disks_over() {
    local device name sectors number=0 tables=
    mkdir -p "$LAB/disks"
    for device; do
        number=$((number + 1))
        [[ $device != - ]] || continue
        read -r sectors <"/sys/class/block/${device##*/}/size"
        name=pd$number
        printf '%s %s\n' "$device" "$sectors" >"$LAB/disks/$name"
        tables+="${tables:+;}$name,,,rw,0 $sectors linear $device 0"
    done
    dmsetup create --concise "$tables"
}

# disk_kill DISK: every read and write fails; flushes pass.
disk_kill() {
    local device sectors
    read -r device sectors <"$LAB/disks/$1"
    disk_load "$1" "0 $sectors error"
}

# disk_heal DISK: as it was, with the data it had.
disk_heal() {
    local device sectors
    read -r device sectors <"$LAB/disks/$1"
    disk_load "$1" "0 $sectors linear $device 0"
}

# disk_flaky DISK [UP_SECONDS DOWN_SECONDS]: fails flushes too; for ever, unless told.
disk_flaky() {
    local device sectors
    read -r device sectors <"$LAB/disks/$1"
    disk_load "$1" "0 $sectors flakey $device 0 ${2:-0} ${3:-1000}"
}

# disk_dust DISK SECTOR...: these sectors cannot be read until they are written.
disk_dust() {
    local name=$1 device sectors sector
    read -r device sectors <"$LAB/disks/$name"
    shift
    modprobe dm-dust
    disk_load "$name" "0 $sectors dust $device 0 512"
    for sector; do
        dmsetup message "$name" 0 addbadblock "$sector"
    done
    dmsetup message "$name" 0 enable
}

# disk_delay DISK MILLISECONDS: each read and write takes that long.
disk_delay() {
    local device sectors
    read -r device sectors <"$LAB/disks/$1"
    modprobe dm-delay
    disk_load "$1" "0 $sectors delay $device 0 $2"
}

# disk_reads_late DISK MILLISECONDS: each read behind the first mebibyte, where LVM's metadata is, takes that long; writes do not.
disk_reads_late() {
    local device sectors
    read -r device sectors <"$LAB/disks/$1"
    modprobe dm-delay
    dmsetup load "$1" <<END || return
0 2048 linear $device 0
2048 $((sectors - 2048)) delay $device 2048 $2 $device 2048 0
END
    dmsetup resume --nolockfs --noudevsync "$1"
}

# disk_writes_late DISK MILLISECONDS: each write takes that long; reads do not.
disk_writes_late() {
    local device sectors
    read -r device sectors <"$LAB/disks/$1"
    modprobe dm-delay
    disk_load "$1" "0 $sectors delay $device 0 0 $device 0 $2"
}

# The swap holds the disk for a moment without waiting for a file system or for
# udev: a dying disk does not wait either. Its time is kept, and marked in the
# kernel's log.
disk_load() {
    dmsetup load "$1" --table "$2" || return
    printf '%s\n' "${EPOCHREALTIME/./}" >"$LAB/fault_us"
    printf 'lab: %s becomes %s\n' "$1" "${2#* * }" >/dev/kmsg
    dmsetup resume --nolockfs --noudevsync "$1"
}

# disk_of VG/LV: the disk beneath a linear volume, such as an image (VG/LV_mimage_0)
# or a log (VG/LV_mlog).
disk_of() {
    local device
    device=$(lvs --noheadings -a -o devices "$1")
    device=${device//[[:space:]]/}
    device=${device#/dev/mapper/}
    printf '%s' "${device%(*}"
}

# all_disks: their names.
all_disks() {
    local names=("$LAB"/disks/*)
    printf '%s ' "${names[@]##*/}"
}

# disk_write_errors DISK SECTOR: 4 KiB from there on can neither be read nor written; the rest can.
disk_write_errors() {
    local device sectors
    read -r device sectors <"$LAB/disks/$1"
    dmsetup load "$1" <<END || return
0 $2 linear $device 0
$2 8 error
$(($2 + 8)) $((sectors - $2 - 8)) linear $device $(($2 + 8))
END
    dmsetup resume --nolockfs --noudevsync "$1"
}
