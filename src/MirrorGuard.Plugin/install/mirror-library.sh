#!/bin/sh
# mirror-library.sh set LIBRARY | unset | get | former
#
# Makes LVM register mirrors with LIBRARY, by dmeventd/mirror_library in lvmlocal.conf, which
# overrides lvm.conf and which no package rewrites; or takes exactly that back. Everything else in
# the file stays as it is, byte for byte. "get" says what LVM registers mirrors with, "former" what it
# would without us; both fail where LVM cannot read its configuration.
set -eu

system_directory=${LVM_SYSTEM_DIR:-/etc/lvm}
conf=$system_directory/lvmlocal.conf
begin='# BEGIN MirrorGuard (taken out again when it is uninstalled)'
begin_after_cut='# BEGIN MirrorGuard (taken out again when it is uninstalled; added the line end before)'
begin_new_file='# BEGIN MirrorGuard (taken out again when it is uninstalled; added the file)'
end='# END MirrorGuard'
mute='#MirrorGuard# '

# The file without our block, and with the settings that we muted speaking again.
original() {
    awk -v begin="$begin" -v cut="$begin_after_cut" -v fresh="$begin_new_file" -v end="$end" -v mute="$mute" '
        function flush() { if (held) printf "%s\n", line; held = 0 }
        $0 == cut { if (held) printf "%s", line; held = 0; inside = 1; next }
        $0 == begin || $0 == fresh { flush(); inside = 1; next }
        $0 == end && inside { inside = 0; next }
        inside { next }
        { flush(); line = $0; if (index(line, mute) == 1) line = substr(line, length(mute) + 1); held = 1 }
        END { flush() }
    ' "$conf"
}

# A second setting of the same key would win or lose by its place in the file: it is muted instead. A
# line that holds more or less than the setting has to stay; LVM takes the last setting, which is ours.
muted() {
    awk -v mute="$mute" '
        /^[[:space:]]*dmeventd[[:space:]]*\{/ { inside = 1 }
        /^[[:space:]]*dmeventd\/mirror_library[[:space:]]*=[[:space:]]*"[^"]*"[[:space:]]*(#.*)?$/ { print mute $0; next }
        inside && /^[[:space:]]*mirror_library[[:space:]]*=[[:space:]]*"[^"]*"[[:space:]]*(#.*)?$/ { print mute $0; next }
        inside && /\}/ { inside = 0 }
        { print }
    '
}

ends_in_the_middle_of_a_line() { [ -s "$conf" ] && [ -n "$(tail -c 1 "$conf")" ]; }

# By rename: LVM never sees half a file.
replace() {
    chmod --reference="$conf" "$conf.mirrorguard" 2>/dev/null || chmod 644 "$conf.mirrorguard"
    mv "$conf.mirrorguard" "$conf"
}

get_library() {
    answer=$(lvmconfig --typeconfig full dmeventd/mirror_library 2>/dev/null) || return
    answer=${answer#mirror_library=\"}
    echo "${answer%\"}"
}

# LVM is asked about a copy, as only it knows which of its files sets what.
former_library() {
    copy=$(mktemp -d)
    trap 'rm -rf "$copy"' EXIT
    [ ! -d "$system_directory" ] || find "$system_directory" -mindepth 1 -maxdepth 1 -exec ln -s -t "$copy" {} +
    rm -f "$copy/lvmlocal.conf"
    [ ! -e "$conf" ] || original >"$copy/lvmlocal.conf"
    LVM_SYSTEM_DIR=$copy get_library
}

is_set_to() { [ -e "$conf" ] && grep -q "^# BEGIN MirrorGuard" "$conf" && grep -qxF "dmeventd/mirror_library = \"$1\"" "$conf"; }

unset_library() {
    rm -f "$conf.mirrorguard" # of a run that was cut off
    [ -e "$conf" ] || return 0
    grep -q "^# BEGIN MirrorGuard" "$conf" || return 0
    if grep -qxF "$begin_new_file" "$conf" && [ -z "$(original)" ]; then
        rm "$conf"
        return 0
    fi
    original >"$conf.mirrorguard"
    replace
}

# Nothing where it is done: what somebody added behind it since then counts, and goes on counting.
set_library() {
    ! is_set_to "$1" || return 0
    unset_library
    start=$begin
    [ -e "$conf" ] || start=$begin_new_file
    if ends_in_the_middle_of_a_line; then start=$begin_after_cut; fi
    [ -e "$conf" ] || : >"$conf"
    {
        muted <"$conf"
        printf '%s\ndmeventd/mirror_library = "%s"\n%s\n' "$start" "$1" "$end"
    } >"$conf.mirrorguard"
    replace
}

case ${1:-}:$# in
set:2) set_library "$2" ;;
unset:1) unset_library ;;
get:1) get_library ;;
former:1) former_library ;;
*) echo "usage: mirror-library.sh set LIBRARY | unset | get | former" >&2; exit 3 ;;
esac
