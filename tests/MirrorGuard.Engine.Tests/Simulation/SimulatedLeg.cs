using MirrorGuard.Core.Status;

namespace MirrorGuard.Engine.Tests.Simulation;

/// <summary>One leg of the model: what the disk does, what the kernel shows, and what is on it.</summary>
internal sealed class SimulatedLeg(DeviceNumber device)
{
    internal DeviceNumber Device { get; } = device;

    /// <summary>The disk answers.</summary>
    internal bool IsReachable { get; set; } = true;

    /// <summary>The kernel's letter.</summary>
    internal Health Health { get; set; } = Health.Alive;

    /// <summary>Every write that was acknowledged is on it.</summary>
    internal bool IsComplete { get; set; } = true;
}
