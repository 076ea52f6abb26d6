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

# By the plugin's own times; it is asked seldom, since asking takes the one processor from it.
read_by_scan() {
    local began
    echo 1 >/proc/sys/vm/drop_caches
    scan_start vg/lv
    wait_for 5 scans_read vg/lv
    began=$(scan_time startedAt)
    until scan_has_ended vg/lv; do pause 1; done
    echo "unbounded scan $(($(scan_time lastFinishedAt) - began))"
}

# scan_time KEY: in microseconds.
scan_time() {
    date --date "$(scan_status vg/lv | sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p")" +%s%6N
}
