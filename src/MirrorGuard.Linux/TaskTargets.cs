using System.Runtime.InteropServices;
using MirrorGuard.Core.Status;
using MirrorGuard.Linux.Interop;

namespace MirrorGuard.Linux;

/// <summary>Reads the targets out of a reply of device-mapper, ours or dmeventd's, without allocating.</summary>
public static unsafe class TaskTargets
{
    /// <summary>Fills <paramref name="status"/> with the targets of <paramref name="task"/>, and the number of its events.</summary>
    /// <param name="task">A <c>struct dm_task</c> that was run; it stays the caller's.</param>
    /// <param name="status">Filled again.</param>
    public static void Read(void* task, DeviceStatus status)
    {
        void* next = null;
        ulong start, length;
        byte* type, parameters;

        status.Clear();
        do
        {
            next = LibDevMapper.dm_get_next_target(task, next, &start, &length, &type, &parameters);
            if (type is not null)
                status.Add(Bytes(type), Bytes(parameters));
        }
        while (next is not null);
        dm_info info;
        status.Events = LibDevMapper.dm_task_get_info(task, &info) != 0 ? info.event_nr : 0;
    }

    private static System.ReadOnlySpan<byte> Bytes(byte* text) =>
        MemoryMarshal.CreateReadOnlySpanFromNullTerminated(text);
}
