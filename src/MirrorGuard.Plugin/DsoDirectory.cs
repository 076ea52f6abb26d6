using System.Runtime.InteropServices;

namespace MirrorGuard.Plugin;

/// <summary>Where the DSO lies, and what was installed with it.</summary>
internal static unsafe class DsoDirectory
{
    /// <summary><c>PATH_MAX</c> of <c>linux/limits.h</c>.</summary>
    private const int MaxPathBytes = 4096;

    /// <summary>The directory, or null when dmeventd did not load the DSO by a path.</summary>
    internal static string? Find()
    {
        byte* directory = stackalloc byte[MaxPathBytes];
        return ShimServices.mirrorguard_directory(directory, MaxPathBytes) == 1 ? Marshal.PtrToStringUTF8((nint)directory) : null;
    }
}
