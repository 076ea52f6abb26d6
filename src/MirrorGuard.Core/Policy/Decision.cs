namespace MirrorGuard.Core.Policy;

/// <summary>What one step of the policy came to.</summary>
/// <param name="State">What to remember.</param>
/// <param name="Work">What to do.</param>
/// <param name="Report">What to say.</param>
/// <param name="IsFailure">The disk of the part that is waited for failed once more; it counts in its sliding window.</param>
public readonly record struct Decision(DeviceState State, Work Work, Report Report, bool IsFailure = false);
