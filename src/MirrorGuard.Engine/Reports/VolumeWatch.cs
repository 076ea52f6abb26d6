using System;
using System.Globalization;
using MirrorGuard.Core.Reports;
using MirrorGuard.Core.Status;
using MirrorGuard.Core.Time;
using MirrorGuard.Engine.Ports;

namespace MirrorGuard.Engine.Reports;

/// <summary>Looks at a volume now and then, so that it can be told how it stands, and for how long. For the reports' thread alone.</summary>
/// <param name="device">The volume.</param>
/// <param name="degraded">For how long it was degraded when an earlier registration ended.</param>
internal sealed class VolumeWatch(MonitoredDevice device, DegradedWatch degraded)
{
    private readonly DeviceStatus _status = new();

    /// <summary>For how long it has been degraded.</summary>
    internal DegradedWatch Degraded { get; private set; } = degraded;

    /// <summary>The registration.</summary>
    internal MonitoredDevice Device => device;

    /// <summary><c>vg/lv</c></summary>
    internal string Volume { get; } = device.Volume.ToString();

    /// <summary>How it stood when it was last looked at.</summary>
    internal VolumeStanding Standing { get; private set; }

    /// <summary>When it last answered.</summary>
    internal DateTimeOffset ObservedAt { get; private set; } = DateTimeOffset.UnixEpoch;

    /// <summary>Looks.</summary>
    /// <returns>What is to be said of it; null for nothing.</returns>
    internal Occurrence? Look(IDeviceMapper deviceMapper, DateTimeOffset time, Instant now)
    {
        device.LookForOwnSuspension();
        deviceMapper.ReadStatus(device.Identity, _status);
        Standing = device.StandingBy(_status);
        if (Standing.Condition != VolumeCondition.Unknown)
            ObservedAt = time;
        Degraded = Degraded.Saw(Standing.Condition, now, out var isDue);
        return isDue && Degraded.Since is { } since ? new Occurrence(EventKind.StillDegraded, Severity.Warning, Volume, Sentence(now - since)) : null;
    }

    private string Sentence(TimeSpan time) => string.Create(
        CultureInfo.InvariantCulture,
        $"still degraded, for {time.TotalDays:0.#} days: {Standing.GoodLegs} of {Standing.Legs} legs are good, and {Standing.InSync} regions are in sync. "
            + $"{(Standing.Condition == VolumeCondition.NeedsPerson ? "NEEDS A PERSON" : "It is looked after")}: 'mirrorguard history {Volume}' tells what happened.");
}
