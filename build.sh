#!/usr/bin/env bash
# One command builds, one tests, one shows. See `./build.sh help`.
set -euo pipefail
cd "$(dirname "$0")"

artifacts=$PWD/artifacts
dso_name=libdevmapper-event-lvm2mirror.so

usage() {
    cat <<'EOF'
usage: ./build.sh COMMAND [OPTIONS]

  demo        boot a guest, kill a disk under a mirror, watch what happens (root)
  test        everything: format, unit, property, ABI, DSO and lab tests (root)
  build       the DSO to artifacts/dso, the command to artifacts/bin
              --framework net10.0   with another .NET, where its NativeAOT pack exists
  install     make dmeventd use MirrorGuard for mirrors (root)
  uninstall   undo exactly that (root)
  bench       figures against libdevmapper and the stock DSO, to artifacts/bench (root)
  lab         a shell in a guest with stock LVM and spare disks (root)
              --image debian12|debian13
  clean       remove what was built
  help        this text
EOF
}

say() { printf '==> %s\n' "$*" >&2; }
die() { printf 'build.sh: %s\n' "$*" >&2; exit 1; }
need_root() { [ "$(id -u)" = 0 ] || die "'$1' needs root: it mounts, boots guests or changes LVM's configuration"; }

# command:package pairs; installed where apt may, named in one line where it may not.
build_tools=(cc:gcc ld:binutils dotnet:dotnet-sdk-10.0)
test_tools=("${build_tools[@]}" debootstrap:debootstrap unshare:util-linux setpriv:util-linux cppcheck:cppcheck)
build_files=(
    /usr/include/libdevmapper-event.h:libdevmapper-dev
    /usr/share/doc/dmeventd:dmeventd
)

missing_packages() {
    local pair
    for pair in "$@"; do
        command -v "${pair%%:*}" >/dev/null || echo "${pair#*:}"
    done
    for pair in "${build_files[@]}"; do
        [ -e "${pair%%:*}" ] || echo "${pair#*:}"
    done
}

ensure_tools() {
    local packages
    packages=$(missing_packages "$@" | sort -u | tr '\n' ' ')
    [ -n "$packages" ] || return 0
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || die "these Debian packages are missing: $packages"
    say "installing $packages"
    # shellcheck disable=SC2086 # a list of words
    DEBIAN_FRONTEND=noninteractive apt-get -qq update &&
        DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends $packages >/dev/null ||
        die "apt could not install: $packages"
}

publish_dso() { # DIRECTORY [MSBUILD OPTION...]
    local directory=$1
    shift
    dotnet publish src/MirrorGuard.Plugin -c Release -v quiet -nologo "$@" -o "$directory/publish"
    install -D -m 644 "$directory/publish/MirrorGuard.Plugin.so" "$directory/$dso_name"
    install -D -m 644 "$directory/publish/MirrorGuard.Plugin.so.dbg" "$directory/$dso_name.dbg"
    rm -r "$directory/publish"
}

publish_command() { # [MSBUILD OPTION...]
    dotnet publish src/MirrorGuard.Cli -c Release -r linux-x64 -v quiet -nologo "$@" -o "$artifacts/bin/publish"
    install -D -m 755 "$artifacts/bin/publish/mirrorguard" "$artifacts/bin/mirrorguard"
    rm -r "$artifacts/bin/publish"
}

build() {
    local options=()
    while [ $# -gt 0 ]; do
        case $1 in
        -f | --framework) [ $# -ge 2 ] || die "--framework needs a value"; options+=("-p:AotFramework=$2"); shift 2 ;;
        *) die "build: unknown option '$1'" ;;
        esac
    done
    ensure_tools "${build_tools[@]}"
    say "building the DSO and the command"
    publish_dso "$artifacts/dso" "${options[@]}"
    publish_command "${options[@]}"
    say "artifacts/dso/$dso_name, artifacts/bin/mirrorguard"
}

clean() {
    rm -rf "$artifacts"
    find src tests -type d \( -name bin -o -name obj \) -prune -exec rm -rf {} +
}

command=${1:-help}
[ $# -eq 0 ] || shift
case $command in
build) build "$@" ;;
clean) clean ;;
help | -h | --help) usage ;;
*) usage >&2; die "unknown command '$command'" ;;
esac
