# Runs in a guest after `source lab.sh`: what a steady writer notices of a scan, and of md's check, on the same
# two disks, and whether the scan keeps its ceiling. Each figure is a line: "writes NAME ..." or "read NAME ...".
# shellcheck shell=bash

size_mib=3072
# A check that is not to end before the writer does.
md_size_mib=12288
# A write that took longer waited for another.
late_us=10000

# Two disks, each with room for the mirrors and, in its upper half, for a leg of md's: see slow_disk.c.
slow_disks() { # LEAST_US MOST_US KIB_PER_S
    local number
    modprobe nbd nbds_max=2 max_part=0
    for number in 0 1; do
        truncate --size 32G "$LAB/disk$number"
        setsid /lab/slow_disk "/dev/nbd$number" "$LAB/disk$number" "$@" </dev/null &>/dev/tty2 &
        wait_for 10 has_size "nbd$number"
        dmsetup create "md-leg$number" --table "0 $((md_size_mib * 2048)) linear /dev/nbd$number $((16 * 1024 * 2048))"
    done
    disks_over /dev/nbd0 /dev/nbd1
}

has_size() {
    (($(<"/sys/block/$1/size") > 0))
}

# Mirrors that nobody scans yet. Their legs are alike, since nothing was ever written to the disks; their log is in
# memory, as an array without a bitmap has none at all.
make_mirrors() { # VG/LV...
    local name
    lvm_config /lab/libdevmapper-event-lvm2mirror.so
    make_vg vg pd1 pd2
    dmeventd_start
    for name; do
        lvcreate --yes --nosync --type mirror --mirrors 1 --mirrorlog core --size "${size_mib}M" --name "${name#*/}" "${name%/*}"
        wait_for 30 in_sync "$name"
        wait_for 30 scan_stop "$name"
    done
}

# md0, without metadata and without mdadm.
make_md_mirror() {
    local md=/sys/block/md0/md number device
    modprobe md-mod
    modprobe raid1
    echo md0 >/sys/module/md_mod/parameters/new_array
    echo none >$md/metadata_version
    echo raid1 >$md/level
    echo 2 >$md/raid_disks
    for number in 0 1; do
        device=$(readlink -f "/dev/mapper/md-leg$number")
        echo "$(<"/sys/class/block/${device##*/}/dev")" >$md/new_dev
        echo "$number" >"$md/dev-${device##*/}/slot"
    done
    echo $((md_size_mib * 1024)) >$md/component_size
    echo none >$md/resync_start
    echo active >$md/array_state
}

# sectors_read: of the first disk, since the guest began.
sectors_read() {
    local words
    read -r -a words </sys/block/nbd0/stat
    printf '%s' "${words[2]}"
}

# read_since_us SECTORS MICROSECONDS: KiB in a second, of the first disk, since it had read so much, then.
read_since_us() {
    printf '%s' $((($(sectors_read) - $1) * 500000 / ($(now_us) - $2)))
}

# writer_start DEVICE: one for all that is compared, where it can be, since each start makes udev look at the device.
writer_start() {
    /lab/paced_writer "$1" "$writes_per_second" >"$LAB/times" &
    writer=$!
}

writer_stop() {
    kill "$writer"
    wait "$writer" || true
}

writes_made() {
    printf '%s' $(($(stat --format %s "$LAB/times") / 4))
}

wrote() { # COUNT
    (($(writes_made) >= $1))
}

# The queue that grew while something took the machine for a moment is gone.
writes_are_timely() {
    local made
    made=$(writes_made)
    ((made > 0 && $(times_of $((made - 1)) "$made") < late_us))
}

# written_during NAME: how long the writes of the next seconds took, but for those of the first, in which whoever makes
# room for the writer finds that it is there; and how much was read of the disk meanwhile. A window is so many writes,
# however long they take.
written_during() {
    local first last began before
    first=$(($(writes_made) + warm_up_seconds * writes_per_second))
    last=$((first + seconds * writes_per_second))
    began=$(now_us)
    before=$(sectors_read)
    pause $((warm_up_seconds + seconds))
    wait_for 240 wrote "$last"
    echo "writes $1 read $(read_since_us "$before" "$began") times $(times_of "$first" "$last")"
}

times_of() { # FIRST LAST
    od --address-radix n --output-duplicates --format u4 --skip-bytes $((4 * $1)) --read-bytes $((4 * ($2 - $1))) "$LAB/times" |
        tr --squeeze-repeats ' \n' ' '
}

scans_read() { # VG/LV...
    local name
    for name; do
        [[ $(scan_status "$name") == *'"state":"reading"'* && $(scan_status "$name") != *'"position":0,'* ]] || return
    done
}

written_during_nothing() { # NAME
    wait_for 120 writes_are_timely
    written_during "$1"
}

written_during_scan() { # NAME VG/LV
    wait_for 120 writes_are_timely
    scan_start "$2"
    wait_for 20 scans_read "$2"
    written_during "$1"
    scan_stop "$2"
}

# A writer for each: md cannot keep up beside its check, and would go on with what was not written meanwhile.
written_on_md() { # NAME
    writer_start /dev/md0
    written_during "$1"
    writer_stop
}

written_during_check() { # NAME
    echo check >/sys/block/md0/md/sync_action
    written_on_md "$1"
    [[ $(</sys/block/md0/md/sync_action) == check ]] || fail "md's check ended before the writer"
    echo idle >/sys/block/md0/md/sync_action
    wait_for 60 md_rests
}

md_rests() {
    [[ $(</sys/block/md0/md/sync_action) == idle ]]
}

# read_during SECONDS CEILING NAME VG/LV...: of the first disk while these are scanned, KiB in a second.
read_during() {
    local limit=$1 ceiling=$2 name=$3 volume before began
    shift 3
    for volume; do scan_start "$volume"; done
    wait_for 20 scans_read "$@"
    began=$(now_us)
    before=$(sectors_read)
    pause "$limit"
    echo "ceiling $ceiling read $(read_since_us "$before" "$began") while $name"
    for volume; do scan_stop "$volume"; done
}
