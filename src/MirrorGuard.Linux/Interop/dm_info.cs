using System.Runtime.InteropServices;

namespace MirrorGuard.Linux.Interop;

/// <summary><c>libdevmapper.h: struct dm_info</c>, as of <c>dm_task_get_info@@DM_1_02_97</c>; 48 bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct dm_info
{
    internal int exists;
    internal int suspended;
    internal int live_table;
    internal int inactive_table;
    internal int open_count;
    internal uint event_nr;
    internal uint major;
    internal uint minor;
    internal int read_only;
    internal int target_count;
    internal int deferred_remove;
    internal int internal_suspend;
}
