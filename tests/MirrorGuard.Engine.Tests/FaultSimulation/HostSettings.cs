using MirrorGuard.Core.Naming;
using MirrorGuard.Core.Settings;
using MirrorGuard.Engine.Ports;

namespace MirrorGuard.Engine.Tests.FaultSimulation;

/// <summary>What the administrator of a simulated machine wants.</summary>
internal sealed class HostSettings(FaultSettings faults, ScanSettings? scan = null) : ISettings
{
    private readonly ScanSettings _scan = scan ?? new ScanSettings();

    internal FaultSettings Faults { get; } = faults;

    internal bool IsActing => Faults.Mode == FaultMode.Act;

    public FaultSettings FaultsOf(VolumeName volume) => Faults;

    public ScanSettings ScanOf(VolumeName volume) => _scan;

    public ReportSettings Reports { get; init; } = new();
}
