using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

using MirrorGuard.Core.Settings;
using MirrorGuard.Core.Status;
using MirrorGuard.Engine.Ports;
using MirrorGuard.Engine.Tests.Ports;
using MirrorGuard.Simulation;

namespace MirrorGuard.Engine.Tests.FaultSimulation;

/// <summary>One machine: disks, volumes, LVM, dmeventd with the real engine, and its helpers.</summary>
internal sealed class SimulatedHost : IEventLog
{
    private const int BlocksPerDisk = 16;

    /// <summary>More turns than any work that is due at one moment takes.</summary>
    private const int MaxTurns = 64;

    private readonly StringBuilder? _story;
    private ulong _contents;

    internal SimulatedHost(Random random, ScheduleKind kind, Variant variant, bool tells)
    {
        Random = random;
        Variant = variant;
        _story = tells ? new StringBuilder() : null;
        Settings = new HostSettings(
            kind != ScheduleKind.Outages ? WithRelocation(DrawSettings()) : DrawSettings(), kind == ScheduleKind.Scans ? DrawScanSettings() : null);
        Lvm = new LvmOfHost(this);
        Disks = [.. Enumerable.Range(0, HostLayout.Disks).Select(index => new NumberedDisk(index, BlocksPerDisk, random.Next(2) == 0))];
        Volumes = HostLayout.Draw(this);
        if (kind != ScheduleKind.Scans)
            return;
        Scans = new ScansOfHost(this);
        Clock.Advancing += () =>
        {
            foreach (var volume in Volumes)
                volume.ScanChecker.Observe();
        };
    }

    internal Random Random { get; }

    internal Variant Variant { get; }

    internal HostSettings Settings { get; }

    internal LvmOfHost Lvm { get; }

    internal IReadOnlyList<NumberedDisk> Disks { get; }

    internal IReadOnlyList<HostVolume> Volumes { get; }

    internal GroupLock Lock { get; } = new();

    internal ManualClock Clock { get; } = new();

    /// <summary>What outlives dmeventd, but not the machine.</summary>
    internal MemoryStore Store { get; } = new();

    /// <summary>What reads legs through; null in schedules without.</summary>
    internal ScansOfHost? Scans { get; }

    /// <summary>dmeventd; null while it is not running.</summary>
    internal Supervision? Supervision { get; private set; }

    internal List<HelperOnModel> Helpers { get; } = [];

    internal IEventLog Log => this;

    /// <summary>A buffer to read statuses into.</summary>
    internal DeviceStatus Status { get; } = new();

    /// <summary>Counts what the schedule does.</summary>
    internal int StepNumber { get; set; }

    /// <summary>The first promise that was broken.</summary>
    internal string? Broken { get; private set; }

    internal bool Tells => _story is not null;

    internal string Story => _story?.ToString() ?? "";

    public void Write(Severity severity, string line) => _story?.AppendLine(CultureInfo.InvariantCulture, $"        {severity}: {line}");

    internal void Break(string what)
    {
        Broken ??= what;
        _story?.AppendLine(CultureInfo.InvariantCulture, $"BROKEN {what}");
    }

    internal void Tell(HostVolume? volume, string what)
    {
        if (_story is null)
            return;
        var mirror = volume?.Machine.Mirror;
        var state = mirror is null ? "" : $"   [{mirror.Status}{(volume!.HasTablesOfOurs ? ", ours" : "")}]";
        _story.AppendLine(CultureInfo.InvariantCulture, $"{StepNumber,3} {Clock.Now.Milliseconds - 1_000_000,6} {volume?.Name.Lv} {what}{state}");
    }

    internal ulong NextContents() => ++_contents;

    internal NumberedDisk DiskOf(DeviceNumber number) => Disks.First(disk => disk.Number == number);

    internal DeviceNumber NumberOf(SimulatedDisk device) => Disks.First(disk => disk.Device == device).Number;

    /// <summary>dmeventd starts, and what was registered is registered again.</summary>
    internal void StartDmeventd()
    {
        if (Supervision is not null)
            return;
        Tell(null, "dmeventd starts");
        Supervision = new Supervision(Clock) { Scans = Scans?.Begin() };
        foreach (var volume in Volumes)
            volume.Register();
    }

