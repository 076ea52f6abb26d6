using System.Runtime.InteropServices;

namespace MirrorGuard.Linux.Interop;

/// <summary>Who is on the other side of a Unix socket. Source: <c>sys/socket.h</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ucred
{
    /// <summary>The process.</summary>
    internal int pid;

    /// <summary>Its user.</summary>
    internal uint uid;

    /// <summary>Its group.</summary>
    internal uint gid;
}
