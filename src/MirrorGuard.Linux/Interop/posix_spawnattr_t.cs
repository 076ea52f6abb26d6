using System.Runtime.InteropServices;

namespace MirrorGuard.Linux.Interop;

/// <summary><c>spawn.h: posix_spawnattr_t</c>. How to start a program; 336 bytes that only the C library understands.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct posix_spawnattr_t
{
    internal fixed ulong opaque[42];
}
