# What an interactive shell in a guest begins with.
# shellcheck shell=bash

source /lab/interactive
source /lab/guest/lab.sh

# shellcheck disable=SC2046  # one word per disk
ram_disks 5 && lvm_config "$MIRROR_LIBRARY" && make_vg vg $(all_disks) >/dev/null 2>&1 && dmeventd_start -d

PS1='\[\e[1m\]guest\[\e[0m\]:\w# '
cat <<'END'

  A volume group "vg" over five disks, pd1 to pd5; dmeventd runs, its log is
  /lab/dmeventd.log. For example:

    make_mirror vg/lv 16             a mirror in sync (lvcreate --type mirror)
    writer_start vg-lv               write to it steadily
    disk_kill pd2                    let a disk die; also disk_flaky, disk_dust
    dmsetup status; lvs -a           what the kernel and LVM say
    writer_stop                      how long was the longest write held?
    disk_heal pd2                    let it come back

END
