using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

using FluentAssertions;

using MirrorGuard.Lab.Guests;

using Xunit;
using Xunit.Abstractions;

namespace MirrorGuard.Lab.Tests;

/// <summary>Faults of several kinds, one after the other: what a person is told of them, counted.</summary>
[Trait("Needs", "root")]
public sealed class FaultRunTests(ITestOutputHelper output)
{
    private const int Seed = 1;

    private const int IntervalSeconds = 20;

    /// <summary>The program is started a little after a message became due, and later for some than for others.</summary>
    private const double LatenessSeconds = 3;

    /// <summary><c>./build.sh soak</c> asks for a hundred.</summary>
    private static readonly int Faults = int.Parse(Environment.GetEnvironmentVariable("MIRRORGUARD_TOLD_FAULTS") ?? "6", CultureInfo.InvariantCulture);

    private static readonly string Preparation = $$"""
        cat >"$LAB/tell" <<'PROGRAM'
        #!/bin/sh
        echo "$(date +%s.%N) $1 ${2:--} $MIRRORGUARD_COUNT" >>"$(dirname "$0")/told"
        PROGRAM
        chmod +x "$LAB/tell"
        : >"$LAB/told"
        cat >"$MIRRORGUARD_CONFIG" <<END
        report {
            program = "$LAB/tell"
            interval = {{IntervalSeconds}}
        }
        faults {
            probe_interval_max = 1
            max_out_of_sync = 100
            sync_retries = 1000
            relocations = 1000
        }
        scan {
            enabled = 0
            bandwidth = 1048576
            settle = 1
        }
        END
        pages_are_written_soon
        ram_disks 5 40
        """;

    /// <summary>How each fault is made, and that it is over: the next one is to be another. Sectors are those of a spot that nothing was wrong with yet.</summary>
    private const string Making = """
        cat >"$LAB/faults.sh" <<'END'
        happened() { # EVENT VG/LV
            grep "\"event\":\"$1\"" /var/lib/mirrorguard/history | grep -c "\"volume\":\"$2\"" || true
        }
        happened_again() { # TIMES EVENT VG/LV
            (($(happened "$2" "$3") > $1))
        }
        write_to() { # VG/LV
            dd if=/dev/zero of="/dev/$1" bs=4k count=1 oflag=direct conv=notrunc status=none
        }
        outage() { # VG/LV...
            local volume disk disks=()
            for volume; do
                disk=$(disk_of "${volume}_mimage_1")
                disks+=("$disk")
                disk_kill "$disk"
                write_to "$volume"
                wait_for 20 is_released "$volume"
            done
            for disk in "${disks[@]}"; do disk_heal "$disk"; done
            for volume; do wait_for 40 is_redundant "$volume"; done
        }
        primary() { # VG/LV
            local disk
            disk=$(disk_of "${1}_mimage_0")
            disk_kill "$disk"
            write_to "$1"
            wait_for 20 is_linear "$(dm_name "$1")"
            disk_heal "$disk"
            wait_for 60 is_redundant "$1"
        }
        unreadable() { # VG/LV SECTOR
            local relocated
            relocated=$(happened relocated "$1")
            leg_dust "$1" 0 "$2"
            volume_reads "$1" "$2"
            wait_for 20 happened_again "$relocated" relocated "$1"
            wait_for 20 in_sync "$1"
        }
        mismatch() { # VG/LV SECTOR
            local finished
            finished=$(happened scan-finished "$1")
            leg_write "$1" 1 "$2" 8
            scan_start "$1"
            wait_for 60 happened_again "$finished" scan-finished "$1"
            dd if=/dev/zero of="/dev/$1" bs=512 seek="$2" count=8 oflag=direct conv=notrunc status=none
        }
        mistake() {
            local refused
            refused=$(happened configuration-refused '')
            cp "$MIRRORGUARD_CONFIG" "$LAB/config"
            echo 'faults { leg_grace = soon }' >>"$MIRRORGUARD_CONFIG"
            wait_for 20 happened_again "$refused" configuration-refused ''
            mv "$LAB/config" "$MIRRORGUARD_CONFIG"
        }
        END
        make_mirror_on vg/a 16 pd1 pd2 pd5
        make_mirror_on vg/b 16 pd3 pd4 pd5
        volume_fill vg/a
        volume_fill vg/b
        """;

