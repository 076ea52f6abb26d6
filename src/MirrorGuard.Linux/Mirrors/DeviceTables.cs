using System;
using System.Collections.Generic;
using System.IO;
using System.Runtime.InteropServices;
using System.Text;
using MirrorGuard.Core;
using MirrorGuard.Core.Naming;
using MirrorGuard.Core.Status;
using MirrorGuard.Linux.Interop;

namespace MirrorGuard.Linux.Mirrors;

/// <summary>
/// The tables of all devices that LVM made: one request for the list, one for each device. A table, other than a status, is told without
/// asking the target for anything that it might have to wait for, so no device that is suspended or dying holds this up.
/// </summary>
internal static unsafe class DeviceTables
{
    private const string ControlDevice = "/dev/mapper/control";

    private const string LvmPrefix = "LVM-";

    /// <summary>Reads them.</summary>
    /// <exception cref="IOException">Device-mapper cannot be asked; the message says why.</exception>
    internal static Dictionary<DeviceNumber, DeviceTable> Read()
    {
        RequireControl();
        BeQuiet();
        var tables = new Dictionary<DeviceNumber, DeviceTable>();
        foreach (var (device, name) in List())
        {
            if (Read(device, name) is { } table)
                tables[device] = table;
        }
        return tables;
    }

    /// <summary>libdevmapper would say in three lines of its own what the one message of ours says.</summary>
    private static void RequireControl()
    {
        try
        {
            File.OpenHandle(ControlDevice, access: FileAccess.ReadWrite, share: FileShare.ReadWrite).Dispose();
        }
        catch (UnauthorizedAccessException denied)
        {
            throw new IOException($"{ControlDevice}: only root may ask device-mapper", denied);
        }
        catch (IOException)
        {
            // Without the node the library makes it, and loads device-mapper.
        }
    }

    /// <summary>
    /// A device may go away between the list and the question for its table, of which the library would complain. What it calls instead
    /// looks at none of its arguments.
    /// </summary>
    private static void BeQuiet() =>
        LibDevMapper.dm_log_with_errno_init((void*)NativeLibrary.GetExport(NativeLibrary.Load("libc.so.6"), "getpid"));

    private static List<(DeviceNumber Device, DmName Name)> List()
    {
        var task = LibDevMapper.dm_task_create(LibDevMapper.DM_DEVICE_LIST);
        if (task is null)
            throw new IOException($"{ControlDevice}: device-mapper cannot be asked; there may be none in this kernel");
        try
        {
            if (LibDevMapper.dm_task_run(task) == 0)
                throw new IOException($"{ControlDevice}: device-mapper does not list its devices");
            return Names(LibDevMapper.dm_task_get_names(task));
        }
        finally
        {
            LibDevMapper.dm_task_destroy(task);
        }
    }

    private static List<(DeviceNumber Device, DmName Name)> Names(dm_names* first)
    {
        List<(DeviceNumber, DmName)> names = [];
        if (first is null || first->dev == 0)
            return names;
        for (var link = first; ; link = (dm_names*)((byte*)link + link->next))
        {
            // The name is behind the last field, where C would put padding.
            var name = Marshal.PtrToStringUTF8((nint)((byte*)&link->next + sizeof(uint))) ?? "";
            if (DmName.TryParse(name, out var parts, out _))
                names.Add((Unpacked(link->dev), parts));
            if (link->next == 0)
                return names;
        }
    }

    private static DeviceNumber Unpacked(ulong dev) => new((uint)(dev >> 8) & DeviceNumber.MaxMajor, (uint)((dev & 0xff) | ((dev >> 12) & 0xfff00)));

    /// <summary>Null: it is gone, or not LVM's.</summary>
    private static DeviceTable? Read(DeviceNumber device, DmName name)
    {
        var task = DeviceMapper.TaskFor(LibDevMapper.DM_DEVICE_TABLE, device);
        if (task is null)
            return null;
        try
        {
            dm_info info;
            if (LibDevMapper.dm_task_no_flush(task) == 0 || LibDevMapper.dm_task_run(task) == 0
                || LibDevMapper.dm_task_get_info(task, &info) == 0 || info.exists == 0)
                return null;
            var uuid = Marshal.PtrToStringUTF8((nint)LibDevMapper.dm_task_get_uuid(task)) ?? "";
            return uuid.StartsWith(LvmPrefix, StringComparison.Ordinal) ? new DeviceTable(name, uuid, device, info.suspended != 0, Targets(task)) : null;
        }
        finally
        {
            LibDevMapper.dm_task_destroy(task);
        }
    }

    private static List<TableTarget> Targets(void* task)
    {
        List<TableTarget> targets = [];
        void* next = null;
        do
        {
            ulong start, length;
            byte* type, parameters;
            next = LibDevMapper.dm_get_next_target(task, next, &start, &length, &type, &parameters);
            if (type is not null)
                targets.Add(new TableTarget(new Sectors(length), Encoding.ASCII.GetString(Bytes(type)), [.. Bytes(parameters)]));
        }
        while (next is not null);
        return targets;
    }

    private static ReadOnlySpan<byte> Bytes(byte* text) => MemoryMarshal.CreateReadOnlySpanFromNullTerminated(text);
}
