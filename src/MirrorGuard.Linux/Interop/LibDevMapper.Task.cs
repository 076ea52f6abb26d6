using System.Runtime.InteropServices;

namespace MirrorGuard.Linux.Interop;

/// <summary>Requests to device-mapper. Source of all: <c>libdevmapper.h</c>; functions return 1, or 0 after logging why.</summary>
internal static unsafe partial class LibDevMapper
{
    /// <summary><c>DM_DEVICE_STATUS</c> of the enum of <c>dm_task_create</c>.</summary>
    internal const int DM_DEVICE_STATUS = 10;

    /// <summary><c>DM_DEVICE_TABLE</c> of the enum of <c>dm_task_create</c>.</summary>
    internal const int DM_DEVICE_TABLE = 11;

    /// <summary><c>DM_DEVICE_LIST</c> of the enum of <c>dm_task_create</c>.</summary>
    internal const int DM_DEVICE_LIST = 13;

    /// <summary>A new request; ours to free with <see cref="dm_task_destroy"/>. Null when out of memory or without the control device.</summary>
    [LibraryImport(Library)]
    internal static partial void* dm_task_create(int type);

    /// <summary>Frees a request made by <see cref="dm_task_create"/>; never one that dmeventd passed.</summary>
    [LibraryImport(Library)]
    internal static partial void dm_task_destroy(void* dmt);

    /// <summary>Names the device by its UUID; the string is copied.</summary>
    [LibraryImport(Library)]
    internal static partial int dm_task_set_uuid(void* dmt, byte* uuid);

    /// <summary>Names the device by its major number, together with <see cref="dm_task_set_minor"/>.</summary>
    [LibraryImport(Library)]
    internal static partial int dm_task_set_major(void* dmt, int major);

    /// <summary>Names the device by its minor number, together with <see cref="dm_task_set_major"/>.</summary>
    [LibraryImport(Library)]
    internal static partial int dm_task_set_minor(void* dmt, int minor);

    /// <summary>Asks for a status without flushing the device first; a flush would wait for held writes.</summary>
    [LibraryImport(Library)]
    internal static partial int dm_task_no_flush(void* dmt);

    /// <summary>Sends the request.</summary>
    [LibraryImport(Library)]
    internal static partial int dm_task_run(void* dmt);

    /// <summary>Fills <paramref name="info"/> from the reply; a missing device is a success with <see cref="dm_info.exists"/> 0.</summary>
    [LibraryImport(Library)]
    internal static partial int dm_task_get_info(void* dmt, dm_info* info);

    /// <summary>The first of all devices, from the reply to a <see cref="DM_DEVICE_LIST"/>; the request's. Its <c>dev</c> is 0 where there is no device.</summary>
    [LibraryImport(Library)]
    internal static partial dm_names* dm_task_get_names(void* dmt);

    /// <summary>The UUID of the device of a reply; the request's, and empty where the device has none.</summary>
    [LibraryImport(Library)]
    internal static partial byte* dm_task_get_uuid(void* dmt);

    /// <summary>Steps through the targets of a reply: pass null first, then what was returned, until null. The strings are the request's.</summary>
    /// <remarks><paramref name="target_type"/> is null where the device has no table.</remarks>
    [LibraryImport(Library)]
    internal static partial void* dm_get_next_target(
        void* dmt, void* next, ulong* start, ulong* length, byte** target_type, byte** @params);
}
