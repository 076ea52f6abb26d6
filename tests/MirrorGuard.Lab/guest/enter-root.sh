#!/bin/sh
# Runs on the host, in a private mount and process namespace: shows a kernel
# the guest's root, read-only, with the guest's directory on its /mnt.
#
# usage: enter-root.sh ROOT GUEST_DIR MEMORY_MIB [DISK_FILE...]

set -eu

root=$1
guest_dir=$2
memory=$3
shift 3

# The kernel's console and dmeventd's log leave the guest by consoles of their
# own, straight into files, so that both outlive a hang and a kill.
exec 3>>"$guest_dir/kernel.log" 4>>"$guest_dir/dmeventd.log" 2>&3

mount --bind "$root" "$root"
mount -o remount,bind,ro "$root"
mount --bind "$guest_dir" "$root/mnt"
mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev"
# The guest's memory is a file here: a tmpfs of our own, as containers often
# have a /dev/shm of 64 MiB.
mount -t tmpfs tmpfs "$root/tmp"

disks=
number=0
for file; do
    touch "$guest_dir/ubd$number"
    mount --bind "$file" "$root/mnt/ubd$number"
    disks="$disks ubd$number=/mnt/ubd$number"
    number=$((number + 1))
done

# lab_directory only says in a list of processes whose kernel this is.
# A dead kernel ends the process: by itself it would spin for ever (panic=0) or
# start anew (a reboot).
# Not by exec: we are process 1 of our namespace, which its own SIGABRT, the way
# a dead kernel ends, does not kill.
# shellcheck disable=SC2086  # one word per disk
env -i PATH=/usr/sbin:/usr/bin TMPDIR=/tmp HOME=/tmp TERM="${TERM:-dumb}" \
    chroot "$root" env LD_PRELOAD=/mnt/tools/whole-xstate.so /usr/bin/linux.uml "mem=${memory}M" \
    rootfstype=hostfs rootflags=/ ro init=/mnt/guest/boot.sh panic=-1 noreboot \
    con=null con0=null,fd:3 con1=fd:0,fd:1 con2=null,fd:4 ssl=null \
    uml_dir=/tmp lab_directory="$guest_dir" $disks
