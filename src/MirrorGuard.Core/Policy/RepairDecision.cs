namespace MirrorGuard.Core.Policy;

/// <summary>What one step of the policy came to.</summary>
/// <param name="State">What to remember.</param>
/// <param name="Work">What to do.</param>
/// <param name="Report">What to say.</param>
public readonly record struct RepairDecision(RepairState State, Work Work, Report Report);
