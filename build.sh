#!/usr/bin/env bash
# One command builds, one tests, one shows. See `./build.sh help`.
set -euo pipefail
cd "$(dirname "$0")"

artifacts=$PWD/artifacts
dso_name=libdevmapper-event-lvm2mirror.so
program_names=(mirrorguard-helper mirrorguard-reader)

usage() {
    cat <<'EOF'
usage: ./build.sh COMMAND [OPTIONS]

  demo        boot a guest, take disks away from under a mirror, watch what happens (root)
  test        everything: format, unit, property, ABI, DSO and lab tests (root)
  soak        the same tests with larger numbers, for a night, then two-cpus (root)
  build       the DSO to artifacts/dso, the command to artifacts/bin
              --framework net10.0   with another .NET, where its NativeAOT pack exists
  package     a .deb of it, to artifacts/package
              [REVISION]            Debian's, behind the version; 1
  install     make dmeventd use MirrorGuard for mirrors (root)
  uninstall   undo exactly that (root)
  compare     the same faults with the stock DSO and with MirrorGuard, side by side,
              to artifacts/compare.md (root)
              --repeat N  --only LETTER...  --image debian12|debian13
  bench       figures against libdevmapper, the stock DSO, dd and md's check, to artifacts/bench (root)
  two-cpus    a leg that goes and comes back twenty times on Debian's own kernel with two
              processors, in QEMU; takes ten minutes (root)
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
package_tools=("${build_tools[@]}" dpkg-shlibdeps:dpkg-dev)
check_tools=("${package_tools[@]}" "${test_tools[@]}" lintian:lintian mandoc:mandoc shellcheck:shellcheck fish:fish zsh:zsh)
qemu_tools=("${test_tools[@]}" qemu-system-x86_64:qemu-system-x86 cpio:cpio)
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
    install -D -m 644 "$directory/publish/MirrorGuard.Plugin.so.dbg" "$directory/MirrorGuard.Plugin.so.dbg"
    local program
    for program in "${program_names[@]}"; do
        install -D -m 755 "$directory/publish/$program" "$directory/$program"
    done
    rm -r "$directory/publish"
}

publish_command() { # [MSBUILD OPTION...]
    dotnet publish src/MirrorGuard.Cli -c Release -v quiet -nologo "$@" -o "$artifacts/bin/publish"
    install -D -m 755 "$artifacts/bin/publish/mirrorguard" "$artifacts/bin/mirrorguard"
    rm -r "$artifacts/bin/publish"
}

build() { # [--framework FRAMEWORK]
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
    say "artifacts/dso/$dso_name and artifacts/bin/mirrorguard are built"
}

package() { # [REVISION]
    ensure_tools "${package_tools[@]}"
    build
    say "$(src/packaging/build-deb.sh "$artifacts" "${1:-1}" "$artifacts/package") is built"
}

lab() { # LAB COMMAND [OPTION...]
    dotnet run --project tests/MirrorGuard.Lab -c Release -v quiet -- "$@"
}

with_lab() { # LAB COMMAND [OPTION...]
    need_root "$1"
    ensure_tools "${test_tools[@]}"
    build
    lab "$@" --dso "$artifacts/dso"
}

