using System.Collections.Generic;

namespace MirrorGuard.Simulation;

/// <summary>What LVM's metadata says of a mirrored volume: all that an activation goes by, apart from the log's own contents.</summary>
/// <param name="Geometry">Its size.</param>
/// <param name="Images">Where the images lie, in LVM's order: the first is copied from.</param>
/// <param name="Log">Where the log lies; null for a core log.</param>
/// <param name="IsNoSync">It was created with <c>--nosync</c>: the table says so each time.</param>
public sealed record VolumeMetadata(Geometry Geometry, IReadOnlyList<Extent> Images, Extent? Log, bool IsNoSync = false);
