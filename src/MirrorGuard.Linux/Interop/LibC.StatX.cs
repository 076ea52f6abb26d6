using System.Runtime.InteropServices;

namespace MirrorGuard.Linux.Interop;

/// <content>Source: <c>fcntl.h</c>, <c>sys/stat.h</c>, statx(2); chosen over stat because its structure is the same on every machine.</content>
internal static unsafe partial class LibC
{
    /// <summary>A relative path begins at the working directory.</summary>
    internal const int AT_FDCWD = -100;

    /// <summary>There is no such file.</summary>
    internal const int ENOENT = 2;

    /// <summary>A part of the path is not a directory.</summary>
    internal const int ENOTDIR = 20;

    /// <summary>The part of <see cref="statx.stx_mode"/> that says what it is.</summary>
    internal const int S_IFMT = 0xF000;

    /// <summary>A regular file.</summary>
    internal const int S_IFREG = 0x8000;

    /// <summary>What a plain stat tells is wanted.</summary>
    internal const uint STATX_BASIC_STATS = 0x7FF;

    /// <summary>Says what is known of a file, links followed. 0, or -1 with errno, which is to be read at once.</summary>
    [LibraryImport(Library)]
    internal static partial int statx(int dirfd, byte* pathname, int flags, uint mask, statx* statxbuf);
}
