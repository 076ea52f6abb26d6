using MirrorGuard.Core.Time;

namespace MirrorGuard.Core.Relocation;

/// <summary>One step of a planner: pure, so that the same arguments give the same decision.</summary>
/// <param name="state">What was remembered.</param>
/// <param name="input">What has happened.</param>
/// <param name="budget">What the disk may still have.</param>
/// <param name="now">The time.</param>
public delegate RelocationDecision RelocationStep(in RelocationState state, RelocationInput input, RewriteBudget budget, Instant now);
