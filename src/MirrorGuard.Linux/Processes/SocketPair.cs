using System;
using Microsoft.Win32.SafeHandles;
using MirrorGuard.Linux.Interop;

namespace MirrorGuard.Linux.Processes;

/// <summary>Two sockets joined to each other; what nobody took is closed at the end.</summary>
internal sealed unsafe class SocketPair : IDisposable
{
    private readonly SafeFileHandle _theirs;
    private SafeFileHandle? _ours;

    private SocketPair(int* pair)
    {
        _ours = new SafeFileHandle(pair[0], ownsHandle: true);
        _theirs = new SafeFileHandle(pair[1], ownsHandle: true);
    }

    /// <summary>The helper's end, which it inherits by its number.</summary>
    internal int Theirs => (int)_theirs.DangerousGetHandle();

    /// <inheritdoc />
    public void Dispose()
    {
        _theirs.Dispose();
        _ours?.Dispose();
    }

    /// <summary>Null, with errno set, when the process or the machine has no more.</summary>
    internal static SocketPair? Open()
    {
        int* pair = stackalloc int[2];
        return LibC.socketpair(LibC.AF_UNIX, LibC.SOCK_SEQPACKET | LibC.SOCK_CLOEXEC, 0, pair) == 0 ? new SocketPair(pair) : null;
    }

    /// <summary>Our end, for whoever closes it.</summary>
    internal SafeFileHandle TakeOurs()
    {
        var ours = _ours ?? throw new InvalidOperationException("our end was taken before");
        _ours = null;
        return ours;
    }
}
