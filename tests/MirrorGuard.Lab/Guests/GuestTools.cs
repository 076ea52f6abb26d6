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

    /// <summary>Each from the one source file of its name, or from all in the directory of its name.</summary>
    private static readonly string[] Programs = ["steady-writer", "stamp-lines", "mirror-player", "helper-driver", "find-lost", "page-writer"];

    private static readonly string[] Libraries = ["garble-status", "time-events", "whole-xstate"];

    /// <summary>Beside the sources: the helper's own.</summary>
    private static readonly string[] Headers = ["protocol.h", "device_number.h", "stay.h"];

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
        foreach (string source in Programs.Concat(Libraries).SelectMany(FilesOf).Concat(Headers.Select(GuestDirectory.SourceOf)))
            hash.AppendData(File.ReadAllBytes(source));
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..12];
    }

    private static void Compile(string directory)
    {
        string unfinished = directory + ".unfinished";
        Directory.CreateDirectory(unfinished);
        foreach (string program in Programs)
            Gcc(program, Path.Combine(unfinished, program), "-static");
        foreach (string library in Libraries)
            Gcc(library, Path.Combine(unfinished, library + ".so"), "-shared", "-fPIC");
        Directory.Move(unfinished, directory);
    }

    private static void Gcc(string name, string output, params string[] kind) =>
        HostCommand.Run("gcc", [.. Warnings, .. kind, "-o", output, .. FilesOf(name).Where(file => file.EndsWith(".c", StringComparison.Ordinal))]);

    private static string[] FilesOf(string name)
    {
        string directory = GuestDirectory.SourceOf(name);
        return Directory.Exists(directory)
            ? [.. Directory.GetFiles(directory).Order(StringComparer.Ordinal)]
            : [directory + ".c"];
    }
}
