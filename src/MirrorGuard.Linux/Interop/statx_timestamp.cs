using System.Runtime.InteropServices;

namespace MirrorGuard.Linux.Interop;

/// <summary><c>linux/stat.h: struct statx_timestamp</c>; 16 bytes.</summary>
[StructLayout(LayoutKind.Sequential, Size = 16)]
internal struct statx_timestamp
{
    internal long tv_sec;
    internal uint tv_nsec;
}
