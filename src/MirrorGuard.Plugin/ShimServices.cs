using System.Runtime.InteropServices;

namespace MirrorGuard.Plugin;

/// <summary>What the shim offers (native-shim/services.h); linked in, not loaded.</summary>
internal static unsafe partial class ShimServices
{
    private const string Library = "mirrorguard-shim";

    /// <summary>Writes a line to dmeventd's log; the line is not kept.</summary>
    [LibraryImport(Library)]
    internal static partial void mirrorguard_log(int level, byte* line);

    /// <summary>Writes the directory of the loaded DSO, ending in a NUL, into a buffer of <paramref name="size"/> bytes. 1, or 0 when it cannot be had.</summary>
    [LibraryImport(Library)]
    internal static partial int mirrorguard_directory(byte* directory, int size);

    /// <summary>Gives a device to the stock DSO, from any thread that holds no lock; may take as long as a repair.</summary>
    [LibraryImport(Library)]
    internal static partial void mirrorguard_hand_over(ulong registration_id);
}
