#!/bin/sh
# monitoring.sh take | give
#
# Who looks after this machine's mirrors. "take": LVM registers them with MirrorGuard, whose files lie in
# place, and those that are monitored now are moved to it. "give": both back to what LVM would use without
# us, so that the files can go. build.sh and the package's scripts run the same.
#
# No volume is unmonitored for it, and none is suspended or reloaded: one registration takes the other's
# place. Each of the two can be cut off anywhere and run again, since what is done goes by what is found
# and not by what an earlier run meant to do. It ends with an error only where going on would leave a mirror to nobody.
set -eu

library=/usr/lib/mirrorguard/libdevmapper-event-lvm2mirror.so
command=/usr/sbin/mirrorguard
stock=libdevmapper-event-lvm2mirror.so
mirror_library=${0%/*}/mirror-library.sh

# Whoever starts us may leave files open: LVM would complain of each.
export LVM_SUPPRESS_FD_WARNINGS=1

say() { echo "mirrorguard: $*" >&2; }

dmeventd_pid() { cat /run/dmeventd.pid 2>/dev/null || true; }

# Ours: one outside of the chroot that we run in, whose /run we may see, is not.
dmeventd_runs() {
    pid=$(dmeventd_pid)
    [ -n "$pid" ] && kill -0 "$pid" 2>/dev/null && [ "$(stat -Lc %d:%i "/proc/$pid/root")" = "$(stat -Lc %d:%i /)" ]
}

# Not before it listens: a client that finds nobody listening starts a daemon of its own, which gets in the way.
dmeventd_listens_instead_of() { # PID OF THE OLD ONE
    dmeventd_runs && [ "$(dmeventd_pid)" != "$1" ] &&
        find "/proc/$(dmeventd_pid)/fd" -lname '*/dmeventd-server' 2>/dev/null | grep -q .
}

# wait_until COMMAND...: ten seconds at most, however slow the command.
wait_until() {
    deadline=$(($(date +%s) + 10))
    until "$@"; do
        [ "$(date +%s)" -lt "$deadline" ] || return 1
        sleep 0.1
    done
}

# Without what LVM has to say about missing disks, each time.
monitored_volumes() { lvs --noheadings --separator / -o vg_name,lv_name -S 'seg_monitor=monitored' 2>/dev/null | tr -d ' '; }

is_monitored() { monitored_volumes | grep -qxF "$1"; }

dmeventd_holds_ours() { grep -qF " $library" "/proc/$(dmeventd_pid)/maps"; }

# A process that has loaded the DSO keeps its code, also when the file is replaced: only a new one lets go
# of it. dmeventd -R returns before the new daemon answers, and where the old one is slow to end it has
# been seen to fail; so what was monitored is looked at again. The new daemon knows its volumes before it
# answers: one that it does not have then will not come by waiting.
restart_dmeventd() {
    before=$(dmeventd_pid)
    volumes=$(monitored_volumes)
    dmeventd -R
    wait_until dmeventd_listens_instead_of "$before" || dmeventd
    for volume in $volumes; do
        # One that was repaired or removed meanwhile is no mirror any more.
        is_monitored "$volume" || { lvchange --monitor y "$volume" && wait_until is_monitored "$volume"; } || say "$volume is not monitored"
    done
}

# Killed between the two halves of a move, a run has left that volume to nobody. Where somebody wants it
# so, by "lvchange --monitor n", LVM has loaded the mirror without handle_errors.
monitor_forgotten() {
    lvs --noheadings --separator ' ' -o vg_name,lv_name,lv_dm_path -S 'segtype=mirror && seg_monitor="not monitored"' 2>/dev/null |
        while read -r group volume path; do
            ! dmsetup table "$path" | grep -q handle_errors ||
                lvchange --monitor y "$group/$volume" </dev/null || say "$group/$volume is not monitored"
        done
}

# LVM's own, by its name or by its path: what we may stand in for. Any other was chosen by somebody.
is_stock() {
    case $1 in
    "$stock" | /lib/*"/$stock" | /usr/lib/*-linux-gnu/*"$stock") return 0 ;;
    *) return 1 ;;
    esac
}

# False: LVM goes on with what it has.
set_library() { # WHAT LVM WOULD USE WITHOUT US
    [ "$1" != "$library" ] || return 1 # an administrator's own line says what ours would
    if ! is_stock "$1"; then
        say "LVM is configured to register mirrors with '$1', which is not its own plugin: left as it is"
        return 1
    fi
    "$mirror_library" set "$library"
    if ! now=$("$mirror_library" get); then
        "$mirror_library" unset
        say "LVM cannot read its configuration with $library in lvmlocal.conf: left as it was"
        return 1
    fi
    [ "$now" != "$library" ] || return 0
    say "LVM is configured to register mirrors with '$now' by what stands behind our lines in lvmlocal.conf: left as it is"
    return 1
}

take() {
    former=$("$mirror_library" former) || { say "LVM cannot read its configuration: left as it is"; return 0; }
    if dmeventd_runs && dmeventd_holds_ours; then is_old_held=1; else is_old_held=0; fi
    if set_library "$former"; then is_ours=1; else is_ours=0; fi
    dmeventd_runs || return 0
    [ "$is_ours" = 0 ] || "$command" reregister --from "$former" --to "$library"
    [ "$is_old_held" = 0 ] || restart_dmeventd
    [ "$is_ours" = 0 ] || monitor_forgotten
}

# Mirrors that go on without a leg (see "How a leg is released" in README.md): only we know the way back.
released_mirrors() { dmsetup table --target mirror 2>/dev/null | sed -n 's/^\([^:]*\): .* keep_log.*/\1/p' | tr '\n' ' '; }

# Mirrors whose legs or log had a fault: LVM's own plugin looks only at what happens next.
faulty_mirrors() { dmsetup status --target mirror | sed -n 's/^\([^:]*\): .*\/[0-9]* 1 .*\<A*[DFRSU].*/\1/p' | tr '\n' ' '; }

give() {
    if dmeventd_runs; then released=$(released_mirrors); else released=; fi
    if [ -n "$released" ]; then
        say "${released}still goes on without a leg that is waited for, and only MirrorGuard can take it back: bring the disk back, or repair with 'lvconvert --repair', and try again"
        return 1
    fi
    "$mirror_library" unset
    dmeventd_runs || return 0
    former=$("$mirror_library" get) || former=$stock
    [ "$former" != "$library" ] || former=$stock
    "$command" reregister --from "$library" --to "$former"
    ! dmeventd_holds_ours || restart_dmeventd
    monitor_forgotten
    faulty=$(faulty_mirrors)
    [ -z "$faulty" ] || say "${faulty}had a fault that is not done with, and that LVM's own plugin does not look at: see 'lvs -o +lv_health_status'"
}

case ${1:-}:$# in
take:1) take ;;
give:1) give ;;
*) echo "usage: monitoring.sh take | give" >&2; exit 3 ;;
esac
