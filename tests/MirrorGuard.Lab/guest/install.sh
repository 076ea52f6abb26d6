# MirrorGuard installed on a machine as it would be: by whom its mirrors are monitored, and what is left behind.
# shellcheck shell=bash

OUR_DSO=/usr/lib/mirrorguard/libdevmapper-event-lvm2mirror.so

# installed_files: without dpkg's own lists.
installed_files() {
    find /etc /usr /var/lib /run/mirrorguard -xdev -path /var/lib/dpkg -prune -o ! -type d -print 2>/dev/null | sort
}

# nothing_is_left: all files are gone that came since LAB/files.before was written, and LVM's configuration is as it was.
nothing_is_left() {
    installed_files >"$LAB/files.after"
    diff "$LAB/files.before" "$LAB/files.after" || fail "these files are left"
    cmp /etc/lvm/lvmlocal.conf "$LAB/lvmlocal.conf.before" || fail "LVM's configuration has changed"
    [[ ! -e /usr/lib/mirrorguard && ! -e /var/lib/mirrorguard && ! -e /run/mirrorguard ]] || fail "a directory is left"
}

# monitored_by_us VG/LV: by the file that is there now, and by no other.
monitored_by_us() {
    monitored "$1" || fail "$1 is $(monitoring "$1")"
    [[ $(dmeventd_libraries) == "$OUR_DSO" ]] || fail "loaded: $(dmeventd_libraries)"
    no_deleted_library
}

# monitored_by_stock VG/LV: and dmeventd has let go of ours.
monitored_by_stock() {
    monitored "$1" || fail "$1 is $(monitoring "$1")"
    [[ -n $(dmeventd_libraries) && $(dmeventd_libraries) != *mirrorguard* ]] || fail "loaded: $(dmeventd_libraries)"
    no_deleted_library
}

no_deleted_library() {
    ! grep 'mirror.so (deleted)' "/proc/$(</run/dmeventd.pid)/maps" || fail "dmeventd holds a deleted file"
}

# beside_a_writer DM_NAME CONTROL COMMAND...: how long writes waited meanwhile, and how many failed. CONTROL is a
# device that nobody touches: writes that wait there wait for a busy machine.
beside_a_writer() {
    local words control
    /lab/tools/steady-writer "/dev/mapper/$2" /dev/null >"$LAB/control.summary" &
    control=$!
    writer_start "$1"
    "${@:3}" || fail "$*"
    writes_proceed
    measured_writer
    kill "$control"
    wait_for 10 test -s "$LAB/control.summary"
    read -r -a words <"$LAB/control.summary"
    measured control_us "${words[5]}"
}

# watched VG/LV COMMAND...: LVM is asked all the time whether it is monitored; LAB/watched has the answers.
# While dmeventd -R takes over nobody listens, and LVM, which tries to start a dmeventd and cannot, says so.
watched() {
    local watcher answer
    touch "$LAB/watching"
    while [[ -e $LAB/watching ]]; do
        answer=$(monitoring "$1" 2>&1)
        [[ $answer != *"Unable to start dmeventd."* ]] || answer="nobody to ask"
        echo "$answer"
    done >"$LAB/watched" &
    watcher=$!
    "${@:2}" || return
    rm "$LAB/watching"
    wait "$watcher"
}

# was_always_monitored: or about to be, which is what LVM calls "pending".
was_always_monitored() {
    ! grep -vxE 'monitored|pending|nobody to ask' "$LAB/watched" && grep -qx monitored "$LAB/watched"
}
