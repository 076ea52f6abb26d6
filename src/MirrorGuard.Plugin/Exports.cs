using System;
using System.Runtime.InteropServices;

namespace MirrorGuard.Plugin;

/// <summary>
/// What the shim calls (native-shim/managed.h). No exception leaves an export: dmeventd would die of it.
/// Nothing happens here, since the first of these calls starts the runtime in its own prologue.
/// </summary>
internal static unsafe class Exports
{
    private const int GaveUp = -1;

    /// <summary>Starts managed code; 1 when it runs.</summary>
    [UnmanagedCallersOnly(EntryPoint = "mirrorguard_start")]
    internal static int Start()
    {
        try
        {
            return PluginHost.Start();
        }
        catch (Exception exception)
        {
            return Failed(exception);
        }
    }

    /// <summary>A device was registered: 1 taken, 0 refused, -1 given up. <paramref name="state"/> gets a GCHandle when taken.</summary>
    [UnmanagedCallersOnly(EntryPoint = "mirrorguard_register")]
    internal static int Register(ulong registrationId, byte* device, byte* uuid, int major, int minor, nint* state)
    {
        try
        {
            return PluginHost.Register(registrationId, device, uuid, state);
        }
        catch (Exception exception)
        {
            return Failed(exception);
        }
    }

    /// <summary>The kernel raised an event; <paramref name="task"/> is dmeventd's. 1, or -1 given up.</summary>
    [UnmanagedCallersOnly(EntryPoint = "mirrorguard_process_event")]
    internal static int ProcessEvent(nint state, void* task, int eventMask)
    {
        try
        {
            return PluginHost.ProcessEvent(state, task);
        }
        catch (Exception exception)
        {
            return Failed(exception);
        }
    }

    /// <summary>The registration ended; frees the GCHandle.</summary>
    [UnmanagedCallersOnly(EntryPoint = "mirrorguard_unregister")]
    internal static void Unregister(nint state)
    {
        try
        {
            PluginHost.Unregister(state);
        }
        catch (Exception exception)
        {
            _ = Failed(exception);
        }
    }

    private static int Failed(Exception exception)
    {
        Bug.Log(exception);
        return GaveUp;
    }
}
