using System;
using System.IO;
using System.Security.Cryptography;

using MirrorGuard.Lab.Host;

namespace MirrorGuard.Lab.Guests;

/// <summary>
/// The lab's own C programs, compiled once for each version of their sources. Static, since guests
/// have C libraries of different ages.
/// </summary>
internal static class GuestTools
{
    /// <summary>The directory with the compiled programs.</summary>
    internal static string Ensure()
    {
        string source = Path.Combine(AppContext.BaseDirectory, "guest", "steady-writer.c");
        string version = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(source)))[..12];
        string directory = Path.Combine(GuestRoots.CacheDirectory(), "tools-" + version);
        if (Directory.Exists(directory))
            return directory;

        Directory.CreateDirectory(GuestRoots.CacheDirectory());
        using (CacheLock.Take(directory + ".lock"))
        {
            if (!Directory.Exists(directory))
                Compile(source, directory);
        }

        return directory;
    }

    private static void Compile(string source, string directory)
    {
        string unfinished = directory + ".unfinished";
        Directory.CreateDirectory(unfinished);
        string program = Path.Combine(unfinished, Path.GetFileNameWithoutExtension(source));
        HostCommand.Run("gcc", "-std=gnu17", "-O2", "-static", "-Wall", "-Wextra", "-Werror", "-o", program, source);
        Directory.Move(unfinished, directory);
    }
}
