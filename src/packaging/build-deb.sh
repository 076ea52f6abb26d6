#!/usr/bin/env bash
# build-deb.sh ARTIFACTS REVISION OUTPUT
#
# Packs what `build.sh build` made into OUTPUT/mirrorguard_VERSION-REVISION_ARCH.deb, and says its name.
# With dpkg-deb alone: debhelper would do less than a screenful of this, and hide which file goes where.
# From the same binaries and the same commit comes the same package, byte for byte.
set -euo pipefail

artifacts=$(realpath "$1")
revision=$2
output=$(realpath -m "$3")
cd "$(dirname "$0")"

install_files=../MirrorGuard.Plugin/install
command_files=../MirrorGuard.Cli

version=$("$artifacts/bin/mirrorguard" version)
version=${version##* }-$revision
architecture=$(dpkg --print-architecture)
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || stat -c %Y build-deb.sh)}
export SOURCE_DATE_EPOCH

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
tree=$work/mirrorguard

put() { # MODE FILE PATH
    install -D -m "$1" "$2" "$tree$3"
}

put_compressed() { # FILE PATH, of the compressed file
    put 644 "$1" "$2"
    gzip -9 -n <"$1" >"$tree$2"
}

# What differs from package to package.
fill_in() { # TEMPLATE
    sed -e "s/@VERSION@/$version/; s/@ARCHITECTURE@/$architecture/" \
        -e "s/@DATE@/$(date -R -u -d "@$SOURCE_DATE_EPOCH")/" \
        -e "s/@SIZE@/$(installed_kibibytes)/; s/@SHLIBS@/$(linked_packages)/" "$1"
}

# As dpkg-gencontrol counts, whatever the file system.
installed_kibibytes() {
    find "$tree" -type f -printf '%s\n' | awk '{ sum += int(($1 + 1023) / 1024) } END { print sum }'
}

# The packages of the libraries that the binaries ask for, with the versions that have all the symbols: "libc6 (>= 2.34), ...".
# The command loads by name what the DSO is linked with; programs that scripts call are in the template. dpkg-shlibdeps wants a source tree.
linked_packages() {
    mkdir -p "$work/source/debian"
    printf 'Source: mirrorguard\n\nPackage: mirrorguard\nArchitecture: any\n' >"$work/source/debian/control"
    (cd "$work/source" && dpkg-shlibdeps -O "$tree/usr/lib/mirrorguard/libdevmapper-event-lvm2mirror.so" \
        "$tree/usr/sbin/mirrorguard" 2>/dev/null) | sed 's/^shlibs:Depends=//'
}

put 644 "$artifacts/dso/libdevmapper-event-lvm2mirror.so" /usr/lib/mirrorguard/libdevmapper-event-lvm2mirror.so
for program in "$artifacts"/dso/mirrorguard-{helper,reader}; do
    put 755 "$program" "/usr/lib/mirrorguard/${program##*/}"
done
for script in mirror-library.sh monitoring.sh; do
    put 755 "$install_files/$script" "/usr/lib/mirrorguard/$script"
done
put 755 "$artifacts/bin/mirrorguard" /usr/sbin/mirrorguard
put 644 "$install_files/mirrorguard.conf" /etc/lvm/mirrorguard.conf
put_compressed "$command_files/man/mirrorguard.8" /usr/share/man/man8/mirrorguard.8.gz
put_compressed "$command_files/man/mirrorguard.conf.5" /usr/share/man/man5/mirrorguard.conf.5.gz
put 644 "$command_files/completion/mirrorguard.bash" /usr/share/bash-completion/completions/mirrorguard
put 644 "$command_files/completion/mirrorguard.zsh" /usr/share/zsh/vendor-completions/_mirrorguard
put 644 "$command_files/completion/mirrorguard.fish" /usr/share/fish/vendor_completions.d/mirrorguard.fish
put 644 copyright /usr/share/doc/mirrorguard/copyright
put 644 lintian-overrides /usr/share/lintian/overrides/mirrorguard
fill_in changelog >"$work/changelog"
put_compressed "$work/changelog" /usr/share/doc/mirrorguard/changelog.Debian.gz

fill_in control >"$work/control"
put 644 "$work/control" /DEBIAN/control
put 644 triggers /DEBIAN/triggers
(cd "$tree" && find etc -type f -printf '/%p\n') >"$tree/DEBIAN/conffiles"
(cd "$tree" && find usr -type f -print0 | LC_ALL=C sort -z | xargs -0 md5sum) >"$tree/DEBIAN/md5sums"
for script in postinst prerm postrm; do
    put 755 "$script" "/DEBIAN/$script"
done

chmod -R u=rwX,go=rX "$tree"
find "$tree" -exec touch --no-dereference --date="@$SOURCE_DATE_EPOCH" {} +
mkdir -p "$output"
package=$output/mirrorguard_${version}_$architecture.deb
dpkg-deb --build --root-owner-group "$tree" "$package" >/dev/null
echo "$package"
