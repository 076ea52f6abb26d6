using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;

namespace MirrorGuard.Lab.Guests;

/// <summary>
/// Files of the host that are the disks of one guest after the other. What a guest wrote is in the
/// host's page cache and outlives a kill of the guest, flushed or not: a kill tries the order in which
/// tables, LVM's metadata and the mirror's log change, not the cache of a disk that loses power.
/// </summary>
public sealed class DiskFiles : IDisposable
{
    private const string Prefix = "mirrorguard-disks-";

    private readonly string _directory;

    private DiskFiles(string directory, IReadOnlyList<string> paths)
    {
        _directory = directory;
        Paths = paths;
    }

    /// <summary>In the order of <c>/dev/ubda</c>, <c>/dev/ubdb</c>, ….</summary>
    public IReadOnlyList<string> Paths { get; }

    /// <summary>In memory where the host lets us: each flush of a guest is an fsync of the host.</summary>
    private static string Parent => Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath();

    /// <summary>Empty disks.</summary>
    public static DiskFiles Create(int count, int mebibytes)
    {
        DeleteOrphans();
        string directory = Path.Combine(Parent, $"{Prefix}{Environment.ProcessId}-{Guid.NewGuid():N}");
        Directory.CreateDirectory(directory);
        string[] paths = [.. Enumerable.Range(1, count).Select(number => Path.Combine(directory, "disk" + number.ToString(CultureInfo.InvariantCulture)))];
        foreach (string path in paths)
        {
            using FileStream file = File.Create(path);
            file.SetLength((long)mebibytes << 20);
        }

        return new DiskFiles(directory, paths);
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_directory, recursive: true);

    /// <summary>Disks of processes that were killed before they could tidy up.</summary>
    private static void DeleteOrphans()
    {
        foreach (string directory in Directory.EnumerateDirectories(Parent, Prefix + "*"))
        {
            string owner = Path.GetFileName(directory)[Prefix.Length..].Split('-')[0];
            if (Directory.Exists("/proc/" + owner))
                continue;

            try
            {
                Directory.Delete(directory, recursive: true);
            }
            catch (DirectoryNotFoundException)
            {
                // Another process found the same orphan.
            }
        }
    }
}
