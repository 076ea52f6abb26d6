using System;
using System.Collections.Generic;

namespace MirrorGuard.Lab.Guests;

/// <summary>How a script in a guest ended, and all it wrote (standard output and error).</summary>
public sealed record GuestResult(int ExitCode, string Output)
{
    /// <summary>The output's lines without empty ones.</summary>
    public IReadOnlyList<string> Lines =>
        Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
