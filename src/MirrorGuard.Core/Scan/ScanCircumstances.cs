using System;
using MirrorGuard.Core.Settings;

namespace MirrorGuard.Core.Scan;

/// <summary>What a step of a scan rests on.</summary>
/// <param name="Settings">What the administrator wants for this volume.</param>
/// <param name="Obstacle">Why it cannot be read now; of the time of day and the switch the planner knows by itself.</param>
/// <param name="Length">How long the volume is.</param>
/// <param name="Layout">Same value, same legs.</param>
/// <param name="Time">By the calendar, where the machine is.</param>
/// <param name="OthersWait">Programs wait for disks, and for which: <c>/proc/pressure/io</c> and the disks' own counts.</param>
/// <param name="LongestUnwritten">How long the kernel may leave a changed page unwritten.</param>
public readonly record struct ScanCircumstances(
    ScanSettings Settings, ScanObstacle Obstacle, Sectors Length, ulong Layout, DateTimeOffset Time, OthersWait OthersWait = OthersWait.Nowhere,
    TimeSpan LongestUnwritten = default)
{
    /// <summary>
    /// Over which time a mismatch must persist unchanged to count. A page that is changed while it is written reaches the legs with different
    /// contents, and is as good as new to the kernel: it is written again, but only when its time has come.
    /// </summary>
    public TimeSpan Settle => Settings.Settle > LongestUnwritten ? Settings.Settle : LongestUnwritten;
}
