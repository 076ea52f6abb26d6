namespace MirrorGuard.Lab.Tests;

/// <summary>An installed machine: LVM's own configuration in /etc/lvm, and one mirror that the stock DSO monitors.</summary>
internal static class MachineWithAMirror
{
    /// <summary>An administrator's own settings, of which the last line has no end; what there was is kept in LAB for comparing.</summary>
    internal const string Script = """
        set -e
        cat >/etc/lvm/lvmlocal.conf <<'END'
        # ours
        backup { backup = 0 archive = 0 }
        devices { global_filter = [ "a|^/dev/mapper/pd[0-9]+$|", "r|.*|" ] use_devicesfile = 0 }
        dmeventd {
            # a comment
            mirror_library = "libdevmapper-event-lvm2mirror.so"
        }
        END
        printf 'global { event_activation = 0 }' >>/etc/lvm/lvmlocal.conf
        cp -p /etc/lvm/lvmlocal.conf "$LAB/lvmlocal.conf.before"
        ram_disks 3
        dmeventd_start -d
        make_vg vg $(all_disks)
        make_mirror vg/old 16
        installed_files >"$LAB/files.before"
        """;
}
