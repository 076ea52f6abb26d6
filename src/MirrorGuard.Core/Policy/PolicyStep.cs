namespace MirrorGuard.Core.Policy;

/// <summary>One step of a policy: pure, so that the same arguments give the same decision.</summary>
/// <param name="state">What was remembered.</param>
/// <param name="input">What happened.</param>
public delegate Decision PolicyStep(in DeviceState state, in PolicyInput input);
