# The scan: asked for and asked after by the plugin's socket.
# shellcheck shell=bash

# mirrorguard_scan KEYS [KEYS]: section scan, and section faults; everything else at its defaults.
mirrorguard_scan() {
    printf 'scan {\n%s\n}\nfaults {\n%s\n}\n' "$1" "${2:-}" >"$MIRRORGUARD_CONFIG.new"
    mv "$MIRRORGUARD_CONFIG.new" "$MIRRORGUARD_CONFIG"
}

# scan_ask LINE: what is answered.
scan_ask() {
    perl -MIO::Socket::UNIX -e '
        my $socket = IO::Socket::UNIX->new(Peer => "/run/mirrorguard/control") or die "nobody listens: $!\n";
        print $socket "$ARGV[0]\n";
        print scalar <$socket>;' "$1"
}

# scan_start VG/LV: all of it, now.
scan_start() {
    [[ $(scan_ask "{\"command\":\"scan-start\",\"volume\":\"$1\"}") == '{"ok":true}' ]]
}

scan_stop() {
    [[ $(scan_ask "{\"command\":\"scan-stop\",\"volume\":\"$1\"}") == '{"ok":true}' ]]
}

scan_status() {
    scan_ask "{\"command\":\"scan-status\",\"volume\":\"$1\"}"
}

# scan_has_ended VG/LV: a pass came to its end, and none is under way.
scan_has_ended() {
    [[ $(scan_status "$1") == *'"state":"resting"'*'"lastFinishedAt":"'* ]]
}

# scan_ends_within SECONDS VG/LV: on a quiet machine; see wait_for. Asked seldom: the scan takes what the asking keeps it
# waiting for the processor for a busy disk, and makes way.
scan_ends_within() {
    local deadline=$((SECONDS + $1 * 4))
    until scan_has_ended "$2"; do
        ((SECONDS < deadline)) || {
            printf 'lab: the scan does not end: %s\n' "$(scan_status "$2")" >&2
            return 1
        }
        pause 2
    done
}

# scan_again VG/LV...: another pass of each that is at rest.
scan_again() {
    local volume
    for volume; do
        ! scan_has_ended "$volume" || scan_start "$volume"
    done
}

# leg_write VG/LV NUMBER SECTOR COUNT: zeros, beneath the mirror.
leg_write() {
    dd if=/dev/zero of="/dev/mapper/$(disk_of "$1_mimage_$2")" bs=512 seek=$(($(leg_start "$1" "$2") + $3)) count="$4" oflag=direct conv=notrunc status=none
}
