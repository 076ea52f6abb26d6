using System;
using System.Globalization;
using System.IO;
using System.Text.RegularExpressions;

using FluentAssertions;

using MirrorGuard.Lab.Guests;
using MirrorGuard.Lab.Host;

using Xunit;
using Xunit.Abstractions;

namespace MirrorGuard.Lab.Tests;

/// <summary>The Debian package, put in and taken out by dpkg on machines whose mirrors are in use. <c>./build.sh package</c> has made it.</summary>
[Trait("Needs", "root")]
public sealed class PackageTests(PackageTests.Packages packages, ITestOutputHelper output) : IClassFixture<PackageTests.Packages>
{
    private const double LongestStallMilliseconds = 100;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(240);

    private static readonly string Packing = Path.Combine(Repository.Root, "src", "packaging", "build-deb.sh");
    private static readonly string Artifacts = Path.Combine(Repository.Root, "artifacts");

    [Theory, MemberData(nameof(Cases.Images), MemberType = typeof(Cases))]
    public void No_write_waits_and_no_mirror_is_left_alone_from_install_to_purge(string image)
    {
        // What a busy machine keeps waiting once, it does not three times; what we do is done each time.
        double stall = LongestStallFromInstallToPurge(image);
        for (int again = 0; again < 2 && stall >= LongestStallMilliseconds; again++)
            stall = Math.Min(stall, LongestStallFromInstallToPurge(image));

        stall.Should().BeLessThan(LongestStallMilliseconds, "no write waits for us");
    }

    private double LongestStallFromInstallToPurge(string image)
    {
        using Guest guest = Start(image);
        guest.Require(MachineWithAMirror.Script + "\nlvcreate --yes --size 4M --name plain vg", Limit);
        double longest = double.MinValue;

        Step("install", "dpkg --install /lab/1.deb", """
            monitored_by_us vg/old
            make_mirror vg/new 16
            monitored_by_us vg/new
            cmp /etc/lvm/mirrorguard.conf <(dpkg-deb --fsys-tarfile /lab/1.deb | tar -xO ./etc/lvm/mirrorguard.conf)
            mirrorguard check-config
            dpkg --verify mirrorguard | grep . && fail "dpkg finds files that are not as they should be"
            [[ $(dpkg-query -W -f '${Status}' mirrorguard) == "install ok installed" ]]
            """);
        Step("install the same again", "dpkg --install /lab/1.deb", "monitored_by_us vg/old; monitored_by_us vg/new");
        Step("upgrade", "watched vg/old dpkg --install /lab/2.deb", """
            was_always_monitored || fail "not monitored meanwhile"
            monitored_by_us vg/old
            monitored_by_us vg/new
            [[ $(dpkg-query -W -f '${Version}' mirrorguard) == *-2 ]]
            """);
        Step("remove", "dpkg --remove mirrorguard", """
            monitored_by_stock vg/old
            monitored_by_stock vg/new
            cmp /etc/lvm/lvmlocal.conf "$LAB/lvmlocal.conf.before"
            [[ -e /etc/lvm/mirrorguard.conf ]]
            """);
        Step("purge", "dpkg --purge mirrorguard", "monitored_by_stock vg/old; nothing_is_left");
        return longest;

        void Step(string name, string command, string thenHolds)
        {
            longest = Math.Max(longest, Stall(guest, name, command));
            guest.Require($"set -e\n{thenHolds}", Limit);
        }
    }

