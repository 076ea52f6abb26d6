# The lab's shell library; every script that the host sends begins with it.
# shellcheck shell=bash
#
# Starting a program costs 13 ms in a guest, so the library prefers bash's own
# means where a loop or a measurement would feel it.

LAB=/run/lab
mkdir -p "$LAB"

source /lab/guest/wait.sh
source /lab/guest/disks.sh
source /lab/guest/lvm.sh
source /lab/guest/legs.sh
source /lab/guest/dmeventd.sh
source /lab/guest/writer.sh
source /lab/guest/helper.sh
source /lab/guest/outage.sh
source /lab/guest/measure.sh
source /lab/guest/crash.sh
source /lab/guest/scan.sh
source /lab/guest/loads.sh
source /lab/guest/install.sh

# fail MESSAGE...: ends the script with a line that says why.
fail() {
    printf 'lab: %s\n' "$*" >&2
    exit 1
}

# Microseconds since 1970, without starting a program.
now_us() {
    printf '%s' "${EPOCHREALTIME/./}"
}

# The private configuration, once there is one (see lvm_config).
[[ ! -e $LAB/lvm/lvm.conf ]] || export LVM_SYSTEM_DIR=$LAB/lvm
