using MirrorGuard.Core.Naming;
using MirrorGuard.Core.Settings;

namespace MirrorGuard.Engine.Ports;

/// <summary>The administrator's wishes, as last read.</summary>
public interface ISettings
{
    /// <summary>What counts for <paramref name="volume"/> now; without waiting or allocating.</summary>
    FaultSettings FaultsOf(VolumeName volume);

    /// <summary>How <paramref name="volume"/> is to be scanned.</summary>
    ScanSettings ScanOf(VolumeName volume);

    /// <summary>Who is told of what happens.</summary>
    ReportSettings Reports { get; }
}