    /// <summary>dmeventd ends without a word to anybody. A helper finishes what it runs, unless the service manager kills it too.</summary>
    internal void KillDmeventd(bool killsHelpers = false)
    {
        Tell(null, killsHelpers ? "dmeventd and its helpers are gone" : "dmeventd is gone");
        foreach (var helper in Helpers.Where(_ => killsHelpers))
            helper.Kill();
        foreach (var volume in Volumes)
            volume.LoseRegistration();
        foreach (var helper in Helpers)
            helper.Dispose();
        Scans?.End();
        Supervision = null;
    }

    /// <summary>The machine stops; the disks lose their power with it, or do not.</summary>
    internal void Crash(bool cutsPower)
    {
        Tell(null, cutsPower ? "the power fails" : "the kernel panics");
        var ours = Volumes.Select(volume => volume.HasTablesOfOurs).ToArray();
        KillDmeventd();
        foreach (var volume in Volumes)
            volume.Stop();
        foreach (var disk in Disks.Where(_ => cutsPower))
            _ = disk.Device.CutPower(Random);
        for (var index = 0; index < Volumes.Count && cutsPower; index++)
            Volumes[index].Checker.CheckPowerCut(ours[index] ? Actor.MirrorGuard : Actor.Others);
        Helpers.Clear();
        Lock.Forget();
        Store.Records.Clear();
        foreach (var volume in Volumes)
            volume.Checker.Check(Actor.Disk);
    }

    /// <summary>The engine's threads do what is due now.</summary>
    internal void Turn()
    {
        for (var turn = 0; turn < MaxTurns && Broken is null && Supervision is { } supervision; turn++)
        {
            if (supervision.Attendant.TakeDue() is { } waiting)
                waiting.Attend();
            else if (supervision.Worker.TakeDue() is { } due)
                due.Work();
            else
                return;
        }
    }

    internal void RunHelpers()
    {
        for (var index = 0; index < Helpers.Count; index++)
        {
            while (!Helpers[index].IsIdle)
                Helpers[index].Step();
        }
        Helpers.RemoveAll(helper => helper.IsDisposed && helper.IsIdle);
    }

    /// <summary>Time passes in which everybody does at once what he has to do.</summary>
    internal void Pass(TimeSpan duration)
    {
        var chunk = TimeSpan.FromMilliseconds(250);
        for (var end = Clock.Now + duration; Clock.Now < end && Broken is null;)
        {
            Clock.Advance(chunk);
            foreach (var volume in Volumes)
            {
                volume.Machine.Work.RunUntilQuiet();
                volume.DeliverEvent();
            }
            Turn();
            RunHelpers();
            Scans?.Run();
            foreach (var volume in Volumes)
            {
                volume.Machine.Work.RunUntilQuiet();
                volume.Reap();
                volume.Wait(chunk);
                volume.Checker.CheckHolds();
            }
        }
    }

    private FaultSettings DrawSettings() => new()
    {
        LegGrace = TimeSpan.FromSeconds(Random.Next(4) * 4),
        IsRelocateEnabled = false,
        WriteHold = TimeSpan.FromSeconds(Random.Next(3) * 2),
        MaxOutOfSync = Random.Next(3) == 0 ? new Percent(50) : Percent.All,
        ProbeInterval = TimeSpan.FromSeconds(1),
        ProbeIntervalMax = TimeSpan.FromSeconds(4),
        SyncRetries = Random.Next(4),
        SyncWindow = TimeSpan.FromSeconds(60),
    };

    private ScanSettings DrawScanSettings() => new()
    {
        IsEnabled = Random.Next(16) > 0,
        Interval = TimeSpan.FromSeconds(4 << Random.Next(5)),
        Bandwidth = new Bandwidth(1 << Random.Next(16)),
        Settle = TimeSpan.FromMilliseconds(500 << Random.Next(5)),
        Window = Random.Next(8) == 0 ? new DailyWindow(new TimeOnly(11, 59), new TimeOnly(12, 1)) : DailyWindow.AnyTime,
        Mismatch = Random.Next(2) == 0 ? MismatchResponse.Resync : MismatchResponse.Report,
    };

    private FaultSettings WithRelocation(FaultSettings settings) => settings with
    {
        IsRelocateEnabled = true,
        Relocations = Random.Next(4) == 0 ? 1 + Random.Next(3) : settings.Relocations,
        RelocationWindow = TimeSpan.FromSeconds(60),
    };
}
