using System.Runtime.InteropServices;

namespace MirrorGuard.Linux.Interop;

/// <summary>The client side of dmeventd. Source: <c>libdevmapper-event.h</c>.</summary>
internal static unsafe partial class LibDevMapperEvent
{
    /// <summary>The soname.</summary>
    internal const string Library = "libdevmapper-event.so.1.02.1";

    /// <summary><c>DM_EVENT_REGISTRATION_PENDING</c>: the monitoring thread is starting or ending.</summary>
    internal const uint DM_EVENT_REGISTRATION_PENDING = 0x1000000;

    /// <summary>A new handler; ours to free with <see cref="dm_event_handler_destroy"/>. Null when out of memory.</summary>
    [LibraryImport(Library)]
    internal static partial void* dm_event_handler_create();

    /// <summary>Frees a handler.</summary>
    [LibraryImport(Library)]
    internal static partial void dm_event_handler_destroy(void* dmevh);

    /// <summary>Names the DSO; the string is copied. 0, or -ENOMEM.</summary>
    [LibraryImport(Library)]
    internal static partial int dm_event_handler_set_dso(void* dmevh, byte* path);

    /// <summary>Names the device by its UUID; the string is copied. 0, or -ENOMEM.</summary>
    [LibraryImport(Library)]
    internal static partial int dm_event_handler_set_uuid(void* dmevh, byte* uuid);

    /// <summary>Says which events are wanted.</summary>
    [LibraryImport(Library)]
    internal static partial void dm_event_handler_set_event_mask(void* dmevh, uint evmask);

    /// <summary>The events that are wanted, with <see cref="DM_EVENT_REGISTRATION_PENDING"/> while a registration is under way.</summary>
    [LibraryImport(Library)]
    internal static partial uint dm_event_handler_get_event_mask(void* dmevh);

    /// <summary>Asks dmeventd whether the handler's device is registered with the handler's DSO: 0, or a negative errno. Starts dmeventd if none runs.</summary>
    [LibraryImport(Library)]
    internal static partial int dm_event_get_registered_device(void* dmevh, int next);

    /// <summary>Registers; returns when dmeventd has taken the order, which is before the DSO has. 1, or 0 after logging why.</summary>
    [LibraryImport(Library)]
    internal static partial int dm_event_register_handler(void* dmevh);

    /// <summary>Unregisters. 1, or 0 after logging why.</summary>
    [LibraryImport(Library)]
    internal static partial int dm_event_unregister_handler(void* dmevh);
}