lint() {
    say "checking format, the shim and the scripts"
    # The build has judged style and analyzers, with warnings as errors; blanks and the order of usings it does not judge.
    dotnet format whitespace src/MirrorGuard.slnx --verify-no-changes --no-restore -v quiet
    dotnet format style src/MirrorGuard.slnx --verify-no-changes --no-restore -v quiet --diagnostics IMPORTS
    cppcheck --quiet --error-exitcode=1 --std=c11 --enable=warning,style,performance,portability \
        --suppress=missingIncludeSystem native-shim
    shellcheck src/MirrorGuard.Plugin/install/*.sh src/MirrorGuard.Cli/completion/*.bash src/packaging/build-deb.sh src/packaging/p{ostinst,rerm,ostrm}
    mandoc -T lint -W warning src/MirrorGuard.Cli/man/*
}

run_tests() { # PROJECT...
    local project
    for project in "$@"; do
        say "testing ${project#tests/MirrorGuard.}"
        dotnet test "$project" -c Release --no-build -v quiet -nologo --results-directory "$artifacts/tests" \
            --logger "console;verbosity=minimal" --logger "trx;LogFileName=$(basename "$project").trx" || failed_projects=1
    done
}

# Sums up what the projects' result files count, so that a project that did not run counts as failed.
summary() {
    awk -v RS='<' '
        function number(name) { return match($0, name "=\"[0-9]+") ? substr($0, RSTART + length(name) + 2, RLENGTH - length(name) - 2) : 0 }
        /^Counters / { passed += number("passed"); failed += number("failed"); skipped += number("total") - number("executed") }
        END { printf "%d passed, %d failed", passed, failed; if (skipped) printf ", %d skipped", skipped; print "" }
    ' "$artifacts"/tests/*.trx
}

tests=(Core Cli Simulation Engine Linux Abi Dso Lab)

# Of Debian's package only the one program, which checks metrics and alerts: the package would install a server.
ensure_promtool() {
    local directory=$artifacts/tools
    [ ! -x "$directory/promtool" ] || return 0
    mkdir -p "$directory/prometheus"
    if command -v promtool >/dev/null; then
        ln -sf "$(command -v promtool)" "$directory/promtool"
    else
        say "fetching promtool"
        apt-get -qq update && (cd "$directory/prometheus" && apt-get -qq -o APT::Sandbox::User=root download prometheus && dpkg -x prometheus_*.deb .) ||
            die "apt could not fetch: prometheus"
        mv "$directory/prometheus/usr/bin/promtool" "$directory/promtool"
    fi
    rm -r "$directory/prometheus"
}

run_all_tests() {
    need_root test
    ensure_tools "${check_tools[@]}"
    ensure_promtool
    rm -rf "$artifacts/tests" "$artifacts/package"
    mkdir -p "$artifacts/tests"
    dotnet restore src/MirrorGuard.slnx -v quiet
    package
    publish_dso "$artifacts/dso-sabotage" -p:Sabotage=true
    dotnet build src/MirrorGuard.slnx -c Release --no-restore -v quiet -nologo
    lint
    local failed_projects=0
    # shellcheck disable=SC2046 # project names hold no blanks
    run_tests $(printf 'tests/MirrorGuard.%s.Tests ' "${tests[@]}")
    local counted
    counted=$(summary)
    [ "$failed_projects" = 0 ] || [[ $counted != *" 0 failed"* ]] || counted="${counted/ 0 failed/ 1 failed}"
    echo "$counted"
    [[ $counted == *" 0 failed"* ]]
}

# What `install` puts where; `uninstall` takes the same away.
installed_dso=/usr/lib/mirrorguard/$dso_name
installed_directory=/usr/lib/mirrorguard
installed_command=/usr/sbin/mirrorguard
installed_configuration=/etc/lvm/mirrorguard.conf
mirror_library=src/MirrorGuard.Plugin/install/mirror-library.sh
monitoring=src/MirrorGuard.Plugin/install/monitoring.sh
sample_configuration=src/MirrorGuard.Plugin/install/mirrorguard.conf

# What an administrator wrote is neither replaced nor removed.
install_configuration() {
    [ -e "$installed_configuration" ] || [ -L "$installed_configuration" ] ||
        install -D -m 644 "$sample_configuration" "$installed_configuration"
}

remove_configuration() {
    if [ -f "$installed_configuration" ] && [ ! -L "$installed_configuration" ] &&
        cmp -s "$sample_configuration" "$installed_configuration"; then
        rm "$installed_configuration"
    fi
}

remove_installed() {
    "$mirror_library" unset
    rm -f "$installed_dso" "${program_names[@]/#/$installed_directory/}" "$installed_command"
    src/packaging/postrm purge
    remove_configuration
    rmdir --ignore-fail-on-non-empty "$(dirname "$installed_dso")" 2>/dev/null || true
}

is_built() {
    local file
    for file in "$dso_name" "${program_names[@]}" ../bin/mirrorguard; do
        [ -e "$artifacts/dso/$file" ] || return
    done
}

# Two ways to put the same files there: whoever began has to end it.
refuse_if_packaged() {
    ! dpkg-query -W -f '${Status}' mirrorguard 2>/dev/null | grep -q ' installed$' ||
        die "it is installed as a Debian package: apt or dpkg upgrades and removes it"
}

install_all() {
    need_root install
    refuse_if_packaged
    is_built || build
    install -d "$installed_directory"
    install -m 755 "${program_names[@]/#/$artifacts/dso/}" "$installed_directory"
    install -D -m 644 "$artifacts/dso/$dso_name" "$installed_dso"
    install -D -m 755 "$artifacts/bin/mirrorguard" "$installed_command"
    install_configuration
    "$monitoring" take
    [ "$("$mirror_library" get)" = "$installed_dso" ] || { remove_installed; die "nothing was changed"; }
    say "installed: LVM registers mirrors with $installed_dso from now on"
}

uninstall_all() {
    need_root uninstall
    refuse_if_packaged
    if [ -x "$installed_command" ]; then "$monitoring" give; fi
    remove_installed
    say "uninstalled: LVM registers mirrors with $("$mirror_library" get) again"
}

bench() {
    need_root bench
    ensure_tools "${test_tools[@]}"
    build
    dotnet run --project tests/MirrorGuard.Benchmarks -c Release -v quiet -- --output "$artifacts/bench"
}

two_cpus() {
    need_root two-cpus
    ensure_tools "${qemu_tools[@]}"
    build
    lab qemu --dso "$artifacts/dso" tests/MirrorGuard.Lab/guest/flaps.sh
}

clean() {
    rm -rf "$artifacts"
    find src tests -type d \( -name bin -o -name obj \) -prune -exec rm -rf {} +
}

command=${1:-help}
[ $# -eq 0 ] || shift
case $command in
build) build "$@" ;;
package) package "$@" ;;
test) run_all_tests ;;
soak) MIRRORGUARD_SCHEDULES=3000000 MIRRORGUARD_CONFORMANCE=10000 MIRRORGUARD_CRASHES=25 MIRRORGUARD_FLAPS=50 MIRRORGUARD_BAD_PLACES=32 MIRRORGUARD_SCAN_WRITES=20480 MIRRORGUARD_TOLD_FAULTS=100 MIRRORGUARD_STOCK=all MIRRORGUARD_IMAGE=debian12 run_all_tests; two_cpus ;;
demo) with_lab demo "$@" ;;
two-cpus) two_cpus ;;
compare) with_lab compare --output "$artifacts/compare.md" "$@" ;;
lab) with_lab shell "$@" ;;
bench) bench "$@" ;;
install) install_all ;;
uninstall) uninstall_all ;;
clean) clean ;;
help | -h | --help) usage ;;
*) usage >&2; die "unknown command '$command'" ;;
esac
