using System;
using System.IO;

using MirrorGuard.Lab.Guests;

using Xunit;

namespace MirrorGuard.Lab.Tests;

/// <summary><c>build.sh install</c> and <c>uninstall</c> on a machine with mirrors in use, with LVM's own configuration in /etc/lvm.</summary>
[Trait("Needs", "root")]
public sealed class InstallTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>A machine with an administrator's own settings and one monitored mirror, and our tree in /root/mirrorguard.</summary>
    private const string AMachineWithAMirror = """
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
        cp -p /etc/lvm/lvmlocal.conf /root/lvmlocal.conf.before
        mkdir -p /root/mirrorguard/src/MirrorGuard.Plugin/install /root/mirrorguard/artifacts/dso /root/mirrorguard/artifacts/bin
        cd /root/mirrorguard
        cp /lab/build.sh .
        cp /lab/mirror-library.sh src/MirrorGuard.Plugin/install/
        cp /lab/libdevmapper-event-lvm2mirror.so artifacts/dso/
        cp /lab/mirrorguard artifacts/bin/
        chmod +x build.sh src/MirrorGuard.Plugin/install/mirror-library.sh
        ram_disks 3
        dmeventd_start -d
        make_vg vg $(all_disks)
        make_mirror vg/old 16
        find /etc /usr /var/lib -xdev -type f | sort >/root/files.before
        """;

    [Theory, MemberData(nameof(Cases.Images), MemberType = typeof(Cases))]
    public void Installing_moves_running_mirrors_to_MirrorGuard_and_uninstalling_moves_them_back(string image)
    {
        using Guest guest = Start(image);
        guest.Require(AMachineWithAMirror, Limit);

        guest.Require("""
            set -e
            writer_start vg-old
            /root/mirrorguard/build.sh install
            monitored vg/old || fail "the old mirror is not monitored: $(monitoring vg/old)"
            make_mirror vg/new 16
            monitored vg/new || fail "a new mirror is not monitored"
            [[ $(dmeventd_libraries) == /usr/lib/mirrorguard/libdevmapper-event-lvm2mirror.so ]] || fail "loaded: $(dmeventd_libraries)"
            writes_proceed
            """, Limit);

        guest.Require("""
            set -e
            /root/mirrorguard/build.sh install
            monitored vg/old && monitored vg/new || fail "a second install broke monitoring"
            /root/mirrorguard/build.sh uninstall
            monitored vg/old && monitored vg/new || fail "not monitored by stock"
            [[ $(dmeventd_libraries) != *mirrorguard* ]] || fail "dmeventd still holds $(dmeventd_libraries)"
            cmp /etc/lvm/lvmlocal.conf /root/lvmlocal.conf.before
            find /etc /usr /var/lib -xdev -type f | sort >/root/files.after
            diff /root/files.before /root/files.after
            [[ ! -e /usr/lib/mirrorguard ]] || fail "a directory is left behind"
            writes_proceed
            """, Limit);
    }

    [Theory, MemberData(nameof(Cases.Images), MemberType = typeof(Cases))]
    public void A_disk_that_dies_after_an_install_is_handled_by_MirrorGuard(string image)
    {
        using Guest guest = Start(image);
        guest.Require(AMachineWithAMirror, Limit);

        guest.Require("""
            set -e
            /root/mirrorguard/build.sh install
            [[ $(dmeventd_libraries) == /usr/lib/mirrorguard/libdevmapper-event-lvm2mirror.so ]] || fail "loaded: $(dmeventd_libraries)"
            writer_start vg-old
            disk_kill "$(disk_of vg/old_mimage_1)"
            wait_for 30 is_linear vg-old
            writes_proceed
            """, Limit);
    }

    [Theory]
    [InlineData("dmeventd {\n mirror_library = \"a.so\" }")]
    [InlineData("dmeventd {\n mirror_library =\n \"a.so\"\n}")]
    public void A_setting_that_shares_its_line_or_fills_two_leaves_a_configuration_that_LVM_can_read(string section)
    {
        using Guest guest = Start(GuestImage.Debian12.Name);
        guest.Require(AMachineWithAMirror, Limit);

        guest.Require($"""
            set -e
            printf '\n%s\n' '{section}' >>/etc/lvm/lvmlocal.conf
            /root/mirrorguard/build.sh install
            lvmconfig dmeventd >/dev/null || fail "LVM cannot read its configuration: $(cat /etc/lvm/lvmlocal.conf)"
            """, Limit);
    }

    private static Guest Start(string image) => Guest.Start(GuestImage.Find(image)!, new GuestOptions
    {
        ArtifactDirectories =
        [
            Repository.Root,
            Path.Combine(Repository.Root, "artifacts", "dso"),
            Path.Combine(Repository.Root, "artifacts", "bin"),
            Path.Combine(Repository.Root, "src", "MirrorGuard.Plugin", "install"),
        ],
    });
}
