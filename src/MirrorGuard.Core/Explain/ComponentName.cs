using System.Collections.Generic;
using System.Linq;
using MirrorGuard.Core.Status;

namespace MirrorGuard.Core.Explain;

/// <summary>What a person calls one part of a mirror: <c>data_mimage_1 on /dev/sdb (254:4)</c>.</summary>
/// <param name="Image">LVM's name of the part, <c>data_mimage_1</c> or <c>data_mlog</c>; null when unknown.</param>
/// <param name="Disks">The physical disks it lies on, <c>/dev/sdb</c>; empty when unknown.</param>
/// <param name="Device">Its device, as in the status line.</param>
public sealed record ComponentName(string? Image, IReadOnlyList<string> Disks, DeviceNumber Device)
{
    /// <summary>LVM made the part without its disk, as it misses that.</summary>
    public bool IsDiskMissing { get; init; }

    /// <summary>A part of which only the device number is known.</summary>
    public static ComponentName Unknown(DeviceNumber device) => new(null, [], device);

    /// <summary><c>data_mimage_1 on /dev/sdb and /dev/sdc (254:4)</c>; what is unknown is left out, at the least <c>254:4</c> stays.</summary>
    public override string ToString()
    {
        string[] known = [.. new[] { Image, DiskWords() }.OfType<string>()];
        return known.Length == 0 ? Device.ToString() : $"{string.Join(' ', known)} ({Device})";
    }

    private string? DiskWords() => Disks.Count switch
    {
        0 => IsDiskMissing ? "on a missing disk" : null,
        1 => $"on {Disks[0]}",
        _ => $"on {string.Join(", ", Disks.SkipLast(1))} and {Disks[^1]}",
    };
}
