using System;

namespace MirrorGuard.Lab.Tests.Conformance;

/// <summary>The order of the kernel's work, chosen anew for each step.</summary>
internal sealed class StepSchedule : Random
{
    private Random? _random;

    /// <summary>0 for the order in which work becomes ready, else a seed.</summary>
    internal void Use(int seed) => _random = seed == 0 ? null : new Random(seed);

    public override int Next(int maxValue) => _random?.Next(maxValue) ?? 0;
}
