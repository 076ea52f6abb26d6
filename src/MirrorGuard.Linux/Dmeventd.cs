using System.Text;
using MirrorGuard.Core;
using MirrorGuard.Linux.Interop;

namespace MirrorGuard.Linux;

/// <summary>
/// dmeventd, as its clients see it. LVM itself cannot move a monitored volume from one DSO to another
/// without unmonitoring it, for which it reloads the mirror so that it ignores errors, or without
/// suspending it. dmeventd's own protocol can: nothing but the registration changes.
/// </summary>
public static unsafe class Dmeventd
{
    /// <summary>Whether the device is registered with <paramref name="library"/>.</summary>
    /// <param name="uuid">The device's dm UUID.</param>
    /// <param name="library">The DSO, spelled as it was registered.</param>
    public static RegistrationState StateOf(string uuid, string library)
    {
        var handler = NewHandler(uuid, library, 0);
        try
        {
            if (LibDevMapperEvent.dm_event_get_registered_device(handler, 0) != 0)
                return RegistrationState.None;
            var mask = LibDevMapperEvent.dm_event_handler_get_event_mask(handler);
            var isPending = (mask & LibDevMapperEvent.DM_EVENT_REGISTRATION_PENDING) != 0;
            return isPending ? RegistrationState.Pending : new RegistrationState(true, mask);
        }
        finally
        {
            LibDevMapperEvent.dm_event_handler_destroy(handler);
        }
    }

    /// <summary>Registers the device; the DSO takes it soon after (<see cref="StateOf"/>). False: dmeventd refused.</summary>
    public static bool Register(string uuid, string library, uint eventMask)
    {
        var handler = NewHandler(uuid, library, eventMask);
        try
        {
            return LibDevMapperEvent.dm_event_register_handler(handler) != 0;
        }
        finally
        {
            LibDevMapperEvent.dm_event_handler_destroy(handler);
        }
    }

    /// <summary>Unregisters the device. False: dmeventd refused.</summary>
    public static bool Unregister(string uuid, string library, uint eventMask)
    {
        var handler = NewHandler(uuid, library, eventMask);
        try
        {
            return LibDevMapperEvent.dm_event_unregister_handler(handler) != 0;
        }
        finally
        {
            LibDevMapperEvent.dm_event_handler_destroy(handler);
        }
    }

    private static void* NewHandler(string uuid, string library, uint eventMask)
    {
        var handler = LibDevMapperEvent.dm_event_handler_create();
        Invariant.Require(handler is not null, "dm_event_handler_create has memory for a few pointers");
        fixed (byte* uuidText = Encoding.UTF8.GetBytes(uuid + '\0'))
        fixed (byte* libraryText = Encoding.UTF8.GetBytes(library + '\0'))
        {
            _ = LibDevMapperEvent.dm_event_handler_set_uuid(handler, uuidText);
            _ = LibDevMapperEvent.dm_event_handler_set_dso(handler, libraryText);
        }
        LibDevMapperEvent.dm_event_handler_set_event_mask(handler, eventMask);
        return handler;
    }
}
