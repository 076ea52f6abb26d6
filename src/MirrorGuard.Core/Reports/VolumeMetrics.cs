using System;
using MirrorGuard.Core.Scan;

namespace MirrorGuard.Core.Reports;

/// <summary>What is measured of one volume.</summary>
/// <param name="Volume"><c>vg/lv</c></param>
/// <param name="Standing">How it stands.</param>
/// <param name="ObservedAt">When it was last looked at, and answered.</param>
/// <param name="Scan">How its scan stands; null: it has none.</param>
public sealed record VolumeMetrics(string Volume, VolumeStanding Standing, DateTimeOffset ObservedAt, ScanReport? Scan);
