using System.Runtime.InteropServices;

namespace MirrorGuard.Linux.Interop;

/// <summary>One file that is waited for. Source: <c>poll.h</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct pollfd
{
    /// <summary>The file; negative: none.</summary>
    internal int fd;

    /// <summary>What is waited for.</summary>
    internal short events;

    /// <summary>What has come.</summary>
    internal short revents;
}
