# Waiting with a limit.
# shellcheck shell=bash

# /run/never is a fifo that nobody writes to: reading it with a timeout is a
# sleep that starts no program. Opened anew each time: LVM complains of
# inherited files.

# pause SECONDS: only for wait_for's use; a scenario waits for a condition.
pause() {
    read -r -t "$1" <>/run/never || return 0
}

# within SECONDS COMMAND [ARGUMENT...]: until the command succeeds, and no longer. What takes longer is asked for less
# often: asking starts programs, and takes the guest's one processor from what is waited for.
within() {
    local limit=$1 deadline=$((SECONDS + $1 + 1)) often=10
    shift
    until "$@"; do
        if ((SECONDS >= deadline)); then
            printf 'lab: not within %s s: %s\n' "$limit" "$*" >&2
            return 1
        fi
        if ((often-- > 0)); then pause 0.05; else pause 0.2; fi
    done
}

# wait_for SECONDS COMMAND [ARGUMENT...]: as it takes on a quiet machine; on a busy one everything takes longer.
wait_for() {
    within $(($1 * 4)) "${@:2}"
}

# not COMMAND...: for wait_for.
not() {
    ! "$@"
}
