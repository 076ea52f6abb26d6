using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using MirrorGuard.Core.Naming;

namespace MirrorGuard.Cli;

/// <summary>The mirrors that a shell may complete a VOLUME to. Pressing a key must neither wait for LVM nor need root: names of device nodes have to do.</summary>
internal static class VolumeCompletion
{
    private const string DeviceDirectory = "/dev/mapper";

    /// <summary>The mirrors of this machine that are active.</summary>
    public static IEnumerable<string> Names()
    {
        try
        {
            return Among(Directory.GetFileSystemEntries(DeviceDirectory).Select(path => Path.GetFileName(path)!));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>A mirror is what has images: <c>vg-data_mimage_0</c> tells of <c>vg/data</c>.</summary>
    internal static IEnumerable<string> Among(IEnumerable<string> deviceNames) =>
        deviceNames.Select(MirrorOf).OfType<string>().Distinct().Order(StringComparer.Ordinal);

    private static string? MirrorOf(string deviceName) =>
        DmName.TryParse(deviceName, out var name, out _) && name.Volume.Lv != name.Lv ? name.Volume.ToString() : null;
}
