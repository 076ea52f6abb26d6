using System;

using MirrorGuard.Core.Time;

namespace MirrorGuard.Engine.Tests.FaultSimulation;

/// <summary>What the legs hold of a block at one moment.</summary>
/// <param name="At">The moment.</param>
/// <param name="UnchangedSince">Since when they have held just that.</param>
/// <param name="Differs">Not all of them hold the same.</param>
internal readonly record struct BlockTruth(Instant At, Instant UnchangedSince, bool Differs)
{
    /// <summary>They have differed, and in the same way, for so long.</summary>
    internal bool HasDifferedFor(TimeSpan time) => Differs && At - UnchangedSince >= time;
}
