using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;

using MirrorGuard.Cli.Canary;
using MirrorGuard.Core.Reports;
using MirrorGuard.Core.Settings;
using MirrorGuard.Linux.Configuration;

namespace MirrorGuard.Cli.Tests;

/// <summary>A machine on which a canary may live: the programs that make it, the kernel that it dies on, and a plugin that helps it or does not.</summary>
internal sealed class CanaryGround : ITools
{
    private const string Name = "mirrorguard_canary-canary";

    private readonly HashSet<string> _there = [];
    private readonly List<HistoryEntry> _history = [];
    private DateTimeOffset _time = Machines.Time;
    private bool _isWriting;
    private string? _broken;
    private int _sent;
    private int _failed;

    /// <summary>What is there of it.</summary>
    internal IEnumerable<string> There => _there;

    /// <summary>The program that fails; none: <c>""</c>.</summary>
    internal string Fails { get; set; } = "";

    internal bool IsWatched { get; set; } = true;

    internal bool LetsWritesGo { get; set; } = true;

    internal bool DoesWriteFail { get; set; }

    internal bool BringsLegsBack { get; set; } = true;

    internal bool KeepsHistory { get; set; } = true;

    internal string? ReportFault { get; set; }

    /// <summary>A disk for which LVM waits, and for LVM udev.</summary>
    internal string? Suspended { get; set; }

    /// <summary>Where LVM keeps none, whoever takes a disk out of it makes an empty one, and LVM finds nothing any more.</summary>
    internal bool HasDevicesFile { get; set; } = true;

    internal bool IsEveryDiskHidden { get; private set; }

    internal string PhysicalVolumes { get; set; } = "";

    internal MirrorGuardSettings Settings { get; set; } = MirrorGuardSettings.Default;

    internal MachineView View => Machines.With() with
    {
        ReadMirrors = () => _there.Contains(Name) ? [Machines.Mirror(Name, _broken is null ? "AA" : "AD", log: "1 core")] : [],
        LoadConfiguration = () => new ConfigurationLoad(Settings, [], IsMissing: false, IsNews: true),
        Time = () => _time,
        ReadHistory = () => _history,
        Rest = () => _time += TimeSpan.FromMilliseconds(200),
        Tools = this,
    };

    /// <summary>A line of the file of the disks that LVM uses.</summary>
    internal static string EntryOf(string disk) => $"  Device none IDTYPE=devname IDNAME={disk} DEVNAME={disk} PVID=.";

    internal Invocation Run() => Invocation.OnMachine(View, Answer, ["canary"]);

    /// <summary>As an earlier canary would have, so long ago.</summary>
    internal void Told(TimeSpan before) => _history.Add(new HistoryEntry(_time - before, "mirrorguard_canary/canary", "leg-released", "warning", "out", null));

    public IDisposable Lock() => new MemoryStream();

    public void MakeFile(string path, long bytes) => _there.Add(path);

    public void RemoveDirectory(string path) => _there.RemoveWhere(file => file.StartsWith(path + "/", StringComparison.Ordinal));

    public Func<ToolEnd?> Start(string program, IReadOnlyList<string> arguments)
    {
        Happens("leg-released");
        _isWriting = true;
        return () => LetsWritesGo ? new ToolEnd(!DoesWriteFail, "", DoesWriteFail ? "dd: error writing: Input/output error" : "") : null;
    }

