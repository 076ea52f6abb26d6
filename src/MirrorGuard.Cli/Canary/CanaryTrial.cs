using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using MirrorGuard.Core.Control;
using MirrorGuard.Core.Reports;
using MirrorGuard.Core.Status;
using MirrorGuard.Linux.Mirrors;

namespace MirrorGuard.Cli.Canary;

/// <summary>
/// One time through all that MirrorGuard is for: a disk dies, writes go on without it, it comes back and gets what it missed, and people are told.
/// Says each step that went well.
/// </summary>
/// <param name="mirror">What it is tried with.</param>
/// <param name="streams">The words, and the plugin.</param>
/// <param name="machine">What is seen.</param>
/// <param name="reportInterval">How far apart people are told of the same.</param>
/// <param name="end">Whoever asked does not want it any more.</param>
internal sealed class CanaryTrial(
    CanaryMirror mirror, Streams streams, MachineView machine, TimeSpan reportInterval, CancellationToken end)
{
    private const int LooksPerSecond = 5;

    private static readonly string[] Events = [EventNames.Of(EventKind.LegReleased), EventNames.Of(EventKind.LegReturned)];

    private readonly string _volume = CanaryMirror.Volume.ToString();

    /// <summary>Tries.</summary>
    /// <exception cref="IOException">Something did not happen; the message says what.</exception>
    /// <exception cref="OperationCanceledException">It was ended before its time.</exception>
    internal void Run()
    {
        mirror.Make();
        WaitFor(30, IsWhole, "it did not get in sync");
        Say("made", $"{_volume}: 4 MiB on two disks in memory, in sync");
        WaitFor(10, IsWatched, "dmeventd does not monitor it with MirrorGuard; 'lvs -o +seg_monitor' and dmeventd's log tell more");
        Say("watched", "by dmeventd, with MirrorGuard");
        var beganAt = machine.Time();
        var before = ReportStanding.Ask(streams);

        var disk = mirror.SecondDisk();
        var wroteAt = Write(disk);
        Say("died", string.Create(CultureInfo.InvariantCulture, $"its second disk; a write went on without it within {Seconds(wroteAt):0.0} s"));
        var healedAt = machine.Time();
        mirror.Heal(disk);
        WaitFor(120, () => Happened(Events[1], beganAt) && IsWhole(), "the disk is back, but the leg does not have what it missed");
        Say("back", string.Create(CultureInfo.InvariantCulture, $"the disk, and the leg has what it missed, within {Seconds(healedAt):0.0} s"));
        foreach (var name in Events)
            WaitFor(10, () => Happened(name, beganAt), $"the history does not have '{name}'");
        Say("told", $"of {string.Join(" and ", Events)}: the history and the journal{Told(before, beganAt)}");
    }

    private DateTimeOffset Write(string disk)
    {
        mirror.Break(disk);
        var startedAt = machine.Time();
        var write = machine.Tools.Start("dd", ["if=/dev/zero", $"of={CanaryMirror.Path}", "bs=4096", "count=1", "oflag=direct", "conv=notrunc"]);
        WaitFor(30, () => write() is not null, "a disk is dead, and the write to the mirror waits for it still");
        if (write() is { Succeeded: false } failed)
            throw new IOException($"a write failed, although one disk was good: {failed.Complaint}");
        return startedAt;
    }

    /// <summary>What the program was told, or why not.</summary>
    private string Told(ReportStanding before, DateTimeOffset beganAt)
    {
        if (before.Program.Length == 0)
            return "; no report/program is set";
        if (Happened(Events[0], beganAt - reportInterval, until: beganAt))
            return $"; {before.Program} heard of it less than report/interval ago, and hears of this one later";
        var now = before;
        WaitFor(70, () => (now = ReportStanding.Ask(streams)).Sent + now.Failed >= before.Sent + before.Failed + Events.Length, $"{before.Program} was not told");
        return now.Failed == before.Failed ? $", and {before.Program}" : throw new IOException($"{before.Program} was not told: {now.LastFault ?? "see dmeventd's log"}");
    }

    private bool Happened(string name, DateTimeOffset since, DateTimeOffset? until = null)
    {
        try
        {
            return machine.ReadHistory().Any(entry => entry.Volume == _volume && entry.Event == name && entry.Time >= since && !(entry.Time >= until));
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new IOException($"the history cannot be read: {exception.Message}", exception);
        }
    }

    private bool IsWhole() => Mirror() is { IsSuspended: false } seen && seen.Status.IsComplete && seen.Status.Mirrors.Length == 1 && IsWhole(in seen.Status.Mirrors[0]);

    private static bool IsWhole(in MirrorStatus status) =>
        status.LegCount == 2 && status[0].Health == Health.Alive && status[1].Health == Health.Alive && status.InSync.IsInSync;

    private ActiveMirror? Mirror() => machine.ReadMirrors().FirstOrDefault(seen => seen.Volume == CanaryMirror.Volume);

    /// <summary>It may be the first mirror of this machine: until it is registered nobody listens.</summary>
    private bool IsWatched()
    {
        try
        {
            return ScanStanding.Read(streams.AskPlugin(new ControlRequest(ControlCommand.ScanStatus, null).ToLine())).Any(scan => scan.Volume == _volume);
        }
        catch (IOException)
        {
            return false;
        }
    }

    private void WaitFor(int seconds, Func<bool> condition, string otherwise)
    {
        for (var look = 0; look < seconds * LooksPerSecond; look++)
        {
            end.ThrowIfCancellationRequested();
            if (condition())
                return;
            machine.Rest();
        }
        throw new IOException($"{otherwise}, after {seconds} s");
    }

    private double Seconds(DateTimeOffset since) => Math.Ceiling((machine.Time() - since).TotalSeconds * 10) / 10;

    private void Say(string step, string sentence) => streams.Output.WriteLine($"{step,-8} {sentence}");
}
