using MirrorGuard.Core.Time;

namespace MirrorGuard.Core.Policy;

/// <summary>A leg or log that is waited for.</summary>
/// <param name="Stage">Where the waiting stands.</param>
/// <param name="Leg">The leg, 0 being the primary; <see cref="Log"/> for the log device.</param>
/// <param name="Layout">The legs when it began (<see cref="Faults.Diagnosis.Layout"/>): with others it is over.</param>
/// <param name="Since">When it began; where writes are held, since when they are.</param>
/// <param name="DueAt">When to look again.</param>
/// <param name="BadProbes">Probes that failed in a row.</param>
/// <param name="Refusals">Table swaps in a row that were refused.</param>
/// <param name="Synced">Regions in sync at the last look, to see whether the kernel still copies.</param>
/// <param name="ToCopy">The most regions that the leg was seen to miss.</param>
/// <param name="IsOtherDiskSaid">It was said that another disk answers in place of the one that is waited for.</param>
/// <param name="IsWornOut">The leg answers, but cannot be read everywhere, and not be rewritten.</param>
/// <param name="CopiedAt">When the kernel was last seen to have copied something.</param>
/// <param name="IsStandstillSaid">It was said that the copy stands still.</param>
public readonly record struct Outage(
    OutageStage Stage,
    int Leg = 0,
    ulong Layout = 0,
    Instant Since = default,
    Instant DueAt = default,
    int BadProbes = 0,
    int Refusals = 0,
    ulong Synced = 0,
    ulong ToCopy = 0,
    bool IsOtherDiskSaid = false,
    bool IsWornOut = false,
    Instant CopiedAt = default,
    bool IsStandstillSaid = false)
{
    /// <summary>The log device instead of a leg.</summary>
    public const int Log = -1;

    /// <summary>A table swap is under way.</summary>
    public bool IsSwapping => Stage is OutageStage.Releasing or OutageStage.Returning or OutageStage.Reloading;
}
