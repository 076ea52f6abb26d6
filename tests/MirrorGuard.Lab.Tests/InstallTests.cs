using System;
using System.IO;

using MirrorGuard.Lab.Guests;

using Xunit;

namespace MirrorGuard.Lab.Tests;

/// <summary><c>build.sh install</c> and <c>uninstall</c> on a machine with mirrors in use, with LVM's own configuration in /etc/lvm.</summary>
[Trait("Needs", "root")]
public sealed class InstallTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(240);

    /// <summary>Our tree lies in the guest's lab directory.</summary>
    private const string AMachineWithAMirror = MachineWithAMirror.Script + """

        mkdir -p "$LAB"/tree/src/MirrorGuard.Plugin/install "$LAB"/tree/src/packaging "$LAB"/tree/artifacts/dso "$LAB"/tree/artifacts/bin
        cd "$LAB/tree"
        cp /lab/build.sh .
        cp /lab/mirror-library.sh /lab/monitoring.sh /lab/mirrorguard.conf src/MirrorGuard.Plugin/install/
        cp /lab/postrm src/packaging/
        cp /lab/libdevmapper-event-lvm2mirror.so /lab/mirrorguard-helper /lab/mirrorguard-reader artifacts/dso/
        cp /lab/mirrorguard artifacts/bin/
        chmod +x build.sh src/MirrorGuard.Plugin/install/*.sh src/packaging/postrm
        """;

    [Theory, MemberData(nameof(Cases.Images), MemberType = typeof(Cases))]
    public void Installing_moves_running_mirrors_to_MirrorGuard_and_uninstalling_moves_them_back(string image)
    {
        using Guest guest = Start(image);
        guest.Require(AMachineWithAMirror, Limit);

        guest.Require("""
            set -e
            writer_start vg-old
            "$LAB/tree/build.sh" install
            monitored vg/old || fail "the old mirror is not monitored: $(monitoring vg/old)"
            make_mirror vg/new 16
            monitored vg/new || fail "a new mirror is not monitored"
            [[ $(dmeventd_libraries) == /usr/lib/mirrorguard/libdevmapper-event-lvm2mirror.so ]] || fail "loaded: $(dmeventd_libraries)"
            [[ -x /usr/lib/mirrorguard/mirrorguard-helper ]] || fail "the helper is not beside the DSO"
            [[ -x /usr/lib/mirrorguard/mirrorguard-reader ]] || fail "the reader is not beside the DSO"
            cmp /etc/lvm/mirrorguard.conf /lab/mirrorguard.conf
            mirrorguard check-config || fail "the sample is not in order"
            writes_proceed
            """, Limit);

        guest.Require("""
            set -e
            "$LAB/tree/build.sh" install
            monitored vg/old && monitored vg/new || fail "a second install broke monitoring"
            "$LAB/tree/build.sh" uninstall
            monitored vg/old && monitored vg/new || fail "not monitored by stock"
            [[ $(dmeventd_libraries) != *mirrorguard* ]] || fail "dmeventd still holds $(dmeventd_libraries)"
            cmp /etc/lvm/lvmlocal.conf "$LAB/lvmlocal.conf.before"
            nothing_is_left
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
            mirrorguard_repairs_at_once
            "$LAB/tree/build.sh" install
            [[ $(dmeventd_libraries) == /usr/lib/mirrorguard/libdevmapper-event-lvm2mirror.so ]] || fail "loaded: $(dmeventd_libraries)"
            writer_start vg-old
            disk_kill "$(disk_of vg/old_mimage_1)"
            wait_for 30 is_linear vg-old
            writes_proceed
            """, Limit);
    }

    [Theory, MemberData(nameof(Cases.Images), MemberType = typeof(Cases))]
    public void A_configuration_that_somebody_wrote_is_neither_replaced_nor_removed(string image)
    {
        using Guest guest = Start(image);
        guest.Require(AMachineWithAMirror, Limit);

        guest.Require("""
            set -e
            printf 'faults {\n    leg_grace = 30\n}\n' | tee "$LAB/own.conf" >/etc/lvm/mirrorguard.conf
            "$LAB/tree/build.sh" install
            cmp /etc/lvm/mirrorguard.conf "$LAB/own.conf"
            "$LAB/tree/build.sh" uninstall
            cmp /etc/lvm/mirrorguard.conf "$LAB/own.conf"

            rm /etc/lvm/mirrorguard.conf
            "$LAB/tree/build.sh" install
            sed -i 's/# leg_grace = 300/leg_grace = 30/' /etc/lvm/mirrorguard.conf
            mirrorguard check-config || fail "the edited sample is not in order"
            "$LAB/tree/build.sh" uninstall
            grep -q '^ *leg_grace = 30$' /etc/lvm/mirrorguard.conf || fail "what was edited is gone"
            """, Limit);
    }

    [Theory, MemberData(nameof(Cases.Images), MemberType = typeof(Cases))]
    public void A_wrong_configuration_is_named_line_by_line_by_the_installed_command(string image)
    {
        using Guest guest = Start(image);

        guest.Require("""
            set -e
            cp /lab/mirrorguard "$LAB/" && chmod +x "$LAB/mirrorguard"
            refused() { # LINES OF COMPLAINT, CONFIGURATION
                local code=0
                printf "$2" >"$LAB/test.conf"
                "$LAB/mirrorguard" check-config "$LAB/test.conf" >"$LAB/out" 2>"$LAB/err" || code=$?
                [[ $code == 5 && ! -s "$LAB/out" && $(wc -l <"$LAB/err") == "$1" ]] || fail "$2: $code: $(cat "$LAB/out" "$LAB/err")"
                [[ $(grep -c "^$LAB/test.conf:[0-9]*: " "$LAB/err") == "$1" ]] || fail "$2: $(cat "$LAB/err")"
            }
            refused 2 'faults {\n leg_grace = -1\n legs = 2\n}\n'
            refused 1 'faults {\n mode = "obs'
            refused 1 'faults/leg_grace = 0300'
            refused 1 "$(printf 'a {%.0s' {1..2000})"
            refused 1 "$(printf 'a/%.0s' {1..20000})b = 1"
            refused 1 "$(printf 'a {%.0s' {1..40})$(printf '}%.0s' {1..40})"
            refused 3 'faults/leg_grace = 1.5 faults/leg_grace = [1, 2]'
            """, Limit);
    }

    [Theory]
    [InlineData("dmeventd {\n mirror_library = \"libdevmapper-event-lvm2mirror.so\" }")]
    [InlineData("dmeventd {\n mirror_library =\n \"libdevmapper-event-lvm2mirror.so\"\n}")]
    public void A_setting_that_shares_its_line_or_fills_two_leaves_a_configuration_that_LVM_can_read(string section)
    {
        using Guest guest = Start(Cases.AnyImage);
        guest.Require(AMachineWithAMirror, Limit);

        guest.Require($"""
            set -e
            printf '\n%s\n' '{section}' >>/etc/lvm/lvmlocal.conf
            "$LAB/tree/build.sh" install
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
            Path.Combine(Repository.Root, "src", "packaging"),
        ],
    });
}
