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
    say "checking format, analyzers and the shim"
    dotnet format src/MirrorGuard.slnx --verify-no-changes --no-restore -v quiet
    cppcheck --quiet --error-exitcode=1 --std=c11 --enable=warning,style,performance,portability \
        --suppress=missingIncludeSystem native-shim
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
    ensure_tools "${test_tools[@]}"
    ensure_promtool
    rm -rf "$artifacts/tests"
    mkdir -p "$artifacts/tests"
    dotnet restore src/MirrorGuard.slnx -v quiet
    build
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
records=/var/lib/mirrorguard
installed_command=/usr/sbin/mirrorguard
installed_configuration=/etc/lvm/mirrorguard.conf
mirror_library=src/MirrorGuard.Plugin/install/mirror-library.sh
sample_configuration=src/MirrorGuard.Plugin/install/mirrorguard.conf

configured_library() { lvmconfig --typeconfig full dmeventd/mirror_library | sed 's/^mirror_library="\(.*\)"$/\1/'; }

dmeventd_pid() { cat /run/dmeventd.pid 2>/dev/null || true; }

dmeventd_runs() { [ -n "$(dmeventd_pid)" ] && kill -0 "$(dmeventd_pid)" 2>/dev/null; }

# Not before it listens: a client that finds nobody listening starts a daemon of its own, which gets in the way.
dmeventd_listens_instead_of() { # PID OF THE OLD ONE
    dmeventd_runs && [ "$(dmeventd_pid)" != "$1" ] &&
        find "/proc/$(dmeventd_pid)/fd" -lname '*/dmeventd-server' 2>/dev/null | grep -q .
}

# wait_until COMMAND...: ten seconds at most.
wait_until() {
    local attempt
    for attempt in $(seq 100); do
        "$@" && return 0
        sleep 0.1
    done
    return 1
}

monitored_volumes() { lvs --noheadings --separator / -o vg_name,lv_name -S 'seg_monitor=monitored' | tr -d ' '; }

is_monitored() { monitored_volumes | grep -qxF "$1"; }

# A process that has loaded the DSO keeps its code: only a new one lets go of it. dmeventd -R returns
# before the new daemon answers, and where the old one is slow to end it has been seen to fail; so
# what was monitored is looked at again.
restart_dmeventd() {
    local before volumes volume
    before=$(dmeventd_pid)
    volumes=$(monitored_volumes)
    dmeventd -R
    wait_until dmeventd_listens_instead_of "$before" || dmeventd
    for volume in $volumes; do
        wait_until is_monitored "$volume" || lvchange --monitor y "$volume"
    done
}

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
    rm -f "$records"/*.scan "$records"/*.scan.damaged "$records"/history "$records"/history.1
    # What was overwritten is the administrator's: it stays.
    rmdir --ignore-fail-on-non-empty "$records/overwritten" "$records" 2>/dev/null || true
    remove_configuration
    rmdir --ignore-fail-on-non-empty "$(dirname "$installed_dso")" 2>/dev/null || true
}

is_built() {
    local file
    for file in "$dso_name" "${program_names[@]}" ../bin/mirrorguard; do
        [ -e "$artifacts/dso/$file" ] || return
    done
}

install_all() {
    need_root install
    is_built || build
    local before after
    before=$(configured_library)
    install -d "$installed_directory"
    install -m 755 "${program_names[@]/#/$artifacts/dso/}" "$installed_directory"
    install -D -m 644 "$artifacts/dso/$dso_name" "$installed_dso"
    install -D -m 755 "$artifacts/bin/mirrorguard" "$installed_command"
    install_configuration
    "$mirror_library" set "$installed_dso"
    after=$(configured_library) || after= # LVM may refuse the whole file
    [ "$after" = "$installed_dso" ] || { remove_installed; die "LVM does not take $installed_dso from lvmlocal.conf; nothing was changed"; }
    if dmeventd_runs; then
        if [ "$before" = "$after" ]; then restart_dmeventd; else "$installed_command" reregister --from "$before" --to "$after"; fi
    fi
    say "installed: LVM registers mirrors with $installed_dso from now on"
}

uninstall_all() {
    need_root uninstall
    "$mirror_library" unset
    if dmeventd_runs && [ -x "$installed_command" ]; then
        "$installed_command" reregister --from "$installed_dso" --to "$(configured_library)"
        restart_dmeventd
    fi
    remove_installed
    say "uninstalled: LVM registers mirrors with $(configured_library) again"
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
test) run_all_tests ;;
soak) MIRRORGUARD_SCHEDULES=3000000 MIRRORGUARD_CONFORMANCE=10000 MIRRORGUARD_CRASHES=25 MIRRORGUARD_FLAPS=50 MIRRORGUARD_BAD_PLACES=32 MIRRORGUARD_SCAN_WRITES=20480 MIRRORGUARD_STOCK=all run_all_tests; two_cpus ;;
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
