# Runs in a guest after `source lab.sh`; the mirrors are made by dmsetup alone, in sync and on RAM
# disks, so that LVM's own work is in no figure.
# shellcheck shell=bash

client=/lab/client
# shellcheck disable=SC2034 # the script that sources this one chooses between the two
stock=/usr/lib/x86_64-linux-gnu/libdevmapper-event-lvm2mirror.so
ours=/opt/mirrorguard/libdevmapper-event-lvm2mirror.so
mirrors=100

# A guest has no /dev/fd, and starting sleep would cost 13 ms.
[[ -e /dev/fd ]] || ln -s /proc/self/fd /dev/fd
mkfifo /run/pause
exec 9<>/run/pause
pause() { read -r -t "$1" -u 9 || true; }

uuid() { printf 'LVM-benchbenchbenchbenchbenchbenchbenchbench%020d' "$1"; }

make_mirrors() {
    local n
    # Off the host's file system, as the stock DSO's pages are cached by now too.
    install -D -t "${ours%/*}" "/lab/${ours##*/}"
    modprobe dm-mirror
    modprobe brd rd_nr=3 rd_size=524288 max_part=0
    for ((n = 0; n < mirrors; n++)); do
        dmsetup create --noudevsync -u "$(uuid $n)" "bench-lv$n" --table \
            "0 8192 mirror core 2 1024 nosync 2 /dev/ram0 $((n * 8192)) /dev/ram1 $((n * 8192)) 1 handle_errors"
    done
}

start_dmeventd() { # [TEXT that is looked for in the log, FILE for its time]
    rm -f /run/dmeventd.pid
    if [[ $# -gt 0 ]]; then
        dmeventd -f -l > >("$client" stamp "$1" >"$2") 2>&1 &
    else
        dmeventd -f >/dev/null 2>&1 &
    fi
    daemon=$!
    until dmeventd_runs; do pause 0.02; done
    # The fifos are there before dmeventd reads them.
    pause 0.3
}

stop_dmeventd() {
    kill -9 "$daemon"
    wait "$daemon" 2>/dev/null || true
}

# Until what was begun at a registration is over: memory is locked and has not changed for a while.
settle() {
    local before='' now tries same=0
    for ((tries = 0; tries < 100 && same < 8; tries++)); do
        now=$(grep -E '^Vm(RSS|Lck)' "/proc/$daemon/status")
        if [[ $now == "$before" && $now != *'VmLck:	       0 kB'* ]]; then same=$((same + 1)); else same=0; fi
        before=$now
        pause 0.1
    done
}

memory() { # LABEL: resident and locked KiB
    settle
    awk -v label="$1" '/^VmRSS/ { rss = $2 } /^VmLck/ { locked = $2 } END { print label, rss, locked }' "/proc/$daemon/status"
}

uuids() { # FROM TO
    local n
    for ((n = $1; n < $2; n++)); do uuid "$n"; echo; done
}

# Loading, registering, memory with 1, 8 and 100 mirrors: NAME DSO.
measure_registrations() {
    local name=$1 dso=$2
    echo "dlopen $name $("$client" dlopen "$dso")"
    start_dmeventd
    echo "first $name $("$client" register "$dso" "$(uuid 0)")"
    memory "memory1 $name"
    # shellcheck disable=SC2046
    "$client" register "$dso" $(uuids 1 8) | sed "s/^/next $name /"
    memory "memory8 $name"
    # shellcheck disable=SC2046
    "$client" register "$dso" $(uuids 8 "$mirrors") >/dev/null
    memory "memory100 $name"
    stop_dmeventd
}

# From a failing write to the first line about it: NAME DSO TEXT.
measure_event() {
    local name=$1 dso=$2 text=$3 device=bench-broken id=LVM-broken
    local writer said
    dmsetup create bench-leg --table '0 8192 linear /dev/ram2 0'
    dmsetup create -u "$id" "$device" --table \
        "0 8192 mirror core 2 1024 nosync 2 /dev/ram0 900000 /dev/mapper/bench-leg 0 1 handle_errors"
    start_dmeventd "$text" "$LAB/said"
    "$client" register "$dso" "$id" >/dev/null
    settle
    dmsetup suspend --nolockfs bench-leg
    dmsetup load bench-leg --table '0 8192 error'
    dmsetup resume bench-leg
    "$client" write "/dev/mapper/$device" >"$LAB/written" &
    writer=$!
    for ((said = 0; said < 200; said++)); do
        [[ -s "$LAB/said" ]] && break
        pause 0.05
    done
    echo "event $name $(($(cat "$LAB/said") - $(cat "$LAB/written")))"
    stop_dmeventd
    # The write is held until the table is another one.
    dmsetup suspend --noflush --nolockfs "$device"
    dmsetup load "$device" --table '0 8192 zero'
    dmsetup resume "$device"
    wait "$writer" || true
    dmsetup remove "$device" bench-leg
}
