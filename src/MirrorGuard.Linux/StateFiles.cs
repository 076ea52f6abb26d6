using System;
using System.Globalization;
using System.IO;
using System.Text;
using MirrorGuard.Engine.Ports;

namespace MirrorGuard.Linux;

/// <summary>
/// A file per device in a directory of a tmpfs: <c>/run/mirrorguard/LVM-….json</c>. What cannot be written is lost, and the next start
/// goes by what the tables say.
/// </summary>
/// <param name="directory">Made when missing, for root only.</param>
public sealed class StateFiles(string directory) : IStateStore
{
    /// <summary>Longer files are not ours.</summary>
    private const long MaxBytes = 256 * 1024;

    /// <inheritdoc />
    public byte[] PathOf(DeviceIdentity device) => Encoding.UTF8.GetBytes(FileOf(device));

    /// <inheritdoc />
    public ReadOnlySpan<byte> Read(DeviceIdentity device)
    {
        try
        {
            var file = new FileInfo(FileOf(device));
            return file.Exists && file.Length <= MaxBytes ? File.ReadAllBytes(file.FullName) : default;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return default;
        }
    }

    /// <inheritdoc />
    public void Write(DeviceIdentity device, ReadOnlySpan<byte> content)
    {
        try
        {
            MakeDirectory();
            // The helper of the device may be writing the same record at this moment.
            var unfinished = string.Create(CultureInfo.InvariantCulture, $"{FileOf(device)}.{Environment.ProcessId}.new");
            using (var file = new FileStream(unfinished, NewFile))
                file.Write(content);
            File.Move(unfinished, FileOf(device), overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A full or read-only /run: said by the class's summary, and nothing that a person at a mirror could do about.
        }
    }

    /// <inheritdoc />
    public void Remove(DeviceIdentity device)
    {
        try
        {
            File.Delete(FileOf(device));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It is not there, or cannot be taken away: the tables tell more than it does.
        }
    }

    /// <summary>Makes the directory, which a helper that records does not.</summary>
    public void MakeDirectory() =>
        Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

    private static FileStreamOptions NewFile => new()
    {
        Mode = FileMode.Create,
        Access = FileAccess.Write,
        UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
    };

    /// <summary>dmeventd's UUIDs are LVM's; one that holds a slash is not, and must not lead anywhere else.</summary>
    private string FileOf(DeviceIdentity device) => Path.Combine(directory, device.Uuid.Replace('/', '_') + ".json");
}
