using MirrorGuard.Core.Time;

namespace MirrorGuard.Core.Policy;

/// <summary>Legs that cannot be read everywhere.</summary>
/// <param name="Stage">Where their handling stands.</param>
/// <param name="Layout">The legs when it began (<see cref="Faults.Diagnosis.Layout"/>): with others it is over.</param>
/// <param name="DueAt">When to look again.</param>
/// <param name="Rounds">Searches until now.</param>
/// <param name="RoundAt">Before that there is no further search.</param>
/// <param name="Reloads">Reloads until now, for legs that all had errors.</param>
/// <param name="ReloadAt">Before that there is no further such reload.</param>
/// <param name="Refusals">Reloads in a row that were refused.</param>
/// <param name="IsRearmed">The reload that follows the search is done.</param>
/// <param name="ForgetAt">When all of it is forgotten, if nothing happens until then.</param>
/// <param name="IsOverwriting">The places that are gone through are not unreadable: legs differ there.</param>
public readonly record struct ReadFault(
    ReadFaultStage Stage,
    ulong Layout = 0,
    Instant DueAt = default,
    int Rounds = 0,
    Instant RoundAt = default,
    int Reloads = 0,
    Instant ReloadAt = default,
    int Refusals = 0,
    bool IsRearmed = false,
    Instant ForgetAt = default,
    bool IsOverwriting = false);
