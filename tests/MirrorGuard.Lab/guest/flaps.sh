# A leg that fails writes and flushes goes and comes back FLAPS times, and each time nothing is lost; run by `build.sh two-cpus`.
# shellcheck shell=bash

set -e
mirrorguard_config 'leg_grace = 604800
max_out_of_sync = 100
sync_retries = 1000
probe_interval_max = 1'
loop_disks 4
lvm_config /lab/libdevmapper-event-lvm2mirror.so
make_vg vg $(all_disks)
dmeventd_start -d
make_mirror_on vg/lv 8 pd1 pd2 pd3
for ((flap = 1; flap <= ${FLAPS:-20}; flap++)); do
    writer_start vg-lv -f
    release vg/lv disk_flaky
    pause "0.$((RANDOM % 10))"
    comes_back vg/lv
    summary=$(writer_stop)
    printf 'flap %s: %s\n' "$flap" "$summary"
    [[ $summary == *" errors 0 "* ]] || fail "the writer saw errors"
    wait_for 40 is_redundant vg/lv
    legs_are_identical vg/lv || fail "the legs differ"
    legs_hold_all_writes vg/lv 8 || fail "writes are lost"
    monitored vg/lv || fail "not monitored"
done
printf '%s flaps: nothing lost\n' "$((flap - 1))"
