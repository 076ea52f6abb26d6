using System.Runtime.InteropServices;

namespace MirrorGuard.Linux.Interop;

/// <summary>Sockets that others find by a path. Sources: <c>sys/socket.h</c>, <c>sys/un.h</c>; functions return -1 and set errno when they fail.</summary>
internal static unsafe partial class LibC
{
    /// <summary>A stream of bytes.</summary>
    internal const int SOCK_STREAM = 1;

    /// <summary>Messages, each by itself.</summary>
    internal const int SOCK_DGRAM = 2;

    /// <summary>Nothing waits on this socket.</summary>
    internal const int SOCK_NONBLOCK = 0x800;

    /// <summary>Options of the socket itself.</summary>
    internal const int SOL_SOCKET = 1;

    /// <summary>Who connected: a <see cref="ucred"/>.</summary>
    internal const int SO_PEERCRED = 17;

    /// <summary>A socket; ours to close.</summary>
    [LibraryImport(Library)]
    internal static partial int socket(int domain, int type, int protocol);

    /// <summary>Gives a socket an address, a <c>struct sockaddr_un</c>; its path must not be there yet.</summary>
    [LibraryImport(Library)]
    internal static partial int bind(int fd, void* address, uint len);

    /// <summary>Joins a socket to the one that has an address, a <c>struct sockaddr_un</c>.</summary>
    [LibraryImport(Library)]
    internal static partial int connect(int fd, void* address, uint len);

    /// <summary>Lets others connect, so many of them waiting to be accepted.</summary>
    [LibraryImport(Library)]
    internal static partial int listen(int fd, int n);

    /// <summary>A socket of one who has connected; ours to close. The address is not asked for.</summary>
    [LibraryImport(Library)]
    internal static partial int accept4(int fd, void* peer, uint* peer_len, int flags);

    /// <summary>Reads an option of a socket.</summary>
    [LibraryImport(Library)]
    internal static partial int getsockopt(int fd, int level, int optname, void* optval, uint* optlen);
}
