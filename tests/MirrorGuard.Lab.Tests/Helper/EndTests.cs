using System.Globalization;
using System.Linq;

using FluentAssertions;

using MirrorGuard.Lab.Guests;

using Xunit;
using Xunit.Abstractions;

namespace MirrorGuard.Lab.Tests.Helper;

/// <summary>Helpers that are killed, that hang, that are left alone.</summary>
[Trait("Needs", "root")]
public sealed class EndTests(ITestOutputHelper output)
{
    /// <summary>Measured: 1012, of which 340 are not shared with other helpers.</summary>
    private const int MostKib = 1200;

    [Theory, MemberData(nameof(Cases.Images), MemberType = typeof(Cases))]
    public void A_helper_killed_while_a_device_is_suspended_leaves_it_so_and_a_record_that_tells(string image)
    {
        using Guest guest = HelperLab.Start(image);

        guest.Do("""
            disk_delay pd3 3000
            mkdir /run/mirrorguard
            helper_talk <<END >"$LAB/replies" &
            record /run/mirrorguard/vg-lv suspending
            suspend vg-lv
            read pd3 0 4096
            resume vg-lv
            forget /run/mirrorguard/vg-lv
            send 1
            await 30
            END
            wait_for 10 is_suspended vg-lv
            kill -9 $(helper_pids)
            wait_for 20 test -s "$LAB/replies"
            says "$(<"$LAB/replies")" gone
            wait_for 10 no_helpers
            is_suspended vg-lv || fail "who resumed it?"
            [[ $(</run/mirrorguard/vg-lv) == suspending ]] || fail "no record"
            [[ $(stat -c %a /run/mirrorguard/vg-lv) == 600 ]] || fail "others may read the record"

            # The next start knows what to do.
            says "$(helper_run <<<"resume vg-lv
            forget /run/mirrorguard/vg-lv
            forget /run/mirrorguard/vg-lv")" "1 done"
            ! is_suspended vg-lv || fail "suspended"
            [[ -z $(ls /run/mirrorguard) ]] || fail "left behind: $(ls /run/mirrorguard)"
            write_block vg-lv 1 y
            """);
    }

    [Theory, MemberData(nameof(Cases.Images), MemberType = typeof(Cases))]
    public void A_suspend_that_hangs_blocks_its_own_helper_only(string image)
    {
        using Guest guest = HelperLab.Start(image);

        guest.Do("""
            # I/O that is under way below a device keeps its suspend waiting, here for as long as the lower one is suspended.
            dmsetup create low --table "0 2048 linear /dev/mapper/pd3 100000"
            dmsetup create high --table "0 2048 linear /dev/mapper/low 0"
            dmsetup suspend --noflush --nolockfs low
            dd if=/dev/zero of=/dev/mapper/high bs=4k count=1 oflag=direct status=none &
            wait_for 10 is_in_flight high

            touch "$LAB/hanging"
            helper_talk <<END >"$LAB/hanging" &
            suspend high
            resume high
            send 1
            await 1
            END
            wait_for 10 grep -qx none "$LAB/hanging"
            hanging=$(helper_pids)
            [[ -n $hanging ]] || fail "nothing hangs"

            # Its DSO is gone by now; another helper does not notice.
            says "$(release_steps | helper_run)" "1 done"
            [[ $(helper_pids) == "$hanging" ]] || fail "another helper is left, or the hanging one gone: $(helper_pids) instead of $hanging"

            # Should it ever end, it finishes its program and goes.
            dmsetup resume low
            wait_for 20 no_helpers
            ! is_suspended high || fail "suspended"
            """);
    }

    [Theory, MemberData(nameof(Cases.Images), MemberType = typeof(Cases))]
    public void A_suspend_that_hangs_does_not_keep_the_groups_lock(string image)
    {
        using Guest guest = HelperLab.Start(image);

        guest.Do("""
            dmsetup create low --table "0 2048 linear /dev/mapper/pd3 100000"
            dmsetup create high --table "0 2048 linear /dev/mapper/low 0"
            dmsetup suspend --noflush --nolockfs low
            dd if=/dev/zero of=/dev/mapper/high bs=4k count=1 oflag=direct status=none &
            wait_for 10 is_in_flight high

            helper_talk <<END >"$LAB/hanging" &
            lock /run/lock/lvm/V_vg 2
            record /run/suspending yes
            load high 2048 linear /dev/mapper/low 0
            suspend high
            resume high
            forget /run/suspending
            send 1
            await 60
            END
            wait_for 10 test -e /run/suspending
            ! flock --nonblock --shared /run/lock/lvm/V_vg true || fail "it has no lock"
            wait_for 10 flock --nonblock --shared /run/lock/lvm/V_vg true
            lvs vg
            [[ ! -s $LAB/hanging ]] || fail "it does not hang"

            # What it had not begun by then it leaves undone, and what it had suspended it resumes.
            dmsetup resume low
            wait_for 20 test -s "$LAB/hanging"
            says "$(<"$LAB/hanging")" "1 failed 4 110 "
            ! is_suspended high || fail "suspended"
            [[ $(dmsetup info -c --noheadings -o tables_loaded high) == Live ]] || fail "its table is still there"
            """);
    }

    [Theory, MemberData(nameof(Cases.Images), MemberType = typeof(Cases))]
    public void A_helper_is_small_locked_in_memory_and_deaf_to_signals(string image)
    {
        using Guest guest = HelperLab.Start(image);

        string figures = guest.Do("""
            echo -500 >/proc/self/oom_score_adj
            exec {inherited}</etc/passwd
            touch "$LAB/replies"
            mkfifo "$LAB/script"
            helper_talk <"$LAB/script" >"$LAB/replies" &
            exec {script}>"$LAB/script"
            wait_for 10 not no_helpers
            pid=$(helper_pids)
            kill -TERM "$pid"; kill -INT "$pid"; kill -HUP "$pid"; kill -ALRM "$pid"
            echo "read pd3 0 4096
            send 1
            await 10" >&$script
            wait_for 10 grep -q '^1 done' "$LAB/replies"
            [[ $(helper_pids) == "$pid" ]] || fail "it died"
            [[ $(</proc/$pid/oom_score_adj) == -500 ]] || fail "another OOM score: $(</proc/$pid/oom_score_adj)"
            [[ $(readlink /proc/$pid/cwd) == / ]] || fail "it keeps $(readlink /proc/$pid/cwd) busy"
            for file in /proc/$pid/fd/*; do readlink "$file"; done | grep -v -e /dev/null -e '^socket:' -e timerfd && fail "inherited files"
            [[ $(ls /proc/$pid/task | wc -l) == 2 ]] || fail "not itself and its watchdog"
            [[ $(cut -d' ' -f4 "/proc/$pid/stat") == 1 ]] || fail "not a child of init"
            awk '/^(VmLck|VmRSS|RssAnon):/ { print $2 }' "/proc/$pid/status" | tr '\n' ' '
            exec {script}>&-
            wait_for 10 no_helpers
            """);

        output.WriteLine($"{image}: KiB locked, resident, of these its own: {figures}");
        int[] kib = [.. figures.Split(' ').Select(figure => int.Parse(figure, CultureInfo.InvariantCulture))];
        kib.Should().HaveCount(3).And.OnlyContain(figure => figure > 0 && figure < MostKib);
    }
}
