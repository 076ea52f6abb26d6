using System.Runtime.InteropServices;
using MirrorGuard.Core;
using MirrorGuard.Core.Explain;
using MirrorGuard.Core.Scan;
using MirrorGuard.Core.Status;
using MirrorGuard.Engine.Ports;
using MirrorGuard.Linux.Interop;

namespace MirrorGuard.Linux;

/// <summary>Device-mapper by way of libdevmapper, names by way of sysfs.</summary>
public sealed unsafe class DeviceMapper : IDeviceMapper
{
    /// <inheritdoc />
    public void ReadStatus(DeviceIdentity device, DeviceStatus status)
    {
        var task = TaskFor(LibDevMapper.DM_DEVICE_STATUS, device);
        if (task is null)
        {
            status.MarkUnreadable("device-mapper cannot be asked for a status");
            return;
        }
        try
        {
            RunStatus(task, status);
        }
        finally
        {
            LibDevMapper.dm_task_destroy(task);
        }
    }

    /// <inheritdoc />
    public void ReadTable(DeviceIdentity device, TableText table) =>
        ReadTable(TaskFor(LibDevMapper.DM_DEVICE_TABLE, device), table);

    /// <inheritdoc />
    public void ReadTable(DeviceNumber device, TableText table) =>
        ReadTable(TaskFor(LibDevMapper.DM_DEVICE_TABLE, device), table);

    /// <inheritdoc />
    public bool ShareDisk(DeviceNumber left, DeviceNumber right) => SysfsNames.ShareDisk(left, right);

    /// <inheritdoc />
    public LegPlace PlaceOf(DeviceNumber leg) => SysfsNames.PlaceOf(leg);

    /// <inheritdoc />
    public Sectors LogicalBlockOf(DeviceNumber device) => BlockQueue.LogicalBlockOf(device);

    /// <inheritdoc />
    public bool HasWriteCache(DeviceNumber device) => BlockQueue.HasWriteCache(device);

    /// <inheritdoc />
    public VolumeNames NameComponents(string volume, in MirrorStatus mirror) => SysfsNames.Of(volume, in mirror);

    private static void RunStatus(void* task, DeviceStatus status)
    {
        dm_info info;
        if (LibDevMapper.dm_task_no_flush(task) == 0 || LibDevMapper.dm_task_run(task) == 0 || LibDevMapper.dm_task_get_info(task, &info) == 0)
            status.MarkUnreadable("device-mapper refused to give a status");
        else if (info.exists == 0)
            status.MarkGone();
        else
            TaskTargets.Read(task, status);
    }

    private static void ReadTable(void* task, TableText table)
    {
        table.Clear();
        if (task is null)
            return;
        dm_info info;
        if (LibDevMapper.dm_task_run(task) != 0 && LibDevMapper.dm_task_get_info(task, &info) != 0 && info.exists != 0 && info.target_count == 1)
            ReadSoleTarget(task, in info, table);
        LibDevMapper.dm_task_destroy(task);
    }

    private static void ReadSoleTarget(void* task, in dm_info info, TableText table)
    {
        ulong start, length;
        byte* type, parameters;
        _ = LibDevMapper.dm_get_next_target(task, null, &start, &length, &type, &parameters);
        if (type is null || start != 0)
            return;
        table.Set(
            new DeviceNumber(info.major, info.minor),
            length,
            MemoryMarshal.CreateReadOnlySpanFromNullTerminated(type),
            MemoryMarshal.CreateReadOnlySpanFromNullTerminated(parameters),
            isSuspended: info.suspended != 0,
            isAnotherReady: info.inactive_table != 0);
    }

    /// <summary>Null when it cannot be made; otherwise the caller's to destroy.</summary>
    private static void* TaskFor(int type, DeviceIdentity device)
    {
        fixed (byte* uuid = device.UuidText)
        {
            var task = LibDevMapper.dm_task_create(type);
            return task is null || LibDevMapper.dm_task_set_uuid(task, uuid) != 0 ? task : Destroyed(task);
        }
    }

    /// <summary>The same, by number.</summary>
    internal static void* TaskFor(int type, DeviceNumber device)
    {
        var task = LibDevMapper.dm_task_create(type);
        var isSet = task is not null && LibDevMapper.dm_task_set_major(task, (int)device.Major) != 0
            && LibDevMapper.dm_task_set_minor(task, (int)device.Minor) != 0;
        return task is null || isSet ? task : Destroyed(task);
    }

    private static void* Destroyed(void* task)
    {
        LibDevMapper.dm_task_destroy(task);
        return null;
    }
}
