# A program that writes steadily; see steady-writer.c for its log.
# shellcheck shell=bash

# writer_start DM_NAME [OPTION...]
writer_start() {
    local name=$1
    shift
    : >"$LAB/writer.log"
    /lab/tools/steady-writer "$@" "/dev/mapper/$name" "$LAB/writer.log" >"$LAB/writer.summary" &
    echo $! >"$LAB/writer.pid"
    wait_for 5 writes_complete 1
}

# writes_complete COUNT: so many were acknowledged or refused since the start.
writes_complete() {
    (($(grep -c "^end" "$LAB/writer.log") >= $1))
}

# writes_proceed: waits for one more.
writes_proceed() {
    local before
    before=$(grep -c "^end" "$LAB/writer.log")
    wait_for 10 writes_complete $((before + 1))
}

# writer_stop: its summary; a write that is still held is an error.
writer_stop() {
    kill "$(<"$LAB/writer.pid")"
    wait_for 10 test -s "$LAB/writer.summary"
    cat "$LAB/writer.summary"
}
