using System;
using System.Collections.Generic;
using System.IO;
using Microsoft.Win32.SafeHandles;
using MirrorGuard.Core.Reports;
using MirrorGuard.Engine.Ports;

namespace MirrorGuard.Linux;

/// <summary>
/// The history, a line for each entry: <c>/var/lib/mirrorguard/history</c>, and what came before in <c>history.1</c>. A line that a crash
/// cut off is passed over.
/// </summary>
/// <param name="directory">Made when missing, for root only.</param>
public sealed class HistoryFile(string directory) : IHistory
{
    /// <summary>Where the history is.</summary>
    public const string DefaultDirectory = "/var/lib/mirrorguard";

    /// <summary>Some ten thousand lines; then it becomes the old one, and the old one goes.</summary>
    private const long MaxBytes = 4 * 1024 * 1024;

    private readonly string _path = Path.Combine(directory, "history");

    /// <inheritdoc />
    public bool TryAppend(ReadOnlySpan<byte> line)
    {
        try
        {
            Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            using var file = File.OpenHandle(_path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
            var length = RandomAccess.GetLength(file);
            if (length == 0)
                File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            // What a crash cut off, or a full disk, is not to take this line with it.
            if (length > 0 && !EndsLine(file, length))
                RandomAccess.Write(file, "\n"u8, length++);
            RandomAccess.Write(file, line, length);
            if (length > MaxBytes)
                File.Move(_path, Old, overwrite: true);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>All entries, the oldest first.</summary>
    /// <exception cref="IOException">It cannot be read. Where there is none, there are no entries.</exception>
    /// <exception cref="UnauthorizedAccessException">The same, for want of a permission.</exception>
    public IEnumerable<HistoryEntry> Read()
    {
        foreach (var path in new[] { Old, _path })
        {
            foreach (var line in Lines(path))
            {
                if (HistoryEntry.TryParse(line, out var entry))
                    yield return entry;
            }
        }
    }

    private string Old => _path + ".1";

    private static bool EndsLine(SafeFileHandle file, long length)
    {
        Span<byte> last = stackalloc byte[1];
        return RandomAccess.Read(file, last, length - 1) == 1 && last[0] == '\n';
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Lines(string path)
    {
        byte[] text;
        try
        {
            text = File.ReadAllBytes(path);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            yield break;
        }
        for (int start = 0, end; start < text.Length; start = end + 1)
        {
            end = Array.IndexOf(text, (byte)'\n', start) is >= 0 and var at ? at : text.Length;
            yield return text.AsMemory(start, end - start);
        }
    }
}
