using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace MirrorGuard.Simulation;

/// <summary>The table of a mirror.</summary>
/// <param name="Geometry">Its size.</param>
/// <param name="Legs">At least two; index 0 is the primary.</param>
/// <param name="Log">The log device; null for a core log.</param>
/// <param name="Sync">The log's last argument.</param>
/// <param name="HandlesErrors">The feature <c>handle_errors</c>: writes that fail on a leg are held.</param>
/// <param name="KeepsLog">The feature <c>keep_log</c>: they are not, and the log remembers what the leg misses.</param>
public sealed record MirrorTable(
    Geometry Geometry, IReadOnlyList<ImageDevice> Legs, ImageDevice? Log, SyncArgument Sync = SyncArgument.None, bool HandlesErrors = true, bool KeepsLog = false)
{
    /// <summary>The kernel's own text: <c>disk 2 254:2 16 2 254:0 0 254:1 0 1 handle_errors</c>.</summary>
    public override string ToString()
    {
        var arguments = (Log is null ? 1 : 2) + (Sync == SyncArgument.None ? 0 : 1);
        var log = string.Create(CultureInfo.InvariantCulture, $"{(Log is null ? "core" : "disk")} {arguments} ")
            + (Log is null ? "" : $"{Log} ")
            + string.Create(CultureInfo.InvariantCulture, $"{Geometry.RegionSize.Count} ")
            + Sync switch { SyncArgument.Sync => "sync ", SyncArgument.NoSync => "nosync ", _ => "" };
        var legs = string.Concat(Legs.Select(leg => $" {leg} 0"));
        return log + Legs.Count.ToString(CultureInfo.InvariantCulture) + legs + Features();
    }

    private string Features() => (HandlesErrors, KeepsLog) switch
    {
        (true, true) => " 2 handle_errors keep_log",
        (true, false) => " 1 handle_errors",
        _ => "",
    };
}
