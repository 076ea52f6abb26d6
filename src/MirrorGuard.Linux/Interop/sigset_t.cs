using System.Runtime.InteropServices;

namespace MirrorGuard.Linux.Interop;

/// <summary><c>signal.h: sigset_t</c>. A set of signals; 128 bytes that only the C library understands.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct sigset_t
{
    internal fixed ulong opaque[16];
}
