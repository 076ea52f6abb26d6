using System.Runtime.InteropServices;

namespace MirrorGuard.Linux.Interop;

/// <summary>
/// The library that LVM's stock DSOs share inside dmeventd: one LVM handle, one lock.
/// Source: <c>daemons/dmeventd/plugins/lvm2/dmeventd_lvm.h</c>.
/// </summary>
internal static unsafe partial class LibDevMapperEventLvm2
{
    /// <summary>The soname.</summary>
    internal const string Library = "libdevmapper-event-lvm2.so.2.03";

    /// <summary>Takes a reference on the LVM handle; the first one makes it and locks dmeventd's memory. 1, or 0 on failure.</summary>
    [LibraryImport(Library)]
    internal static partial int dmeventd_lvm2_init();

    /// <summary>Gives the reference back; the last one destroys the handle, so nobody may be inside <see cref="dmeventd_lvm2_run"/>.</summary>
    [LibraryImport(Library)]
    internal static partial void dmeventd_lvm2_exit();

    /// <summary>Takes the lock under which all stock DSOs run LVM commands; not recursive.</summary>
    [LibraryImport(Library)]
    internal static partial void dmeventd_lvm2_lock();

    /// <summary>Gives the lock back.</summary>
    [LibraryImport(Library)]
    internal static partial void dmeventd_lvm2_unlock();

    /// <summary>Runs an LVM command line in this process; the caller holds the lock. 1 when the command succeeded.</summary>
    [LibraryImport(Library)]
    internal static partial int dmeventd_lvm2_run(byte* cmdline);
}
