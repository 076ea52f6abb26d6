using MirrorGuard.Core.Time;

namespace MirrorGuard.Core.Reattach;

/// <summary>All that is remembered of putting one leg back between two inputs.</summary>
/// <param name="Stage">Where it stands.</param>
/// <param name="Volume">LVM's answer for the volume right after the repair; empty before.</param>
/// <param name="DueAt">When to look next.</param>
/// <param name="Looks">Looks in a row that did not find the disk, or failures of LVM: the pauses grow with them.</param>
/// <param name="Refusals">How often LVM refused to change something.</param>
/// <param name="Disk">The leg's disk as last found; null before.</param>
/// <param name="LogDisk">The log's disk as last found; null when it is not there, or full.</param>
public sealed record ReattachState(
    ReattachStage Stage = ReattachStage.Learning,
    string Volume = "",
    Instant DueAt = default,
    int Looks = 0,
    int Refusals = 0,
    DiskAnswer? Disk = null,
    DiskAnswer? LogDisk = null);
