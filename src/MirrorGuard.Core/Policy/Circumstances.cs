using MirrorGuard.Core.Settings;

namespace MirrorGuard.Core.Policy;

/// <summary>What a decision rests on beside the status.</summary>
/// <param name="Settings">What the administrator wants for this volume.</param>
/// <param name="Arrangement">How the tables stand, as last seen.</param>
/// <param name="CanRelease">Two legs, each one stretch of a disk, both tables understood, the log not on the second leg's disk.</param>
/// <param name="RecentFailures">How often the second leg's disk failed within <see cref="FaultSettings.SyncWindow"/>.</param>
/// <param name="Length">How long the volume is; nothing while its table is not known.</param>
/// <param name="HasPrimaryCache">The primary leg's disk may lose what was written to it when its power fails.</param>
/// <param name="IsUnsettled">We had the volume suspended, for a rewrite, since it was last seen in sync: the kernel may be copying what the resume made it copy.</param>
/// <param name="HasUnexplainedError">A leg with a read error has shown no unreadable place yet, and its disk has a cache, which it may have lost while it was away.</param>
/// <param name="ArePlacesThere">With <see cref="InputKind.PlacesFound"/> and <see cref="InputKind.DifferencesFound"/>: the legs are those that the scan read, and nothing is under way that would be in the way.</param>
public readonly record struct Circumstances(
    FaultSettings Settings,
    Arrangement Arrangement,
    bool CanRelease,
    int RecentFailures,
    Sectors Length = default,
    bool HasPrimaryCache = false,
    bool IsUnsettled = false,
    bool HasUnexplainedError = false,
    bool ArePlacesThere = false);
