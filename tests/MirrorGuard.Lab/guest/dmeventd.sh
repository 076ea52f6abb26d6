# The stock daemon, in the foreground, with its log leaving the guest as it is
# written (/dev/tty2 is a file of the host).
# shellcheck shell=bash

# dmeventd_start [ARGUMENT...]: more of -d says more; -ddd is all of LVM's too.
# DMEVENTD_PRELOAD is a library that it is started with.
dmeventd_start() {
    (LD_PRELOAD=${DMEVENTD_PRELOAD:-} dmeventd -f -l "$@" 2>&1 </dev/null | /lab/tools/stamp-lines >/dev/tty2) &
    wait_for 10 dmeventd_runs
}

# dmeventd_restart [ARGUMENT...]: as "dmeventd -R" on an updated machine, where
# the new daemon takes over what the old one monitored.
dmeventd_restart() {
    local old
    old=$(</run/dmeventd.pid)
    (dmeventd -R -f -l "$@" 2>&1 </dev/null | /lab/tools/stamp-lines >/dev/tty2) &
    wait_for 10 dmeventd_replaced "$old"
}

# dmeventd_runs: and listens. Its fifos are there before it is, and a client that
# finds nobody listening starts a daemon of its own.
dmeventd_runs() {
    local pid fd
    [[ -s /run/dmeventd.pid ]] && pid=$(</run/dmeventd.pid) || return
    for fd in /proc/"$pid"/fd/*; do
        [[ ! $fd -ef /run/dmeventd-server ]] || return 0
    done
    return 1
}

# dmeventd_replaced PID: by another one that listens.
dmeventd_replaced() {
    dmeventd_runs && [[ $(</run/dmeventd.pid) != "$1" ]]
}

# dmeventd_memory: resident and locked, in KiB.
dmeventd_memory() {
    local key value
    while read -r key value _; do
        [[ $key != VmRSS: && $key != VmLck: ]] || printf '%s %s\n' "${key%:}" "$value"
    done <"/proc/$(</run/dmeventd.pid)/status"
}

# dmeventd_kill: as a crash would; its fifos stay behind.
dmeventd_kill() {
    kill -9 "$(</run/dmeventd.pid)"
    wait_for 5 not dmeventd_runs
    rm -f /run/dmeventd.pid
}

# dmeventd_pause, dmeventd_continue: meanwhile it sees nothing. Not so with "lvchange --monitor n"
# and "y", which load the mirror's table anew.
dmeventd_pause() {
    kill -STOP "$(</run/dmeventd.pid)"
}

dmeventd_continue() {
    kill -CONT "$(</run/dmeventd.pid)"
}

# dmeventd_libraries: the mirror libraries that it has open.
dmeventd_libraries() {
    grep -o '/[^ ]*libdevmapper-event-lvm2mirror.so' "/proc/$(</run/dmeventd.pid)/maps" | sort -u
}

# dmeventd_settles: it looks for ended threads, and closes the libraries of the
# last, once a second. No sign of it reaches us: a library may choose to stay.
dmeventd_settles() {
    pause 1.2
}
