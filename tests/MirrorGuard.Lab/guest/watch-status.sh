#!/bin/bash
# Prints a device's status after each of its events, with the time in
# microseconds since 1970. Started with the highest priority: LVM would keep it
# from the guest's one CPU otherwise.
#
# usage: watch-status.sh DM_NAME

# The number of events is read before the status, so that an event between the
# two is seen as a new one.
events() {
    dmsetup info --columns --noheadings -o events "$1"
}

seen=$(events "$1")
while dmsetup wait --noflush "$1" "$seen" >/dev/null; do
    came=${EPOCHREALTIME/./}
    seen=$(events "$1")
    printf '%s %s\n' "$came" "$(dmsetup status "$1")"
done
