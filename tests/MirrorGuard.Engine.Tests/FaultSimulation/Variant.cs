using System;
using System.Collections.Generic;

using MirrorGuard.Core.Policy;
using MirrorGuard.Core.Scan;

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

    /// <summary>Decides for a scan.</summary>
    internal ScanStep ScanStep { get; init; } = ScanPlanner.Step;

    /// <summary>Changes the status line that the scan is shown, and nobody else; null: nothing.</summary>
    internal Func<string, string>? ShowsScan { get; init; }

    /// <summary>Changes what is read of a scan's record; null: nothing.</summary>
    internal Func<byte[], byte[]>? Recalls { get; init; }

    /// <summary>The engine is told that no two parts share a disk.</summary>
    internal bool MissesSharedDisks { get; init; }
}
