using System;
using MirrorGuard.Core.Status;

namespace MirrorGuard.Engine.Ports;

/// <summary>Pages that programs have changed, and that the kernel writes to disks.</summary>
public interface IPageCache
{
    /// <summary>How long a changed page may stay unwritten while nobody asks for it to be written.</summary>
    TimeSpan LongestUnwritten { get; }

    /// <summary>
    /// Nobody may change a page while it is written to <paramref name="device"/>: who tries waits. For file systems that are mounted and swap
    /// that is switched on from now on, until the device has another table. Best effort: a device that is gone, or a kernel that does not
    /// offer it, is left alone.
    /// </summary>
    void KeepStable(DeviceNumber device);
}
