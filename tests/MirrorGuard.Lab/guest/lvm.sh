# Volume groups and mirrors.
# shellcheck shell=bash

# What LVM looks at in /dev, and whether it keeps a file of the disks that it uses; for lvm_config.
lvm_looks_at='mapper/(pd[0-9]+|mirrorguard-canary-[01])'
lvm_devices_file=0

# lvm_config [MIRROR_LIBRARY]: a configuration of the lab's own. It looks at the
# lab's disks only and keeps no copies of metadata: those are written with
# fsync, 13 ms and more a time.
lvm_config() {
    mkdir -p "$LAB/lvm"
    cat >"$LAB/lvm/lvm.conf" <<END
devices {
    global_filter = [ "a|^/dev/($lvm_looks_at)\$|", "r|.*|" ]
    use_devicesfile = $lvm_devices_file
    scan_lvs = 0
}
backup {
    backup = 0
    archive = 0
}
global {
    event_activation = 0
}
${1:+dmeventd { mirror_library = \"$1\" \}}
END
    export LVM_SYSTEM_DIR=$LAB/lvm
}

# make_vg VG DISK...
make_vg() {
    local vg=$1
    shift
    vgcreate --quiet "$vg" "${@/#//dev/mapper/}"
}

# make_mirror VG/LV MIB [ARGUMENT...]: a mirror in sync; without arguments one of
# two legs, its log on a disk of its own.
make_mirror() {
    local name=$1 size=$2
    shift 2
    (($#)) || set -- --mirrors 1
    lvcreate --yes --type mirror --size "${size}M" --name "${name#*/}" "$@" "${name%/*}" || return
    wait_for 30 in_sync "$name"
}

# make_mirror_on VG/LV MIB DISK...: the same, two legs and then the log on these disks.
make_mirror_on() {
    local name=$1 size=$2
    shift 2
    lvcreate --yes --type mirror --mirrors 1 --size "${size}M" --name "${name#*/}" "${name%/*}" "${@/#//dev/mapper/}" || return
    wait_for 30 in_sync "$name"
}

# dm_name VG/LV: the name that device-mapper knows it by.
dm_name() {
    local vg=${1%/*} lv=${1#*/}
    printf '%s' "${vg//-/--}-${lv//-/--}"
}

# mirror_status VG/LV: the line of the mirror target.
mirror_status() {
    dmsetup status --target mirror "$(dm_name "$1")"
}

# in_sync VG/LV: all regions are, and no leg has a fault.
in_sync() {
    mirror_is_in_sync "$(dm_name "$1")"
}

# mirror_is_in_sync DM_NAME: for a mirror that is hidden, such as vg-lv-real.
mirror_is_in_sync() {
    local line
    line=$(dmsetup status --target mirror "$1")
    [[ $line =~ \ ([0-9]+)/([0-9]+)\ [0-9]+\ A+\  && ${BASH_REMATCH[1]} == "${BASH_REMATCH[2]}" ]]
}

# is_linear DM_NAME: LVM has taken the mirror apart.
is_linear() {
    [[ $(dmsetup table "$1") == *\ linear\ * ]]
}

# leg_count VG/LV: as the kernel counts.
leg_count() {
    local words
    read -r -a words <<<"$(mirror_status "$1")"
    printf '%s' "${words[3]:-1}"
}

# monitoring VG/LV: "monitored", "not monitored", …
monitoring() {
    local answer
    answer=$(lvs --noheadings -o seg_monitor "$1")
    printf '%s' "${answer#"${answer%%[![:space:]]*}"}"
}

# monitored VG/LV
monitored() {
    [[ $(monitoring "$1") == monitored ]]
}

# has_failed_leg VG/LV: the kernel saw a write fail (D) or a flush (F).
has_failed_leg() {
    [[ $(mirror_status "$1") =~ \ [0-9]+/[0-9]+\ [0-9]+\ A*[DF] ]]
}

# lvm_add LINES: more of LVM's configuration, for whoever reads it from now on.
lvm_add() {
    printf '%s\n' "$1" >>"$LAB/lvm/lvm.conf"
}
