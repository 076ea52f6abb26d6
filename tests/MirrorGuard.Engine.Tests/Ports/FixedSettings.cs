using System;

using MirrorGuard.Core.Naming;
using MirrorGuard.Core.Settings;
using MirrorGuard.Engine.Ports;

namespace MirrorGuard.Engine.Tests.Ports;

/// <summary>The same settings for every volume.</summary>
internal sealed class FixedSettings(FaultSettings faults, ScanSettings? scan = null) : ISettings
{
    /// <summary>Nothing is waited for: whatever fails is repaired at once.</summary>
    internal static FixedSettings Impatient { get; } = new(new FaultSettings { LegGrace = TimeSpan.Zero, WriteHold = TimeSpan.Zero });

    public FaultSettings FaultsOf(VolumeName volume) => faults;

    internal ScanSettings Scan { get; set; } = scan ?? new();

    public ScanSettings ScanOf(VolumeName volume) => Scan;

    public ReportSettings Reports { get; init; } = new();
}
