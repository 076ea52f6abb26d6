#!/bin/bash
# Runs on the host: a script on Debian's own kernel with two processors, in QEMU without virtualisation, so slowly. What the guests
# of User-Mode Linux, with one processor, cannot show. Its root is in memory; ends with the script's exit code.
#
# usage: qemu.sh ROOT GUEST_DIR SCRIPT

set -euo pipefail

root=$1
guest_dir=$2
script=$3
cpus=2
memory=1500

work=$guest_dir/qemu
tree=$work/tree
mkdir -p "$tree"

# What a guest of this kind never looks at, but would have to keep in memory.
tar -C "$root" --exclude=./usr/lib/uml --exclude=./usr/lib/modules --exclude=./usr/share/doc --exclude=./usr/share/locale \
    --exclude=./usr/share/man --exclude=./usr/share/info --exclude=./usr/share/zoneinfo --exclude=./usr/bin/linux.uml \
    --exclude=./var/cache --exclude=./var/lib/apt --exclude=./dev --exclude=./proc --exclude=./sys -c . | tar -C "$tree" -x
mkdir -p "$tree"/{dev,proc,sys,lab}

kernel=$(apt-cache depends linux-image-amd64 | sed -n 's/.*Depends: \(linux-image-[0-9].*\)/\1/p' | head -n 1)
(cd "$work" && apt-get -qq download "$kernel" 2>/dev/null)
dpkg -x "$work/$kernel"_*.deb "$work/kernel"
version=${kernel#linux-image-}
for directory in drivers/md drivers/block; do
    mkdir -p "$tree/usr/lib/modules/$version/kernel/$directory"
    cp -a "$work/kernel/lib/modules/$version/kernel/$directory/." "$tree/usr/lib/modules/$version/kernel/$directory/"
done
cp "$work/kernel/lib/modules/$version"/modules.{order,builtin,builtin.modinfo} "$tree/usr/lib/modules/$version/"
chroot "$tree" depmod "$version"

cp -r "$guest_dir/guest" "$guest_dir/tools" "$tree/lab/"
find "$guest_dir" -maxdepth 1 -type f -exec cp {} "$tree/lab/" \;
cp "$script" "$tree/lab/script.sh"
# The consoles of User-Mode Linux are serial lines here.
sed -i 's#/dev/tty2#/dev/ttyS1#' "$tree/lab/guest/dmeventd.sh"
install -m 755 "$guest_dir/guest/qemu-boot.sh" "$tree/init"
(cd "$tree" && find . | cpio --create --format newc --quiet) >"$work/initrd"

qemu-system-x86_64 -accel tcg,thread=multi -cpu max -smp "$cpus" -m "$memory" -nographic -no-reboot -monitor none \
    -kernel "$work/kernel/boot/vmlinuz-$version" -initrd "$work/initrd" -append "console=ttyS0 panic=-1 quiet" \
    -serial stdio -serial "file:$guest_dir/dmeventd.log" </dev/null | tr -d '\r' | tee "$work/console"
code=$(sed -n 's/^qemu: the script ended with //p' "$work/console")
exit "${code:-1}"
