namespace MirrorGuard.Core.Settings;

/// <summary>What counts for one volume, rules applied.</summary>
/// <param name="Faults">How its faults are handled.</param>
/// <param name="Scan">How it is scanned.</param>
public readonly record struct VolumeSettings(FaultSettings Faults, ScanSettings Scan);
