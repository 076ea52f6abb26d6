using System;
using System.Collections.Generic;

using MirrorGuard.Core.Policy;

namespace MirrorGuard.Engine.Tests.FaultSimulation;

/// <summary>What decides and acts in a schedule: ourselves, or ourselves with a mistake.</summary>
internal sealed class Variant
{
    /// <summary>Without a mistake.</summary>
    internal static Variant Right { get; } = new();

    /// <summary>Decides for a volume.</summary>
    internal Func<HostVolume, PolicyStep> PolicyOf { get; init; } = _ => FaultPolicy.Step;

    /// <summary>Changes what the engine has a helper do; null: nothing.</summary>
    internal Func<List<PlannedStep>, HostVolume, List<PlannedStep>>? Rewrite { get; init; }

    /// <summary>Changes the status line that the engine is shown; null: nothing.</summary>
    internal Func<string, string>? Shows { get; init; }

    /// <summary>The engine is told that no two parts share a disk.</summary>
    internal bool MissesSharedDisks { get; init; }
}
