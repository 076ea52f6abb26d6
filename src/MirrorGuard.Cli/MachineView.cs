using System;
using System.Collections.Generic;
using System.Threading;
using MirrorGuard.Cli.Canary;
using MirrorGuard.Core.Reports;
using MirrorGuard.Core.Time;
using MirrorGuard.Engine.Ports;
using MirrorGuard.Linux;
using MirrorGuard.Linux.Configuration;
using MirrorGuard.Linux.Mirrors;

namespace MirrorGuard.Cli;

/// <summary>What is looked at of this machine, so that tests can stand in for one with mirrors.</summary>
/// <param name="ReadMirrors">All mirrors, as the kernel and MirrorGuard's records have them.</param>
/// <param name="DeviceMapper">Knows tables.</param>
/// <param name="LoadConfiguration">Reads the configuration.</param>
/// <param name="Now">The clock of the records.</param>
/// <param name="Time">The time of day.</param>
/// <param name="ReadHistory">What happened, the oldest first.</param>
/// <param name="Rest">Waits a moment for what somebody else does.</param>
/// <param name="Pause">Waits between two looks; false: it was the last one.</param>
/// <param name="Tools">Programs that can be run.</param>
internal sealed record MachineView(
    Func<IReadOnlyList<ActiveMirror>> ReadMirrors,
    IDeviceMapper DeviceMapper,
    Func<ConfigurationLoad> LoadConfiguration,
    Func<Instant> Now,
    Func<DateTimeOffset> Time,
    Func<IEnumerable<HistoryEntry>> ReadHistory,
    Action Rest,
    Func<bool> Pause,
    ITools Tools)
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(200);

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(2);

    /// <summary>The machine that this runs on.</summary>
    internal static MachineView ThisOne { get; } = new(
        () => ActiveMirrors.Read("/run/mirrorguard"),
        new DeviceMapper(),
        () => new ConfigurationFile(ConfigurationFile.DefaultPath).Load(),
        () => new MonotonicClock().Now,
        () => DateTimeOffset.Now,
        () => new HistoryFile(HistoryFile.DefaultDirectory).Read(),
        () => Thread.Sleep(Moment),
        () =>
        {
            Thread.Sleep(BetweenLooks);
            return true;
        },
        new Tools());
}
