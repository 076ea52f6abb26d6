#!/bin/bash
# Process 1 of a guest. Every program started costs 13 ms here, so it starts few.
#
# The root is the host's, read-only; an overlay in memory takes all writes and
# vanishes with the guest.

export PATH=/usr/sbin:/usr/bin HOME=/root LC_ALL=C

mount -t proc proc /proc
read -r _ _ release _ </proc/version
mount -t tmpfs tmpfs /run
mkdir /run/upper /run/work /run/root
insmod "/usr/lib/uml/modules/$release/kernel/fs/overlayfs/overlay.ko"
mount -t overlay overlay -o lowerdir=/,upperdir=/run/upper,workdir=/run/work /run/root

cd /run/root || exit
mkdir old lab
pivot_root . old
mount -t proc proc /proc
mount -t sysfs sysfs /sys
mount -t devtmpfs devtmpfs /dev
mount -t tmpfs tmpfs /run
mount -t tmpfs tmpfs /tmp
# hostfs has named its one option since 6.11.
if [[ $release == 6.1.* ]]; then directory=/mnt; else directory=hostfs=/mnt; fi
mount -t hostfs hostfs /lab -o "$directory"
mkdir -p /run/lock /run/udev
ln -s /proc/self/fd /dev/fd
mkfifo /run/never

# On an installed machine dmeventd's fifos are systemd's, and stay. Without systemd the daemon of
# Debian 13, when it ends for its successor, at times removes those of the successor, which
# nobody can reach then. A mount point cannot be removed.
mkfifo -m 600 /run/dmeventd-server /run/dmeventd-client
mount --bind /run/dmeventd-server /run/dmeventd-server
mount --bind /run/dmeventd-client /run/dmeventd-client

modprobe dm-mod
/usr/lib/systemd/systemd-udevd --daemon
udevadm trigger --subsystem-match=misc --sysname-match=device-mapper
udevadm settle

exec setsid --ctty /bin/bash /lab/guest/agent.sh </dev/tty1 >/dev/tty1 2>&1
