using System;
using System.IO;
using System.Threading;
using MirrorGuard.Dso.Tests.Hosts;
using MirrorGuard.Linux.Helpers;

namespace MirrorGuard.Dso.Tests.Helper;

/// <summary>Directories with a helper in them.</summary>
internal static class HelperFile
{
    private static readonly Lazy<string> Sanitized = new(BuildSanitized, LazyThreadSafetyMode.ExecutionAndPublication);

    /// <summary>The one that is installed, beside the DSO.</summary>
    internal static string Directory => Path.GetDirectoryName(PluginFile.Normal)!;

    /// <summary>The same sources; ends at the first byte that is read or written where it should not be.</summary>
    internal static string SanitizedDirectory => Sanitized.Value;

    private static string BuildSanitized()
    {
        string directory = Path.Combine(AppContext.BaseDirectory, "native", "sanitized-helper");
        System.IO.Directory.CreateDirectory(directory);
        string[] sources = System.IO.Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "helper"), "*.c");
        Tool.Run("cc", ["-std=gnu11", "-O1", "-g", "-D_GNU_SOURCE", "-fsanitize=address,undefined", "-fno-sanitize-recover=all",
            "-o", Path.Combine(directory, HelperProcesses.FileName), .. sources]);
        return directory;
    }
}