    [Fact]
    public void A_disk_that_dies_during_an_upgrade_is_waited_for_and_meanwhile_the_package_stays()
    {
        using Guest guest = Start(GuestImage.Debian12.Name);
        guest.Require(MachineWithAMirror.Script, Limit);

        guest.Require("""
            set -e
            dpkg --install /lab/1.deb
            # Slowly: a leg that misses half of the volume is not waited for.
            writer_start vg-old -i 50000
            dpkg --install /lab/2.deb &
            # Between the new files and the restart of dmeventd.
            wait_for 20 grep -q 'mirror.so (deleted)' "/proc/$(</run/dmeventd.pid)/maps"
            release vg/old
            wait $! || fail "the upgrade failed"
            is_released vg/old || fail "the new plugin took it for something else"
            no_deleted_library

            ! dpkg --remove mirrorguard 2>"$LAB/said" || fail "removed, though a leg is waited for"
            grep -q 'vg-old still goes on without a leg' "$LAB/said" || fail "$(<"$LAB/said")"
            monitored_by_us vg/old
            comes_back vg/old
            writer_stop >/dev/null
            legs_hold_all_writes vg/old 16 || fail "writes are missing"

            mkdir -p /var/lib/mirrorguard/overwritten
            echo somebodys >/var/lib/mirrorguard/overwritten/vg-old
            dpkg --purge mirrorguard 2>"$LAB/said"
            grep -q '/var/lib/mirrorguard/overwritten is kept' "$LAB/said" || fail "$(<"$LAB/said")"
            monitored_by_stock vg/old
            [[ $(ls -A /var/lib/mirrorguard) == overwritten ]] || fail "left: $(ls -A /var/lib/mirrorguard)"
            rm -r /var/lib/mirrorguard
            nothing_is_left
            """, Limit);
    }

    [Fact]
    public void What_was_cut_off_is_completed_and_what_somebody_chose_stays()
    {
        using Guest guest = Start(GuestImage.Debian13.Name);

        // Nothing to monitor, nobody to monitor it: a container, or a system that is only being made.
        guest.Require("""
            set -e
            installed_files >"$LAB/files.before"
            cp /etc/lvm/lvmlocal.conf "$LAB/lvmlocal.conf.before"
            dpkg --install /lab/1.deb
            [[ $(lvmconfig --typeconfig full dmeventd/mirror_library) == *"\"$OUR_DSO\"" ]] || fail "not configured"
            dpkg --purge mirrorguard
            ! dmeventd_runs || fail "who started dmeventd?"
            nothing_is_left

            # The daemon of another root, whose /run is ours too: a chroot.
            chroot /old /usr/bin/sleep 1000 &
            echo $! >/run/dmeventd.pid
            wait_for 5 not test "/proc/$!/root" -ef /
            dpkg --install /lab/1.deb
            dpkg --purge mirrorguard
            [[ $(</run/dmeventd.pid) == $! && -e /proc/$! ]] && ! dmeventd_runs || fail "another root's dmeventd was touched"
            kill $!
            rm /run/dmeventd.pid
            nothing_is_left
            """, Limit);
        guest.Require(MachineWithAMirror.Script, Limit);

        guest.Require("""
            set -e
            scripts=/var/lib/dpkg/info/mirrorguard
            dpkg --install /lab/1.deb

            # As if postinst had been killed when LVM was configured, and no volume moved.
            mirrorguard reregister --from "$OUR_DSO" --to libdevmapper-event-lvm2mirror.so
            not monitored vg/old
            "$scripts.postinst" configure ""
            monitored_by_us vg/old
            # As if between the two halves of a move: nobody has it.
            dmeventd_kill
            dmeventd_start
            not monitored vg/old
            "$scripts.postinst" configure ""
            monitored_by_us vg/old
            lvchange --monitor n vg/old
            "$scripts.postinst" configure ""
            not monitored vg/old || fail "somebody wants it so"
            lvchange --monitor y vg/old

            # As if prerm had been; and what dpkg calls when it changes its mind.
            /usr/lib/mirrorguard/mirror-library.sh unset
            "$scripts.prerm" remove
            monitored_by_stock vg/old
            "$scripts.prerm" remove
            "$scripts.postinst" abort-remove
            monitored_by_us vg/old
            "$scripts.prerm" upgrade 9
            "$scripts.postinst" abort-upgrade 9
            monitored_by_us vg/old

            # As if lvm2 had been upgraded, and its lvmlocal.conf been preferred.
            cp "$LAB/lvmlocal.conf.before" /etc/lvm/lvmlocal.conf
            dpkg-trigger --by-package=lvm2 /etc/lvm/lvmlocal.conf
            dpkg --configure --pending
            monitored_by_us vg/old

            # Somebody decides otherwise while it is installed.
            printf 'dmeventd/mirror_library = "libdevmapper-event-lvm2mirror.so"\n' >>/etc/lvm/lvmlocal.conf
            cp /etc/lvm/lvmlocal.conf "$LAB/lvmlocal.conf.decided"
            dpkg --install /lab/2.deb
            cmp /etc/lvm/lvmlocal.conf "$LAB/lvmlocal.conf.decided"
            no_deleted_library
            sed -i '$d' /etc/lvm/lvmlocal.conf
            dpkg --purge mirrorguard
            monitored_by_stock vg/old

            sed -i 's/mirror_library = .*/mirror_library = "\/opt\/theirs.so"/' /etc/lvm/lvmlocal.conf
            cp /etc/lvm/lvmlocal.conf "$LAB/lvmlocal.conf.before"
            dpkg --install /lab/1.deb 2>"$LAB/said"
            grep -q "'/opt/theirs.so'" "$LAB/said" || fail "$(<"$LAB/said")"
            cmp /etc/lvm/lvmlocal.conf "$LAB/lvmlocal.conf.before"
            [[ $(dmeventd_libraries) != *mirrorguard* ]] || fail "taken, though configured otherwise"
            dpkg --purge mirrorguard
            nothing_is_left
            """, Limit);
    }

