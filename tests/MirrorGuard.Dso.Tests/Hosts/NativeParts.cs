using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;

namespace MirrorGuard.Dso.Tests.Hosts;

/// <summary>The host and the fake libraries, compiled once per run from <c>host</c> and <c>fakes</c>.</summary>
internal static class NativeParts
{
    private static readonly string[] Flags =
        ["-std=gnu11", "-O1", "-g", "-fPIC", "-D_GNU_SOURCE", "-Wall", "-Wextra", "-Werror"];

    private static readonly Lazy<string> Built = new(Build, LazyThreadSafetyMode.ExecutionAndPublication);

    /// <summary>The directory of the fakes, for <c>LD_LIBRARY_PATH</c>.</summary>
    internal static string Fakes => Path.Combine(Built.Value, "fakes");

    internal static string Host => Path.Combine(Built.Value, "dmeventd-host");

    private static string Source => AppContext.BaseDirectory;

    private static string Build()
    {
        string directory = Path.Combine(AppContext.BaseDirectory, "native");
        string fakes = Path.Combine(directory, "fakes");
        Directory.CreateDirectory(fakes);

        BuildLibrary(fakes, "libfakeworld.so", "world.c");
        BuildLibrary(fakes, "libdevmapper.so.1.02.1", "libdevmapper.c", "-lfakeworld", VersionScript("libdevmapper.map"));
        BuildLibrary(fakes, "libdevmapper-event.so.1.02.1", "libdevmapper-event.c", "-lfakeworld");
        BuildLibrary(fakes, "libdevmapper-event-lvm2.so.2.03", "libdevmapper-event-lvm2.c", "-lfakeworld", VersionScript("libdevmapper-event-lvm2.map"));
        BuildLibrary(fakes, PluginFile.FileName, "libdevmapper-event-lvm2mirror.c", "-lfakeworld", "-l:libdevmapper.so.1.02.1");
        Tool.Run("cc", [.. Flags, "-o", Path.Combine(directory, "dmeventd-host"), .. Directory.GetFiles(Path.Combine(Source, "host"), "*.c")]);
        return directory;
    }

    private static void BuildLibrary(string directory, string name, string source, params IEnumerable<string> links) =>
        Tool.Run("cc", [.. Flags, "-shared", "-o", Path.Combine(directory, name), $"-Wl,-soname,{name}",
            Path.Combine(Source, "fakes", source), $"-L{directory}", .. links]);

    private static string VersionScript(string file) => $"-Wl,--version-script={Path.Combine(Source, "fakes", file)}";
}
