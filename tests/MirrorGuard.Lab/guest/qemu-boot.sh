#!/bin/bash
# Process 1 of a guest in QEMU; see qemu.sh. Its root is in memory, and vanishes with it.

export PATH=/usr/sbin:/usr/bin HOME=/root LC_ALL=C
mount -t proc proc /proc
mount -t sysfs sysfs /sys
mount -t devtmpfs devtmpfs /dev
mount -t tmpfs tmpfs /run
mount -t tmpfs tmpfs /tmp
exec </dev/null >/dev/ttyS0 2>&1
mkdir -p /run/lock /run/udev
ln -sf /proc/self/fd /dev/fd
# See boot.sh.
mkfifo -m 600 /run/dmeventd-server /run/dmeventd-client /run/never
mount --bind /run/dmeventd-server /run/dmeventd-server
mount --bind /run/dmeventd-client /run/dmeventd-client

modprobe -a dm-mod dm-mirror dm-flakey
/usr/lib/systemd/systemd-udevd --daemon
udevadm trigger --subsystem-match=misc --sysname-match=device-mapper
udevadm settle

printf 'qemu: %s processors, kernel %s\n' "$(nproc)" "$(uname -r)"
(source /lab/guest/lab.sh && source /lab/script.sh)
printf 'qemu: the script ended with %s\n' "$?"
sync
echo o >/proc/sysrq-trigger
read -r <>/run/never
