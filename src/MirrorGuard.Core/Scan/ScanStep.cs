using MirrorGuard.Core.Time;

namespace MirrorGuard.Core.Scan;

/// <summary>One step of a scan: pure, so that the same arguments give the same decision.</summary>
/// <param name="state">What was remembered.</param>
/// <param name="input">What has happened.</param>
/// <param name="circumstances">What it rests on.</param>
/// <param name="now">The time.</param>
public delegate ScanDecision ScanStep(in ScanState state, in ScanInput input, in ScanCircumstances circumstances, Instant now);
