using System.Runtime.InteropServices;

namespace MirrorGuard.Linux.Interop;

/// <summary><c>spawn.h: posix_spawn_file_actions_t</c>. What to do with files before a program starts; 80 bytes that only the C library understands.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct posix_spawn_file_actions_t
{
    internal fixed ulong opaque[10];
}
