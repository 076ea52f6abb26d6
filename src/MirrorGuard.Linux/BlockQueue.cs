using System;
using System.Globalization;
using System.IO;
using MirrorGuard.Core;
using MirrorGuard.Core.Status;

namespace MirrorGuard.Linux;

/// <summary>What the kernel knows of a block device's request queue, by sysfs: no disk is asked.</summary>
internal static class BlockQueue
{
    /// <summary>What every disk was once, and what is said of one that is gone.</summary>
    private static readonly Sectors Smallest = new(1);

    /// <summary>
    /// The smallest piece of <paramref name="device"/> that can be read by itself (<c>queue/logical_block_size</c>). A dm device has the
    /// largest of those that it lies on.
    /// </summary>
    internal static Sectors LogicalBlockOf(DeviceNumber device)
    {
        try
        {
            var bytes = File.ReadAllText($"/sys/dev/block/{device}/queue/logical_block_size");
            return new Sectors(ulong.Parse(bytes, NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture) / Sectors.Size);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or FormatException)
        {
            return Smallest;
        }
    }

    /// <summary>
    /// Whether <paramref name="device"/> has a volatile cache (<c>queue/write_cache</c>: <c>write back</c>); a dm device has one if any
    /// disk beneath has. True when it cannot be told.
    /// </summary>
    internal static bool HasWriteCache(DeviceNumber device)
    {
        try
        {
            return !File.ReadAllText($"/sys/dev/block/{device}/queue/write_cache").StartsWith("write through", StringComparison.Ordinal);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }
}
