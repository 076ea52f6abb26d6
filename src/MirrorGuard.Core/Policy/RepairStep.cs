using MirrorGuard.Core.Faults;
using MirrorGuard.Core.Time;

namespace MirrorGuard.Core.Policy;

/// <summary>One step of a policy: pure, so that the same arguments give the same decision.</summary>
/// <param name="state">What was remembered.</param>
/// <param name="kind">Why the policy is asked.</param>
/// <param name="seen">What the status says now.</param>
/// <param name="now">The time.</param>
public delegate RepairDecision RepairStep(in RepairState state, InputKind kind, in Diagnosis seen, Instant now);
