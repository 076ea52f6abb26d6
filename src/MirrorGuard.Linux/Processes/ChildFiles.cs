using System;
using System.IO;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;
using MirrorGuard.Linux.Interop;

namespace MirrorGuard.Linux.Processes;

/// <summary>
/// What a child process reads and writes: nothing, and two files in memory, which unlike pipes never keep it waiting. No program inherits
/// them unless told.
/// </summary>
internal sealed class ChildFiles : IDisposable
{
    /// <summary>More of what a child says is not read.</summary>
    private const int MaxBytes = 64 * 1024;

    private readonly SafeFileHandle[] _files = new SafeFileHandle[3];

    private ChildFiles()
    {
    }

    /// <summary>Standard output, from the beginning.</summary>
    internal string Output => Text(_files[1]);

    /// <summary>Standard error, from the beginning.</summary>
    internal string Complaints => Text(_files[2]);

    /// <summary>How much it has said.</summary>
    internal long Length => RandomAccess.GetLength(_files[1]) + RandomAccess.GetLength(_files[2]);

    /// <summary>Null when there is no memory.</summary>
    internal static ChildFiles? Open()
    {
        var files = new ChildFiles();
        try
        {
            files._files[0] = File.OpenHandle("/dev/null");
            files._files[1] = OpenNameless();
            files._files[2] = OpenNameless();
            return files;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            files.Dispose();
            return null;
        }
    }

    /// <summary>The descriptor that becomes the child's <paramref name="number"/>, 0 to 2.</summary>
    internal int Descriptor(int number) => (int)_files[number].DangerousGetHandle();

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var file in _files)
            file?.Dispose();
    }

    private static unsafe SafeFileHandle OpenNameless()
    {
        fixed (byte* name = "mirrorguard"u8)
        {
            var descriptor = LibC.memfd_create(name, LibC.MFD_CLOEXEC);
            return descriptor >= 0 ? new SafeFileHandle(descriptor, ownsHandle: true) : throw new IOException(Marshal.GetPInvokeErrorMessage(Marshal.GetLastSystemError()));
        }
    }

    private static string Text(SafeFileHandle file)
    {
        var bytes = new byte[Math.Min(RandomAccess.GetLength(file), MaxBytes)];
        return Encoding.UTF8.GetString(bytes.AsSpan(0, RandomAccess.Read(file, bytes, 0)));
    }
}
