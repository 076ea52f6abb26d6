namespace MirrorGuard.Core.Settings;

/// <summary>A value for every key.</summary>
/// <param name="Faults">Section <c>faults</c>.</param>
/// <param name="Scan">Section <c>scan</c>.</param>
/// <param name="Report">Section <c>report</c>.</param>
public sealed record SettingsSet(FaultSettings Faults, ScanSettings Scan, ReportSettings Report)
{
    /// <summary>What counts without a configuration file.</summary>
    public static SettingsSet Default { get; } = new(new FaultSettings(), new ScanSettings(), new ReportSettings());
}
