using MirrorGuard.Core.Faults;
using MirrorGuard.Core.Relocation;
using MirrorGuard.Core.Time;

namespace MirrorGuard.Core.Policy;

/// <summary>One input of the policy.</summary>
/// <param name="Kind">Why it is asked.</param>
/// <param name="Seen">What the status says now.</param>
/// <param name="Now">The time.</param>
/// <param name="Circumstances">What else it rests on.</param>
/// <param name="Relocation">How it ended, with <see cref="InputKind.Relocated"/>.</param>
public readonly record struct PolicyInput(InputKind Kind, Diagnosis Seen, Instant Now, Circumstances Circumstances, RelocationSummary Relocation = default);
