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

    private static readonly string[] Programs = ["steady-writer.c", "stamp-lines.c", "mirror-player.c", "helper-driver.c", "find-lost.c"];
    private static readonly string[] Libraries = ["garble-status.c"];

    /// <summary>Beside the sources; the helper's protocol is the helper's own header.</summary>
    private static readonly string[] Headers = ["protocol.h"];

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
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (string source in Programs.Concat(Libraries).Concat(Headers))
            hash.AppendData(File.ReadAllBytes(GuestDirectory.SourceOf(source)));
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..12];
    }

    private static void Compile(string directory)
    {
        string unfinished = directory + ".unfinished";
        Directory.CreateDirectory(unfinished);
        foreach (string source in Programs)
            Gcc(source, Path.Combine(unfinished, Path.ChangeExtension(source, null)), "-static");
        foreach (string source in Libraries)
            Gcc(source, Path.Combine(unfinished, Path.ChangeExtension(source, "so")), "-shared", "-fPIC");
        Directory.Move(unfinished, directory);
    }

    private static void Gcc(string source, string output, params string[] kind) =>
        HostCommand.Run("gcc", [.. Warnings, .. kind, "-o", output, GuestDirectory.SourceOf(source)]);
}
