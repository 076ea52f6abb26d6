namespace MirrorGuard.Engine.Tests.FaultSimulation;

/// <summary>Who did what has just been done.</summary>
internal enum Actor
{
    /// <summary>The kernel, an application, an administrator.</summary>
    Others,

    /// <summary>A disk that lost what it had, which nobody can help.</summary>
    Disk,

    /// <summary>A table that we loaded, or a repair that we asked for.</summary>
    MirrorGuard,
}
