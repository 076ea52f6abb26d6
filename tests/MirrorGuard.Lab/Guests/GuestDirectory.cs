using System;
using System.IO;

namespace MirrorGuard.Lab.Guests;

/// <summary>The directory that a guest has as <c>/lab</c>: its scripts, its artifacts, its logs.</summary>
internal static class GuestDirectory
{
    private static string Sources => Path.Combine(AppContext.BaseDirectory, "guest");

    /// <summary>A file of the lab's <c>guest</c> directory, beside this program.</summary>
    internal static string SourceOf(string name) => Path.Combine(Sources, name);

    internal static string Create(GuestOptions options)
    {
        string directory = Directory.CreateTempSubdirectory("mirrorguard-guest-").FullName;
        Directory.CreateDirectory(Path.Combine(directory, "run"));
        CopyFiles(Sources, Path.Combine(directory, "guest"));
        CopyFiles(GuestTools.Ensure(), Path.Combine(directory, "tools"));
        foreach (string artifacts in options.ArtifactDirectories)
            CopyFiles(artifacts, directory);
        return directory;
    }

    private static void CopyFiles(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (string file in Directory.EnumerateFiles(from))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)), overwrite: true);
    }
}
