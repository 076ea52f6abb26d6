using System.Text;
using MirrorGuard.Core.Explain;
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
        var task = LibDevMapper.dm_task_create(LibDevMapper.DM_DEVICE_STATUS);
        if (task is null)
        {
            status.MarkUnreadable("device-mapper cannot be asked for a status");
            return;
        }
        try
        {
            RunStatus(task, device, status);
        }
        finally
        {
            LibDevMapper.dm_task_destroy(task);
        }
    }

    /// <inheritdoc />
    public VolumeNames NameComponents(string volume, in MirrorStatus mirror) => SysfsNames.Of(volume, in mirror);

    private static void RunStatus(void* task, DeviceIdentity device, DeviceStatus status)
    {
        dm_info info;
        fixed (byte* uuid = Encoding.UTF8.GetBytes(device.Uuid + '\0'))
        {
            if (LibDevMapper.dm_task_set_uuid(task, uuid) == 0 || LibDevMapper.dm_task_no_flush(task) == 0
                || LibDevMapper.dm_task_run(task) == 0 || LibDevMapper.dm_task_get_info(task, &info) == 0)
            {
                status.MarkUnreadable("device-mapper refused to give a status");
                return;
            }
        }
        if (info.exists == 0)
            status.MarkGone();
        else
            TaskTargets.Read(task, status);
    }
}
