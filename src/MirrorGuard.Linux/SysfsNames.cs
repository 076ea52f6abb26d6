using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using MirrorGuard.Core.Explain;
using MirrorGuard.Core.Naming;
using MirrorGuard.Core.Scan;
using MirrorGuard.Core.Status;

namespace MirrorGuard.Linux;

/// <summary>
/// From <c>254:3</c> to <c>data_mimage_1</c> on <c>/dev/sdb</c>, by sysfs: it asks no disk and
/// takes no lock of LVM's, so it answers while a disk is dead. What it does not know stays unknown.
/// </summary>
internal static class SysfsNames
{
    /// <summary>Names the legs and the log of <paramref name="mirror"/>.</summary>
    internal static VolumeNames Of(string volume, in MirrorStatus mirror)
    {
        var legs = new List<ComponentName>(mirror.LegCount);
        foreach (var leg in mirror.Legs)
            legs.Add(Component(leg.Device));
        return new VolumeNames(volume, legs, mirror.Log.HasDevice ? Component(mirror.Log.Device) : null);
    }

    /// <summary>Whether two devices lie on the same disk; true when it cannot be told.</summary>
    internal static bool ShareDisk(DeviceNumber left, DeviceNumber right)
    {
        try
        {
            var disks = new BlockDevice(left.ToString()).Leaves.Select(leaf => leaf.WholeDisk).ToHashSet();
            return new BlockDevice(right.ToString()).Leaves.Any(leaf => disks.Contains(leaf.WholeDisk));
        }
        catch (IOException)
        {
            return true;
        }
    }

    /// <summary>Which device a leg is, and on which disks it lies.</summary>
    internal static LegPlace PlaceOf(DeviceNumber leg)
    {
        try
        {
            var device = new BlockDevice(leg.ToString());
            return new LegPlace(device.DmUuid, [.. device.Leaves.Select(leaf => leaf.WholeDisk).Distinct()]);
        }
        catch (IOException)
        {
            return new LegPlace(null, []);
        }
    }

    /// <summary>What a disk is called; its number where nobody knows it any more.</summary>
    internal static string DiskName(DeviceNumber disk)
    {
        try
        {
            return DiskName(new BlockDevice(disk.ToString())) ?? disk.ToString();
        }
        catch (IOException)
        {
            return disk.ToString();
        }
    }

    private static ComponentName Component(DeviceNumber device)
    {
        try
        {
            return Look(device);
        }
        catch (IOException)
        {
            // The device, or one below it, went away under our eyes.
            return new ComponentName(null, [], device);
        }
    }

    private static ComponentName Look(DeviceNumber device)
    {
        var leg = new BlockDevice(device.ToString());
        var disks = leg.Slaves.Count > 0 ? leg.Slaves : [leg];
        var image = Parse(leg)?.Lv ?? leg.DmName;
        var there = disks.Where(disk => Parse(disk) is not { IsStandIn: true }).ToList();
        return new ComponentName(image, there.Select(DiskName).OfType<string>().ToList(), device) { IsDiskMissing = there.Count == 0 };
    }

    private static DmName? Parse(BlockDevice device) => device.DmName is { } text && DmName.TryParse(text, out var name, out _) ? name : null;

    /// <summary><c>/dev/sdb</c>, or <c>/dev/mapper/mpatha (/dev/sdb, /dev/sdc)</c> where a PV is itself made of others.</summary>
    private static string? DiskName(BlockDevice disk)
    {
        if (disk.DmName is null || disk.Leaves.All(leaf => leaf.DmName is not null))
            return disk.Node;
        return $"{disk.Node} ({string.Join(", ", disk.Leaves.Select(leaf => leaf.Node))})";
    }

    /// <param name="number"><c>major:minor</c></param>
    private sealed class BlockDevice(string number)
    {
        /// <summary>How deep devices are stacked at most: LVM over crypt over multipath over partition, and room.</summary>
        private const int MaxDepth = 8;

        private readonly string _directory = $"/sys/dev/block/{number}";

        /// <summary>The directory of the disk, also for a partition: it lies within that of its disk.</summary>
        internal string WholeDisk
        {
            get
            {
                var target = Directory.ResolveLinkTarget(_directory, returnFinalTarget: true)?.FullName ?? _directory;
                return File.Exists(Path.Combine(target, "partition")) ? Path.GetDirectoryName(target)! : target;
            }
        }

        internal string? DmName => FirstLine("dm/name");

        internal string? DmUuid => FirstLine("dm/uuid");

        internal string? Node => DmName is { } name ? $"/dev/mapper/{name}" : KernelName is { } kernel ? $"/dev/{kernel}" : null;

        internal IReadOnlyList<BlockDevice> Slaves => [.. Entries("slaves")
            .Select(slave => File.ReadLines(Path.Combine(slave, "dev")).First())
            .Select(slave => new BlockDevice(slave))];

        internal IReadOnlyList<BlockDevice> Leaves => LeavesBelow(this, MaxDepth);

        private string? KernelName => Lines("uevent")
            .Where(line => line.StartsWith("DEVNAME=", StringComparison.Ordinal))
            .Select(line => line["DEVNAME=".Length..])
            .FirstOrDefault();

        private static List<BlockDevice> LeavesBelow(BlockDevice device, int depth)
        {
            var slaves = depth > 0 ? device.Slaves : [];
            return slaves.Count == 0 ? [device] : [.. slaves.SelectMany(slave => LeavesBelow(slave, depth - 1))];
        }

        private string? FirstLine(string file) => Lines(file).FirstOrDefault();

        private string[] Lines(string file)
        {
            var path = Path.Combine(_directory, file);
            return File.Exists(path) ? File.ReadAllLines(path) : [];
        }

        private string[] Entries(string directory)
        {
            var path = Path.Combine(_directory, directory);
            return Directory.Exists(path) ? Directory.GetFileSystemEntries(path) : [];
        }
    }
}
