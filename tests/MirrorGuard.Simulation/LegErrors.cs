using System;

namespace MirrorGuard.Simulation;

/// <summary>The kinds of errors that the kernel remembers of a leg.</summary>
[Flags]
internal enum LegErrors
{
    None = 0,
    Write = 1,
    Flush = 2,
    Sync = 4,
    Read = 8,
}
