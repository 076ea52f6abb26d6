using System.Runtime.InteropServices;

namespace MirrorGuard.Linux.Interop;

/// <content>Source: <c>fnmatch.h</c>, fnmatch(3).</content>
internal static unsafe partial class LibC
{
    /// <summary>Whether the shell pattern matches the string: 0 when it does, another number when not.</summary>
    [LibraryImport(Library)]
    internal static partial int fnmatch(byte* pattern, byte* @string, int flags);
}