    /// <summary>In this order at first, later in any. <c>PLACE</c> is a sector.</summary>
    private static readonly (string Script, string[] Events)[] Kinds =
    [
        ("outage vg/a", ["leg-released vg/a", "leg-returned vg/a"]),
        ("primary vg/a", ["leg-repaired vg/a", "leg-returned vg/a"]),
        ("outage vg/a vg/b", ["leg-released vg/a", "leg-returned vg/a", "leg-released vg/b", "leg-returned vg/b"]),
        ("mismatch vg/b PLACE", ["mismatch vg/b", "scan-finished vg/b"]),
        ("unreadable vg/b PLACE", ["relocated vg/b"]),
        ("mistake", ["configuration-refused -"]),
        ("outage vg/b", ["leg-released vg/b", "leg-returned vg/b"]),
        ("unreadable vg/a PLACE", ["relocated vg/a"]),
    ];

    [Fact]
    public void Of_a_run_of_faults_each_is_told_or_counted_once()
    {
        var random = new Random(Seed);
        using MirrorLab lab = MirrorLab.Start(GuestImage.Find(Cases.AnyImage)!, Cases.Library("mirrorguard"), Preparation);
        lab.Do(Making);
        var kinds = Kinds.ToArray();
        var happened = new List<string>();
        for (var fault = 0; fault < Faults; fault++)
        {
            if (fault > 0 && fault % kinds.Length == 0)
                random.Shuffle(kinds);
            var (script, events) = kinds[fault % kinds.Length];
            var place = (64 + (fault * 64)).ToString(CultureInfo.InvariantCulture);
            lab.Do($"source \"$LAB/faults.sh\"\n{script.Replace("PLACE", place, StringComparison.Ordinal)}");
            happened.AddRange(events);
        }

        lab.Do($$"""
            counted() { (($(awk '{ sum += $4 } END { print sum + 0 }' "$LAB/told") >= {{happened.Count}})); }
            wait_for 60 counted || cat "$LAB/told"
            pause {{IntervalSeconds + 5}}
            """);
        var told = lab.Ask("cat \"$LAB/told\"").Split('\n').Select(Message.Parse).ToList();
        output.WriteLine($"{Faults} faults, {happened.Count} events, {told.Count} messages");
        output.WriteLine(string.Join('\n', told));

        var counts = told.GroupBy(message => message.Event).ToDictionary(group => group.Key, group => group.Sum(message => message.Count));
        counts.Should().BeEquivalentTo(happened.CountBy(each => each).ToDictionary());
        foreach (var (earlier, later) in told.GroupBy(message => message.Event).SelectMany(group => group.Zip(group.Skip(1))).Where(pair => !IsBeforeWorse(pair.Second)))
            (later.Seconds - earlier.Seconds).Should().BeGreaterThan(IntervalSeconds - LatenessSeconds, "{0} follows {1}", later, earlier);
        foreach (var volume in told.Where(message => message.Event.StartsWith("leg-released", StringComparison.Ordinal)).Select(message => message.Volume).Distinct())
            told.Last(message => message.Volume == volume && message.Event.StartsWith("leg-re", StringComparison.Ordinal))
                .Event.Should().StartWith("leg-returned", "that is how {0} stands", volume);

        // What is withheld of the legs is told before what got worse.
        bool IsBeforeWorse(Message message) => message.Event.StartsWith("leg-", StringComparison.Ordinal) && told.Exists(worse =>
            worse.Volume == message.Volume && (worse.Event.Split(' ')[0] is "leg-released" or "leg-repaired")
            && worse != message && worse.Seconds >= message.Seconds && worse.Seconds - message.Seconds < LatenessSeconds);
    }

    /// <param name="Seconds">When.</param>
    /// <param name="Event">Its name, and the volume.</param>
    /// <param name="Count">How often it happened since the last message of it.</param>
    private sealed record Message(double Seconds, string Event, int Count)
    {
        internal string Volume => Event.Split(' ')[1];

        internal static Message Parse(string line)
        {
            var words = line.Split(' ');
            return new(double.Parse(words[0], CultureInfo.InvariantCulture), $"{words[1]} {words[2]}", int.Parse(words[3], CultureInfo.InvariantCulture));
        }
    }
}
