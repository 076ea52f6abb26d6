#!/bin/sh
# Runs on the host: makes a guest's root with debootstrap.
#
# usage: make-root.sh SUITE DIRECTORY MIRROR PACKAGE,PACKAGE...

set -eu

suite=$1
directory=$2
mirror=$3
packages=$4

rm -rf "$directory"
debootstrap --variant=minbase --include="$packages" "$suite" "$directory" "$mirror"

chroot "$directory" apt-get clean
rm -rf "$directory"/var/lib/apt/lists/*

# User-Mode Linux's modules where modprobe looks for them.
mkdir -p "$directory/usr/lib/modules"
for modules in "$directory"/usr/lib/uml/modules/*; do
    ln -s "../uml/modules/${modules##*/}" "$directory/usr/lib/modules/"
done