    public ToolEnd Run(string program, IReadOnlyList<string> arguments)
    {
        var line = $"{program} {string.Join(' ', arguments)}";
        if (Fails.Length > 0 && line.StartsWith(Fails, StringComparison.Ordinal))
            return new ToolEnd(false, "", "no");
        if (program == "lvm" && Suspended is not null)
            return new ToolEnd(false, "", "lvm did not end within 60 s");
        return (program, arguments[0]) switch
        {
            ("losetup", "--find") => Make($"loop of {arguments[2]}", "/dev/loop7\n"),
            ("losetup", "--associated") => new ToolEnd(true, _there.Contains($"loop of {arguments[1]}") ? $"/dev/loop7-{arguments[1]}\n" : "", ""),
            ("losetup", "--detach") => Remove($"loop of {arguments[1]["/dev/loop7-".Length..]}"),
            ("dmsetup", "create") => Make(arguments[1]),
            ("dmsetup", "info") => new ToolEnd(_there.Contains(arguments[1]), "", ""),
            ("dmsetup", "load") => Load(arguments[1], arguments[3]),
            ("dmsetup", "resume") => Resume(arguments[^1], waitsForUdev: !arguments.Contains("--noudevsync")),
            ("dmsetup", "remove") => Remove(arguments[2]),
            ("lvm", "vgcreate") => MakeGroup(arguments),
            ("lvm", "lvcreate") => Make(Name),
            ("lvm", "vgs") => new ToolEnd(_there.Contains("vg"), "", ""),
            ("lvm", "pvs") => new ToolEnd(true, PhysicalVolumes, ""),
            ("lvm", "lvs") => new ToolEnd(arguments[^1] == "mirrorguard_canary/canary_mimage_1", "  /dev/mapper/mirrorguard-canary-0(0)\n", ""),
            ("lvm", "vgremove") => RemoveGroup(),
            ("lvm", "lvmdevices") when arguments.Count == 1 => new ToolEnd(HasDevicesFile, string.Join('\n', _there.Where(IsEntry)), ""),
            ("lvm", "lvmdevices") => TakeOut(arguments[^1]),
            _ => new ToolEnd(true, "", ""),
        };
    }

    private ToolEnd Make(string what, string output = "") => new(_there.Add(what), output, "it is there already");

    private ToolEnd Remove(string what) => new(_there.Remove(what), "", "it is not there");

    private ToolEnd MakeGroup(IReadOnlyList<string> arguments)
    {
        if (HasDevicesFile)
            _there.UnionWith(arguments.Where(argument => argument.StartsWith("/dev/", StringComparison.Ordinal)).Select(EntryOf));
        return Make("vg");
    }

    private static bool IsEntry(string what) => what.Contains("IDNAME=", StringComparison.Ordinal);

    private ToolEnd TakeOut(string disk)
    {
        IsEveryDiskHidden |= !HasDevicesFile;
        return Remove(EntryOf(disk));
    }

    private ToolEnd Resume(string disk, bool waitsForUdev)
    {
        if (Suspended == disk)
            Suspended = null;
        return new ToolEnd(!waitsForUdev || Suspended is null, "", "dmsetup did not end within 60 s");
    }

    private ToolEnd RemoveGroup()
    {
        _there.Remove(Name);
        return Remove("vg");
    }

    private ToolEnd Load(string disk, string table)
    {
        var isBroken = table.EndsWith("error", StringComparison.Ordinal);
        _broken = isBroken ? disk : BringsLegsBack ? null : _broken;
        if (!isBroken && _isWriting && BringsLegsBack)
            Happens("leg-returned");
        return new ToolEnd(true, "", "");
    }

    private void Happens(string name)
    {
        if (KeepsHistory)
            _history.Add(new HistoryEntry(_time, "mirrorguard_canary/canary", name, "warning", name, null));
        (_sent, _failed) = ReportFault is null ? (_sent + 1, _failed) : (_sent, _failed + 1);
    }

    private string Answer(string line)
    {
        var fault = ReportFault is null ? "null" : $"\"{ReportFault}\"";
        if (line.Contains("report-status", StringComparison.Ordinal))
            return string.Create(CultureInfo.InvariantCulture, $$"""{"ok":true,"program":"{{Program}}","sent":{{_sent}},"failed":{{_failed}},"lastFault":{{fault}}}""");
        var volumes = IsWatched && _there.Contains(Name)
            ? """{"volume":"mirrorguard_canary/canary","state":"resting","waitsFor":null,"position":0,"length":0,"rate":0,"startedAt":null,"lastFinishedAt":null,"mismatches":0,"mismatchedSectors":0,"unreadable":0,"relocated":0}"""
            : "";
        return $$"""{"ok":true,"volumes":[{{volumes}}]}""";
    }

    private string Program => Settings.Global.Report.Program;
}
