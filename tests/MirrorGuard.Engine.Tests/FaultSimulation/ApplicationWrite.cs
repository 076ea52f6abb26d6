using System;

using MirrorGuard.Simulation;

namespace MirrorGuard.Engine.Tests.FaultSimulation;

/// <summary>A write or flush of an application that waits for its answer.</summary>
internal sealed class ApplicationWrite(ApplicationIo io, ulong[]? covered)
{
    internal ApplicationIo Io { get; } = io;

    /// <summary>Of a flush: what it makes durable.</summary>
    internal ulong[]? Covered { get; } = covered;

    /// <summary>For how long it has waited while the engine had its turns.</summary>
    internal TimeSpan Held { get; set; }
}
