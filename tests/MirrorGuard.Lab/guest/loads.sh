# Programs that write all the time, in ways that a mirror's legs may differ for without any fault.
# shellcheck shell=bash

# load_start NAME COMMAND [ARGUMENT...]: with the scan's priority, as it is to get its share of the one processor.
load_start() {
    mkdir -p "$LAB/loads"
    "${@:2}" >"$LAB/loads/$1.log" 2>&1 &
    echo $! >"$LAB/loads/$1"
    renice --priority 19 --pid $! >/dev/null
}

# load_stop NAME: and waits for its end.
load_stop() {
    local pid
    pid=$(<"$LAB/loads/$1")
    kill "$pid" || fail "$1 has ended by itself: $(<"$LAB/loads/$1.log")"
    wait_for 30 not test -e "/proc/$pid"
}

# files_prepare VG/LV: a file system, mounted on /run/LV.
files_prepare() {
    mkfs.ext4 -q "/dev/$1"
    mkdir -p "/run/${1#*/}"
    mount "/dev/$1" "/run/${1#*/}"
}

# mapped_file VG/LV MIB: a file that is changed in memory while it is written, and removed a moment later: what was on
# its way then is never written again.
mapped_file() {
    local pid file=/run/${1#*/}/file
    dd if=/dev/zero of="$file" bs=1M count="$2" status=none
    /lab/tools/page-writer mapped "$file" "$2" &
    pid=$!
    pause 1
    kill "$pid"
    wait "$pid" || :
    rm "$file"
}

# mapped_files VG/LV MIB: one after the other.
mapped_files() {
    local ending=''
    trap 'ending=1' TERM
    while [[ -z $ending ]]; do
        mapped_file "$@"
        # The journal keeps what was freed until it is written.
        sync --file-system "/run/${1#*/}"
    done
}

# swap_prepare VG/LV KIB: for programs that may have no more memory than this; see swapping.
swap_prepare() {
    mkswap --quiet "/dev/$1"
    swapon "/dev/$1"
    mkdir -p /run/cgroup
    mount -t cgroup2 none /run/cgroup
    echo +memory >/run/cgroup/cgroup.subtree_control
    mkdir /run/cgroup/swapping
    # Not "max": where all of it is on its way to swap, that ends the program.
    echo "$2K" >/run/cgroup/swapping/memory.high
}

# swapping MIB: a program that changes so much memory.
swapping() {
    echo $BASHPID >/run/cgroup/swapping/cgroup.procs
    exec /lab/tools/page-writer anonymous "$1"
}

# scan_settles: waits a moment for the scans, and keeps the number of places that have settled, by volume and pass.
scan_settles() {
    pause 2
    scan_ask '{"command":"scan-status"}' | tr '{' '\n' |
        sed -n 's/.*"volume":"\([^"]*\)".*"startedAt":"\([^"]*\)".*"settled":\([1-9][0-9]*\).*/\1 \2 \3/p' >>"$LAB/settled"
}

# settled_places: at least so many, in all.
settled_places() {
    perl -ane '$most{"$F[0] $F[1]"} = $F[2]; END { $sum += $_ for values %most; print $sum || 0 }' "$LAB/settled"
}

# mebibytes_written VG/LV...: since they were activated, in all.
mebibytes_written() {
    local volume device words sectors=0
    for volume; do
        device=$(readlink -f "/dev/mapper/$(dm_name "$volume")")
        read -r -a words <"/sys/block/${device##*/}/stat"
        sectors=$((sectors + words[6]))
    done
    printf '%s' $((sectors / 2048))
}

# pages_are_written_soon: after a second instead of half a minute.
pages_are_written_soon() {
    echo 100 >/proc/sys/vm/dirty_expire_centisecs
    echo 50 >/proc/sys/vm/dirty_writeback_centisecs
}
