using System;
using System.IO;
using System.Linq;
using System.Security.Cryptography;

using MirrorGuard.Lab.Host;

namespace MirrorGuard.Lab.Guests;

/// <summary>
/// The lab's own C programs, compiled once for each version of their sources. Programs are static,
/// since guests have C libraries of different ages.
/// </summary>
internal static class GuestTools
{
    private static readonly string[] Warnings = ["-std=gnu17", "-O2", "-Wall", "-Wextra", "-Werror"];

    private static string Writer => GuestDirectory.SourceOf("steady-writer.c");

    private static string Garbler => GuestDirectory.SourceOf("garble-status.c");

    /// <summary>The directory with the compiled programs.</summary>
    internal static string Ensure()
    {
        string directory = Path.Combine(GuestRoots.CacheDirectory(), "tools-" + Version());
        if (Directory.Exists(directory))
            return directory;

        Directory.CreateDirectory(GuestRoots.CacheDirectory());
        using (CacheLock.Take(directory + ".lock"))
        {
            if (!Directory.Exists(directory))
                Compile(directory);
        }

        return directory;
    }

    private static string Version()
    {
        byte[] sources = [.. File.ReadAllBytes(Writer), .. File.ReadAllBytes(Garbler)];
        return Convert.ToHexStringLower(SHA256.HashData(sources))[..12];
    }

    private static void Compile(string directory)
    {
        string unfinished = directory + ".unfinished";
        Directory.CreateDirectory(unfinished);
        Gcc("-static", "-o", Path.Combine(unfinished, "steady-writer"), Writer);
        Gcc("-shared", "-fPIC", "-o", Path.Combine(unfinished, "garble-status.so"), Garbler);
        Directory.Move(unfinished, directory);
    }

    private static void Gcc(params string[] arguments) => HostCommand.Run("gcc", [.. Warnings.Concat(arguments)]);
}
