using System.Runtime.InteropServices;
using MirrorGuard.Linux.Interop;

namespace MirrorGuard.Linux.Configuration;

/// <summary>By what a file is known to have changed: another file by rename, or the same one written in place.</summary>
/// <remarks>
/// The change time is in it because a changed permission may be what makes a file readable.
/// Times have the grain of the kernel's tick, so two writes within one may look the same.
/// </remarks>
/// <param name="Error">errno where it cannot be looked at; then the rest is zero.</param>
/// <param name="Mode">Kind and permissions.</param>
/// <param name="Device">Where it is, major and minor number.</param>
/// <param name="Inode">Which one it is there.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Modified">When its contents last changed, seconds and nanoseconds.</param>
/// <param name="Changed">When anything of it last changed.</param>
internal readonly record struct FileStamp(
    int Error,
    ushort Mode,
    (uint Major, uint Minor) Device,
    ulong Inode,
    ulong Length,
    (long Seconds, uint Nanoseconds) Modified,
    (long Seconds, uint Nanoseconds) Changed)
{
    /// <summary>There is no such file.</summary>
    internal bool IsMissing => Error == LibC.ENOENT;

    /// <summary>It is a file, not a directory, a device or a pipe on which reading would wait.</summary>
    internal bool IsRegularFile => (Mode & LibC.S_IFMT) == LibC.S_IFREG;

    /// <summary>Looks at a file; allocates nothing.</summary>
    /// <param name="path">Ends with a NUL.</param>
    internal static unsafe FileStamp Of(byte[] path)
    {
        statx found;
        fixed (byte* name = path)
        {
            if (LibC.statx(LibC.AT_FDCWD, name, 0, LibC.STATX_BASIC_STATS, &found) != 0)
                return new FileStamp { Error = Marshal.GetLastSystemError() };
        }
        return new FileStamp(
            0,
            found.stx_mode,
            (found.stx_dev_major, found.stx_dev_minor),
            found.stx_ino,
            found.stx_size,
            (found.stx_mtime.tv_sec, found.stx_mtime.tv_nsec),
            (found.stx_ctime.tv_sec, found.stx_ctime.tv_nsec));
    }
}
