#!/bin/bash
# Runs the host's scripts one after the other.
#
# The host writes a number a line; /lab/run/NUMBER.sh holds the script, since a
# terminal takes lines of 4096 bytes at most. Its output follows as it comes,
# then a line of its own: "<SOH>NUMBER EXIT-STATUS". At the end of input (the
# host's process is gone, or it said "halt") the guest ends.

power_off() {
    sync
    echo o >/proc/sysrq-trigger
    # It takes a moment; if process 1 ended first the kernel would panic.
    while :; do read -r -t 1 <>/run/never; done
}

if [[ -e /lab/interactive ]]; then
    bash --rcfile /lab/guest/shell.sh
    power_off
fi

stty raw -echo
printf '\001ready 0\n'

while read -r number && [[ $number != halt ]]; do
    bash "/lab/run/$number.sh" </dev/null
    printf '\n\001%s %s\n' "$number" "$?"
done

power_off
