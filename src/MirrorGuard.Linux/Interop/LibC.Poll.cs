using System.Runtime.InteropServices;

namespace MirrorGuard.Linux.Interop;

/// <summary>Waiting for files. Sources: <c>poll.h</c>, <c>sys/eventfd.h</c>, <c>unistd.h</c>; functions return -1 and set errno when they fail.</summary>
internal static unsafe partial class LibC
{
    /// <summary>There is something to read, or an end to notice.</summary>
    internal const short POLLIN = 1;

    /// <summary>There is room to write, or an end to notice.</summary>
    internal const short POLLOUT = 4;

    /// <summary>No program started from here inherits it.</summary>
    internal const int EFD_CLOEXEC = 0x80000;

    /// <summary>A read of nothing does not wait.</summary>
    internal const int EFD_NONBLOCK = 0x800;

    /// <summary>Waits until one of <paramref name="nfds"/> files is ready, for so many milliseconds.</summary>
    [LibraryImport(Library)]
    internal static partial int poll(pollfd* fds, ulong nfds, int timeout);

    /// <summary>A counter that can be waited for; ours to close.</summary>
    [LibraryImport(Library)]
    internal static partial int eventfd(uint initval, int flags);

    /// <summary>Reads up to <paramref name="count"/> bytes.</summary>
    [LibraryImport(Library)]
    internal static partial long read(int fd, void* buf, ulong count);

    /// <summary>Writes up to <paramref name="count"/> bytes; they are copied.</summary>
    [LibraryImport(Library)]
    internal static partial long write(int fd, void* buf, ulong count);
}
