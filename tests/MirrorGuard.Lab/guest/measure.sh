# What "compare" measures: each finding is a line "measured NAME VALUE"; what was not
# found out has no line.
# shellcheck shell=bash
#
# Times are counted from the last change of a disk (LAB/fault_us): the fault, or the
# disk's return. A look takes some programs of 13 ms each, so they are good to a tenth
# of a second; how long writes waited comes from the writer itself, and is exact.

# How long a volume may take to become redundant before a person is called.
BY_ITSELF_SECONDS=8

# measured NAME VALUE
measured() {
    printf 'measured %s %s\n' "$1" "$2"
}

# since_fault_us: the time since a disk changed last.
since_fault_us() {
    printf '%s' $((${EPOCHREALTIME/./} - $(<"$LAB/fault_us")))
}

# until_ms MILLISECONDS: since a disk changed last.
until_ms() {
    local left=$(($1 * 1000 - $(since_fault_us)))
    ((left <= 0)) || pause "$((left / 1000000)).$(printf %06d $((left % 1000000)))"
}

# measured_write DM_NAME: one 4 KiB write.
measured_write() {
    local words
    /lab/tools/steady-writer -n 1 "/dev/mapper/$1" "$LAB/write.log" >"$LAB/write.summary" &
    wait_for 40 test -s "$LAB/write.summary" || return
    read -r -a words <"$LAB/write.summary"
    measured stall_us "${words[5]}"
    measured failed_writes "${words[3]}"
}

# measured_writer: ends the writer of writer_start, and says how it fared.
measured_writer() {
    local words
    read -r -a words < <(writer_stop)
    measured stall_us "${words[5]}"
    measured failed_writes "${words[3]}"
}

# measured_leg VG/LV DISK: what became of the leg that was on this disk.
measured_leg() {
    local name table leg number
    name=$(dm_name "$1")
    if is_linear "$name"; then
        measured leg lost
    elif is_released "$1"; then
        measured leg waited-for
    else
        for ((leg = 0; leg < $(leg_count "$1"); leg++)); do
            read -r _ _ _ number _ < <(dmsetup table "$(leg_name "$1" "$leg")")
            [[ $(<"/sys/dev/block/$number/dm/name") != "$2" ]] || { measured leg kept; return; }
        done
        measured leg replaced
    fi
}

# measured_redundancy VG/LV: whether it comes by itself, and when.
measured_redundancy() {
    if within "$BY_ITSELF_SECONDS" is_redundant "$1" 2>/dev/null; then
        measured redundant_us "$(since_fault_us)"
        measured person no
    else
        measured person yes
        return 1
    fi
}

# measured_return VG/LV DISK: the disk is back. Where nobody does anything about it, a person does,
# whose time counts from the first command.
measured_return() {
    local before written
    disk_heal "$2"
    before=$(sectors_written "$2")
    if measured_redundancy "$1"; then
        measured_leg "$1" "$2"
    else
        measured_leg "$1" "$2"
        now_us >"$LAB/fault_us"
        person_adds_leg "$1" "$2"
        measured redundant_us "$(since_fault_us)"
    fi
    written=$(($(sectors_written "$2") - before))
    measured resynced_bytes $((written * 512))
}

# person_adds_leg VG/LV DISK: what an administrator types.
person_adds_leg() {
    vgextend --restoremissing "${1%/*}" "/dev/mapper/$2" >/dev/null
    lvconvert --yes --type mirror --mirrors 1 "$1" "/dev/mapper/$2" >/dev/null
    wait_for 60 is_redundant "$1"
}

# reads_that_fail DM_NAME: of all 4 KiB blocks.
reads_that_fail() {
    local sectors whole
    sectors=$(<"/sys/dev/block/$(number_of "$1")/size")
    read -r whole < <(dd if="/dev/mapper/$1" of=/dev/null bs=4k iflag=direct conv=noerror,sync 2>&1 | sed -n 's/+.* records in//p')
    printf '%s' $((sectors / 8 - whole))
}

# reads_at DM_NAME SECTOR: whether the 4 KiB there can be read.
reads_at() {
    dd if="/dev/mapper/$1" of=/dev/null bs=4k count=1 skip=$(($2 / 8)) iflag=direct status=none 2>/dev/null
}

# writers_start DM_NAME...: one for each.
writers_start() {
    local name
    mkdir -p "$LAB/writers"
    for name; do
        /lab/tools/steady-writer -i 20000 "/dev/mapper/$name" "$LAB/writers/$name.log" >"$LAB/writers/$name.summary" &
        echo $! >"$LAB/writers/$name.pid"
    done
}

# all_writers_complete COUNT: each had so many writes acknowledged or refused.
all_writers_complete() {
    local log
    for log in "$LAB"/writers/*.log; do
        (($(grep -c "^end" "$log") >= $1)) || return
    done
}

# writers_proceed: waits until each has written a few times more.
writers_proceed() {
    local log most=0 count
    for log in "$LAB"/writers/*.log; do
        count=$(grep -c "^end" "$log")
        ((count <= most)) || most=$count
    done
    wait_for 40 all_writers_complete $((most + 5))
}

# measured_writers: the writer that waited longest, and all that failed.
measured_writers() {
    local pid summary words longest=0 failed=0
    for pid in "$LAB"/writers/*.pid; do
        kill "$(<"$pid")"
    done
    for summary in "$LAB"/writers/*.summary; do
        wait_for 20 test -s "$summary"
        read -r -a words <"$summary"
        ((words[5] <= longest)) || longest=${words[5]}
        failed=$((failed + words[3]))
    done
    measured stall_us "$longest"
    measured failed_writes "$failed"
}
