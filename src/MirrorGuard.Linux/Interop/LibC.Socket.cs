using System.Runtime.InteropServices;

namespace MirrorGuard.Linux.Interop;

/// <summary>Sockets. Source: <c>sys/socket.h</c>; functions return -1 and set errno when they fail.</summary>
internal static unsafe partial class LibC
{
    /// <summary>Sockets within one machine.</summary>
    internal const int AF_UNIX = 1;

    /// <summary>Messages that arrive whole and in order, and an end that is noticed.</summary>
    internal const int SOCK_SEQPACKET = 5;

    /// <summary>No program started from here inherits it.</summary>
    internal const int SOCK_CLOEXEC = 0x80000;

    /// <summary>This call does not wait.</summary>
    internal const int MSG_DONTWAIT = 0x40;

    /// <summary>A message that is longer than the buffer counts with its whole length.</summary>
    internal const int MSG_TRUNC = 0x20;

    /// <summary>A receiver that is gone is an error and no signal.</summary>
    internal const int MSG_NOSIGNAL = 0x4000;

    /// <summary>Two sockets joined to each other, ours to close.</summary>
    [LibraryImport(Library)]
    internal static partial int socketpair(int domain, int type, int protocol, int* fds);

    /// <summary>Sends <paramref name="n"/> bytes as one message; the buffer is copied.</summary>
    [LibraryImport(Library)]
    internal static partial long send(int fd, void* buf, ulong n, int flags);

    /// <summary>Receives one message into <paramref name="n"/> bytes; 0 when the other end is closed.</summary>
    [LibraryImport(Library)]
    internal static partial long recv(int fd, void* buf, ulong n, int flags);
}
