using System;
using MirrorGuard.Core.Scan;

namespace MirrorGuard.Engine.Ports;

/// <summary>The machine as a whole: its calendar, and how its programs fare.</summary>
public interface IMachine
{
    /// <summary>The time of the calendar, where the machine is; it may jump.</summary>
    DateTimeOffset Time { get; }

    /// <summary>How long programs have waited for disks since the machine started (<c>/proc/pressure/io</c>, <c>some</c>); null when the kernel does not say.</summary>
    TimeSpan? DiskWaits { get; }

    /// <summary>What a disk has done; null when it does not say.</summary>
    /// <param name="disk">As <see cref="IDeviceMapper.PlaceOf"/> names it.</param>
    DiskCounts? CountsOf(string disk);
}
