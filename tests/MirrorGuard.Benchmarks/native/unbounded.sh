# Runs in a guest after `source lab.sh`: how fast the plugin's scan reads vg/lv without a ceiling, beside programs that
# read the same legs. Each figure is a line: "unbounded WHAT MICROSECONDS".
# shellcheck shell=bash

# shellcheck source=tests/MirrorGuard.Benchmarks/native/foreground.sh
source /lab/foreground.sh

read_by_dd() {
    local began leg readers=()
    echo 1 >/proc/sys/vm/drop_caches
    began=$(now_us)
    for leg in 0 1; do
        dd if=/dev/mapper/vg-lv_mimage_$leg of=/dev/null bs=1M iflag=direct status=none &
        readers+=($!)
    done
    wait "${readers[@]}"
    echo "unbounded dd $(($(now_us) - began))"
}

read_by_cmp() {
    local began
    echo 1 >/proc/sys/vm/drop_caches
    began=$(now_us)
    cmp /dev/mapper/vg-lv_mimage_0 /dev/mapper/vg-lv_mimage_1
    echo "unbounded cmp $(($(now_us) - began))"
}

# read_by_scan SECONDS: by the plugin's own watch, in its report, which is not looked for before so long: whatever runs
# takes the one processor from the plugin's reader, which has the lowest priority.
read_by_scan() {
    local before seconds
    echo 1 >/proc/sys/vm/drop_caches
    before=$(passes | wc -l)
    scan_start vg/lv
    pause "$1"
    until (($(passes | wc -l) > before)); do pause 1; done
    seconds=$(passes | tail -n 1)
    echo "unbounded scan $(perl -e "print $seconds * 1e6")"
}

# passes: how many seconds each has taken.
passes() {
    sed -n 's/.*the scan has read .* in \([0-9.]*\) s: all legs hold the same.*/\1/p' /var/lib/mirrorguard/history
}
