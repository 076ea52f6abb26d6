using System;
using System.IO;
using System.Linq;
using System.Threading;
using MirrorGuard.Linux.Helpers;
using MirrorGuard.Linux.Readers;

namespace MirrorGuard.Dso.Tests.Hosts;

/// <summary>Directories with the programs in them that the DSO starts.</summary>
internal static class ProgramFiles
{
    private static readonly Lazy<string> Sanitized = new(BuildSanitized, LazyThreadSafetyMode.ExecutionAndPublication);

    /// <summary>The ones that are installed, beside the DSO.</summary>
    internal static string Directory => Path.GetDirectoryName(PluginFile.Normal)!;

    /// <summary>The same sources; they end at the first byte that is read or written where it should not be.</summary>
    internal static string SanitizedDirectory => Sanitized.Value;

    private static string BuildSanitized()
    {
        string directory = Path.Combine(AppContext.BaseDirectory, "native", "sanitized-programs");
        System.IO.Directory.CreateDirectory(directory);
        Compile("helper", Path.Combine(directory, HelperProcesses.FileName));
        Compile("reader", Path.Combine(directory, LegReaders.FileName));
        return directory;
    }

    private static void Compile(string program, string output)
    {
        string[] directories = [Path.Combine(AppContext.BaseDirectory, program), Path.Combine(AppContext.BaseDirectory, "process")];
        var sources = directories.SelectMany(directory => System.IO.Directory.GetFiles(directory, "*.c"));
        Tool.Run("cc", ["-std=gnu11", "-O1", "-g", "-D_GNU_SOURCE", "-fsanitize=address,undefined", "-fno-sanitize-recover=all",
            "-I", directories[1], "-o", output, .. sources]);
    }
}
