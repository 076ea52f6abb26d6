using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;

using MirrorGuard.Lab.Guests;

namespace MirrorGuard.Lab.Tests.Crash;

/// <summary>
/// Two machines, one after the other, over the same disks: the first is killed in the middle of a
/// scenario, the second has nothing but stock LVM. What the first one's writer was told is written is in
/// a file of the host.
/// </summary>
internal sealed class CrashLab : IDisposable
{
    private const int Mebibytes = 4;
    private const int Disks = 4;
    private const int DiskMebibytes = 32;

    /// <summary>Of 4 KiB, and some more.</summary>
    private const int WritesAround = (Mebibytes * 256) + 50;

    private static readonly TimeSpan StepLimit = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan WriterInterval = TimeSpan.FromMilliseconds(100);

    private readonly DiskFiles _disks = DiskFiles.Create(Disks, DiskMebibytes);
    private readonly DirectoryInfo _kept = Directory.CreateTempSubdirectory("mirrorguard-kept-");

    /// <summary>What the first machine's dmeventd said before it was killed.</summary>
    internal string DmeventdLog { get; private set; } = "";

    /// <summary>What the steps said.</summary>
    internal string StepsLog { get; private set; } = "";

    private string WriterLog => Path.Combine(_kept.FullName, "writer.log");

    /// <summary>How many writes were acknowledged.</summary>
    internal int Acknowledged => File.ReadLines(WriterLog).Count(line => line.StartsWith("end ", StringComparison.Ordinal) && line.EndsWith(" 0", StringComparison.Ordinal));

    /// <summary>Writes that ended with an error.</summary>
    internal int Failed => File.ReadLines(WriterLog).Count(line => line.Split(' ') is ["end", _, _, not ("" or "0")]);

    /// <summary>Runs the first machine up to its end.</summary>
    internal void Crash(CrashRound round, string library)
    {
        CrashScenario scenario = round.Scenario;
        string setUp = $"mirrorguard_config '{scenario.Faults}'; {DisksWithout(null)}";
        using var lab = MirrorLab.Start(round.Image, Cases.Library(library), setUp, _disks.Paths);
        lab.Do($"""
            writer_log_on_host
            crash_mirror vg/lv {Text(Mebibytes)}
            writer_start vg-lv {round.WriterOptions} -i 300
            """);
        WaitForWrites(lab.Guest);

        lab.Do(Filled(scenario.Before, round));
        lab.Do($"""
            {(round.Interference is null ? "" : $"in_background 'pause {Seconds(round.InterferenceMilliseconds)}; {round.Interference}'")}
            in_background '{Filled(scenario.After, round)}'
            """);
        // The one sleep that is meant: the moment of the kill is what is tried.
        Thread.Sleep(round.KillMilliseconds);
        lab.Guest.Kill();

        Keep(lab.Guest);
    }

    /// <summary>Boots over the same disks, with stock LVM, and answers how the volume came up.</summary>
    internal string RebootAndCompare(CrashRound round)
    {
        var options = new GuestOptions { DiskFiles = _disks.Paths, ArtifactDirectories = [_kept.FullName] };
        using Guest guest = Guest.Start(round.Image, options);
        return guest.Require($$"""
            set -e
            writer_log_on_host
            {{DisksWithout(round.IsAbsent ? round.Scenario.Disk : null)}}
            lvm_config
            {{(round.IsMonitored ? "dmeventd_start -d" : "lvm_add 'activation { monitoring = 0 }'")}}
            # Its output counts only where it fails. "set -e" does not hold in here.
            (
                how=$(person_activates vg/lv) || fail "cannot be activated"
                lvs -a -o +devices,seg_monitor vg || true
                dmsetup status
                # Held against the writer before any resync is over: the first read after a reboot is right.
                before=0; volume_survived vg/lv {{Text(Mebibytes)}} || before=$?
                ((before == 0 || before == 3)) || fail "writes are lost after activation ($how)"
                if [[ $how == plain ]]; then
                    ((before == 0)) || fail "the volume cannot be read although nothing is missing"
                    wait_for 60 is_settled vg/lv || { dmsetup status; dmsetup table; fail "never settles"; }
                else
                    person_repairs vg/lv || fail "cannot be repaired"
                    wait_for 60 is_settled vg/lv || { dmsetup status; dmsetup table; fail "never settles after the repair"; }
                fi
                volume_survived vg/lv {{Text(Mebibytes)}} || fail "writes are lost at the end ($how)"
                legs_survived vg/lv {{Text(Mebibytes)}} || fail "a leg lost writes ($how)"
                echo "$how, at first $before, $(leg_count vg/lv) legs"
            ) >"$LAB/verify" 2>&1 || { cat "$LAB/verify"; exit 1; }
            tail -n 1 "$LAB/verify"
            """, StepLimit).Trim();
    }

    public void Dispose()
    {
        _disks.Dispose();
        _kept.Delete(recursive: true);
    }

    /// <summary>Once around the volume, so that no place is without a write that can be lost. Costs the guest nothing.</summary>
    private static void WaitForWrites(Guest guest)
    {
        string log = Path.Combine(guest.Directory, "writer.log");
        var clock = Stopwatch.StartNew();
        while (File.ReadLines(log).Count() < 2 * WritesAround)
        {
            if (clock.Elapsed > StepLimit)
                throw guest.Failure($"The writer did not write {WritesAround} times within {StepLimit.TotalSeconds} s.");
            Thread.Sleep(WriterInterval);
        }
    }

    private void Keep(Guest guest)
    {
        File.Copy(Path.Combine(guest.Directory, "writer.log"), WriterLog);
        DmeventdLog = guest.DmeventdLog;
        string steps = Path.Combine(guest.Directory, "steps.log");
        StepsLog = File.Exists(steps) ? File.ReadAllText(steps) : "";
    }

    private static string DisksWithout(string? absent) =>
        "disks_over " + string.Join(' ', Enumerable.Range(1, Disks).Select(number => $"pd{Text(number)}" == absent ? "-" : $"/dev/ubd{(char)('a' + number - 1)}"));

    private static string Filled(string steps, CrashRound round) => steps.Replace("FAULT", round.Fault, StringComparison.Ordinal);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Seconds(int milliseconds) => (milliseconds / 1000.0).ToString("F3", CultureInfo.InvariantCulture);
}
