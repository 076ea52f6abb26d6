using System.Runtime.InteropServices;

namespace MirrorGuard.Linux.Interop;

/// <summary>libdevmapper, by the name under which every Debian has it; dmeventd has it loaded already.</summary>
internal static unsafe partial class LibDevMapper
{
    /// <summary>The soname; the unversioned name exists only where the -dev package is installed.</summary>
    internal const string Library = "libdevmapper.so.1.02.1";

    /// <summary>Who is called with each message of the library's, from now on, in the whole process: never inside dmeventd.</summary>
    /// <param name="fn">A C function with a variable number of arguments; null: as it was, on the standard error.</param>
    [LibraryImport(Library)]
    internal static partial void dm_log_with_errno_init(void* fn);
}