    [Fact]
    public void Lintian_finds_nothing_and_the_same_sources_give_the_same_package()
    {
        HostCommand.Run("lintian", "--allow-root", "--fail-on", "error,warning", packages.First);

        using var again = new Packages();
        File.ReadAllBytes(again.First).Should().Equal(File.ReadAllBytes(packages.First));
    }

    /// <summary>The longest write meanwhile, in milliseconds. What one of the same pace to an untouched device waits too is the machine's doing.</summary>
    private double Stall(Guest guest, string step, string command)
    {
        string measured = guest.Require($"set -e\nbeside_a_writer vg-old vg-plain {command}", Limit);
        measured.Should().Contain("measured failed_writes 0");

        double stall = Milliseconds("stall_us", measured);
        double control = Milliseconds("control_us", measured);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{guest.Image}, {step}: the longest write took {stall:F1} ms, to an untouched device {control:F1} ms"));
        return stall - control;
    }

    private static double Milliseconds(string name, string measured) =>
        long.Parse(Regex.Match(measured, $@"measured {name} (\d+)").Groups[1].Value, CultureInfo.InvariantCulture) / 1000.0;

    private Guest Start(string image) =>
        Guest.Start(GuestImage.Find(image)!, new GuestOptions { ArtifactDirectories = [packages.Directory] });

    /// <summary>Two packages of what is built, an older and a newer one, as <c>1.deb</c> and <c>2.deb</c>. Packed quickly rather than well.</summary>
    public sealed class Packages : IDisposable
    {
        public Packages()
        {
            foreach (string revision in (string[])["1", "2"])
            {
                string made = System.IO.Directory.CreateDirectory(Path.Combine(Directory, revision)).FullName;
                HostCommand.Run("env", "DPKG_DEB_COMPRESSOR_TYPE=gzip", Packing, Artifacts, revision, made);
                File.Move(System.IO.Directory.GetFiles(made)[0], Path.Combine(Directory, revision + ".deb"));
            }
        }

        internal string Directory { get; } = System.IO.Directory.CreateTempSubdirectory("mirrorguard-packages-").FullName;

        internal string First => Path.Combine(Directory, "1.deb");

        public void Dispose() => System.IO.Directory.Delete(Directory, recursive: true);
    }
}
