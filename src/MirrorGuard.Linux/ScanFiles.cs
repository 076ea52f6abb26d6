using System;
using System.Globalization;
using System.IO;
using System.Linq;
using MirrorGuard.Core;
using MirrorGuard.Engine.Ports;

namespace MirrorGuard.Linux;

/// <summary>
/// A file per device in a directory that outlives the machine's run: <c>/var/lib/mirrorguard/LVM-….scan</c>. Each is written beside, brought
/// to the disk and renamed, so that a crash leaves the old one or the new.
/// </summary>
/// <param name="directory">Made when missing, for root only.</param>
public sealed class ScanFiles(string directory) : IScanStore
{
    private const string Damaged = ".damaged";

    /// <summary>Longer files are not ours.</summary>
    private const long MaxBytes = 64 * 1024;

    /// <summary>The directory, in ours, of what was overwritten.</summary>
    private const string Overwritten = "overwritten";

    /// <summary>Of all volumes together: a few hundred places, and nothing that fills a disk.</summary>
    private const long MaxKeptBytes = 256 * 1024 * 1024;

    /// <summary>What a file takes up, however short it is.</summary>
    private const long SmallestOnDisk = 4096;

    private const UnixFileMode ForOwner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <inheritdoc />
    public byte[] Read(DeviceIdentity device)
    {
        try
        {
            var file = new FileInfo(FileOf(device));
            if (!file.Exists)
                return [];
            // Something is there; whoever asks will find that it is no record.
            return file.Length is > 0 and <= MaxBytes ? File.ReadAllBytes(file.FullName) : "?"u8.ToArray();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <inheritdoc />
    public bool TryWrite(DeviceIdentity device, ReadOnlySpan<byte> content)
    {
        try
        {
            Directory.CreateDirectory(directory, ForOwner | UnixFileMode.UserExecute);
            var unfinished = $"{FileOf(device)}.{Environment.ProcessId}.new";
            using (var file = new FileStream(unfinished, NewFile))
            {
                file.Write(content);
                file.Flush(flushToDisk: true);
            }
            File.Move(unfinished, FileOf(device), overwrite: true);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <inheritdoc />
    public string? SetAside(DeviceIdentity device)
    {
        try
        {
            File.Move(FileOf(device), FileOf(device) + Damaged, overwrite: true);
            return FileOf(device) + Damaged;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <inheritdoc />
    public string? PlaceToKeep(DeviceIdentity device, int leg, SectorRange range, DateTimeOffset time)
    {
        try
        {
            var kept = Directory.CreateDirectory(Path.Combine(directory, Overwritten), ForOwner | UnixFileMode.UserExecute);
            var bytes = kept.EnumerateFiles().Sum(file => Math.Max(file.Length, SmallestOnDisk)) + (long)range.Length.Bytes;
            var name = string.Create(CultureInfo.InvariantCulture, $"{Safe(device.Name)}.leg{leg}.{range.Start.Count}.{time.UtcDateTime:yyyyMMdd'T'HHmmss.fff'Z'}");
            return bytes <= MaxKeptBytes ? Path.Combine(kept.FullName, name) : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static FileStreamOptions NewFile => new() { Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = ForOwner };

    /// <summary>dmeventd's UUIDs are LVM's; one that holds a slash is not, and must not lead anywhere else.</summary>
    private string FileOf(DeviceIdentity device) => Path.Combine(directory, Safe(device.Uuid) + ".scan");

    private static string Safe(string name) => name.Replace('/', '_');
}
