using System;
using System.IO;
using System.Linq;
using MirrorGuard.Core.Naming;

namespace MirrorGuard.Cli.Canary;

/// <summary>
/// A mirror that is there to fail: 4 MiB on two disks in memory, each a file under <c>/run</c>, a loop device over it, and above that a device
/// that can be made to fail. Its name is always the same, so that what a killed run left behind is found.
/// </summary>
/// <param name="tools">What makes and removes it.</param>
internal sealed class CanaryMirror(ITools tools)
{
    private const string Directory = "/run/mirrorguard-canary";
    private const string Group = "mirrorguard_canary";
    private const string Lv = "canary";

    /// <summary>Room for LVM's metadata and one extent.</summary>
    private const int DiskSectors = 16 * 2048;

    /// <summary>Where a disk begins in its loop device: LVM looks for labels in the first sectors of both, and must find one only.</summary>
    private const int FirstSector = 2048;

    private const int FileBytes = (FirstSector + DiskSectors) * 512;

    private static readonly string[] Disks = ["mirrorguard-canary-0", "mirrorguard-canary-1"];

    /// <summary>Its name.</summary>
    internal static VolumeName Volume { get; } = new(Group, Lv);

    /// <summary>Where an application would write to it.</summary>
    internal static string Path => $"/dev/{Group}/{Lv}";

    /// <summary>Makes it.</summary>
    /// <exception cref="IOException">It cannot be made; the message says why.</exception>
    internal void Make()
    {
        // Most machines do so by themselves when the first one is asked for.
        _ = tools.Run("modprobe", ["--quiet", "loop"]);
        foreach (var disk in Disks)
        {
            tools.MakeFile(FileOf(disk), FileBytes);
            var loop = Do("losetup", "--find", "--show", FileOf(disk)).Trim();
            Do("dmsetup", "create", disk, "--table", Linear(loop));
        }
        Do("lvm", ["vgcreate", "--quiet", Group, .. Disks.Select(PathOf)]);
        Do("lvm", "lvcreate", "--quiet", "--yes", "--type", "mirror", "--mirrors", "1", "--mirrorlog", "core", "--extents", "1", "--monitor", "y", "--name", Lv, Group);
    }

    /// <summary>The disk of its second leg.</summary>
    /// <exception cref="IOException">LVM does not tell.</exception>
    internal string SecondDisk()
    {
        var devices = Do("lvm", "lvs", "--all", "--noheadings", "--options", "devices", $"{Volume}_mimage_1");
        return Array.Find(Disks, disk => devices.Contains($"{PathOf(disk)}(", StringComparison.Ordinal))
            ?? throw new IOException($"LVM does not tell where the second leg of {Volume} is");
    }

    /// <summary>From now on whatever the disk is asked for fails.</summary>
    internal void Break(string disk) => SwapIn(disk, $"0 {DiskSectors} error");

    /// <summary>It works again.</summary>
    internal void Heal(string disk) => SwapIn(disk, Linear(LoopOf(disk) ?? throw new IOException($"the loop device below {disk} is gone")));

    /// <summary>Takes away whatever there is of it.</summary>
    /// <returns>What is left all the same; null: nothing.</returns>
    internal string? Remove()
    {
        string? left = null;
        // First of all: LVM's questions would wait for a disk that is suspended.
        foreach (var disk in Disks.Where(Exists))
            left = TryHeal(disk) ?? left;
        if (ForeignGroup() is { } foreign)
            return foreign;
        if (Is("lvm", "vgs", "--quiet", Group))
        {
            EndHeldWrites();
            left = Try("lvm", "vgremove", "--quiet", "--force", "--yes", Group) ?? left;
        }
        foreach (var disk in Disks)
            left = RemoveDisk(disk) ?? left;
        if (left is null)
            tools.RemoveDirectory(Directory);
        return left;
    }

    /// <summary>One that cannot be removed keeps its loop device, without which nobody could heal it, and LVM goes on looking at it.</summary>
    private string? RemoveDisk(string disk)
    {
        if (Exists(disk) && Try("dmsetup", "remove", "--retry", disk) is { } fault)
            return fault;
        return Forget(disk) ?? (LoopOf(disk) is { } loop ? Try("losetup", "--detach", loop) : null);
    }

    /// <summary>
    /// Where LVM lists the disks that it uses in a file, vgcreate added this one; vgremove leaves it there. Only what is listed is taken out:
    /// where there is no such file, --deldev makes an empty one, and LVM finds no volume group of this machine any more.
    /// </summary>
    private string? Forget(string disk)
    {
        var listed = tools.Run("lvm", ["lvmdevices"]).Output;
        return listed.Contains($"IDNAME={PathOf(disk)} ", StringComparison.Ordinal) ? Try("lvm", "lvmdevices", "--deldev", PathOf(disk)) : null;
    }

    /// <summary>Says that the volume group is somebody else's; whoever cannot tell removes nothing.</summary>
    private string? ForeignGroup()
    {
        var answer = tools.Run("lvm", ["pvs", "--noheadings", "--options", "pv_name", "--select", $"vg_name={Group}"]);
        if (!answer.Succeeded)
            return $"LVM does not tell which disks the volume group {Group} has: {answer.Complaint}";
        var other = answer.Output.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .FirstOrDefault(name => name != "[unknown]" && !Disks.Any(disk => name == PathOf(disk)));
        return other is null ? null : $"the volume group {Group} has {other}, which no canary made";
    }

    /// <summary>A suspend that flushes ends them, with an error: whoever wrote is nobody but this command.</summary>
    private void EndHeldWrites()
    {
        var device = $"{Group}-{Lv}";
        if (!Exists(device))
            return;
        _ = Try("dmsetup", "suspend", "--nolockfs", device);
        _ = Try("dmsetup", "resume", device);
    }

    private string? TryHeal(string disk)
    {
        try
        {
            Heal(disk);
            return null;
        }
        catch (IOException failure)
        {
            return failure.Message;
        }
    }

    /// <summary>
    /// The resume suspends too: nobody is killed between the two, and LVM waits for a disk that is suspended. Nor is udev waited for: its rules
    /// ask LVM, which waits for the other disk where a killed run left that one suspended.
    /// </summary>
    private void SwapIn(string disk, string table)
    {
        Do("dmsetup", "load", disk, "--table", table);
        Do("dmsetup", "resume", "--noflush", "--nolockfs", "--noudevsync", disk);
    }

    private string? LoopOf(string disk)
    {
        var loop = tools.Run("losetup", ["--associated", FileOf(disk), "--noheadings", "--output", "NAME"]).Output.Trim();
        return loop.Length > 0 ? loop : null;
    }

    private bool Exists(string device) => Is("dmsetup", "info", device);

    private bool Is(string program, params string[] arguments) => tools.Run(program, arguments).Succeeded;

    private string? Try(string program, params string[] arguments) =>
        tools.Run(program, arguments) is { Succeeded: false } end ? Failed(program, arguments, end) : null;

    private string Do(string program, params string[] arguments)
    {
        var end = tools.Run(program, arguments);
        return end.Succeeded ? end.Output : throw new IOException(Failed(program, arguments, end));
    }

    private static string Failed(string program, string[] arguments, ToolEnd end) =>
        $"'{program} {string.Join(' ', arguments)}' failed{(end.Complaint.Length > 0 ? $": {end.Complaint}" : "")}";

    private static string PathOf(string disk) => $"/dev/mapper/{disk}";

    private static string FileOf(string disk) => $"{Directory}/{disk}";

    private static string Linear(string loop) => $"0 {DiskSectors} linear {loop} {FirstSector}";
}
