namespace MirrorGuard.Linux.Interop;

/// <summary>The C library, by the name that the program itself is linked with.</summary>
internal static partial class LibC
{
    /// <summary>The soname.</summary>
    internal const string Library = "libc.so.6";

    /// <summary><c>errno.h</c>: a call was interrupted; it may be made again.</summary>
    internal const int EINTR = 4;

    /// <summary><c>errno.h</c>: no such child.</summary>
    internal const int ECHILD = 10;

    /// <summary><c>errno.h</c>: nothing there, or no room.</summary>
    internal const int EAGAIN = 11;
}
