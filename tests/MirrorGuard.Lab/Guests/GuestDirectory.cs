using System;
using System.IO;

namespace MirrorGuard.Lab.Guests;

/// <summary>The directory that a guest has as <c>/lab</c>: its scripts, its artifacts, its logs.</summary>
internal static class GuestDirectory
{
    private const string Prefix = "mirrorguard-guest-";

    private static string Sources => Path.Combine(AppContext.BaseDirectory, "guest");

    /// <summary>A file of the lab's <c>guest</c> directory, beside this program.</summary>
    internal static string SourceOf(string name) => Path.Combine(Sources, name);

    internal static string Create(GuestOptions options)
    {
        DeleteOrphans();
        string directory = Directory.CreateTempSubdirectory($"{Prefix}{Environment.ProcessId}-").FullName;
        Directory.CreateDirectory(Path.Combine(directory, "run"));
        CopyFiles(Sources, Path.Combine(directory, "guest"));
        CopyFiles(GuestTools.Ensure(), Path.Combine(directory, "tools"));
        foreach (string artifacts in options.ArtifactDirectories)
            CopyFiles(artifacts, directory);
        return directory;
    }

    /// <summary>Deletes the directory of a guest that has ended; two may try at once.</summary>
    internal static void Delete(string directory)
    {
        try
        {
            Directory.Delete(directory, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // Another process found the same orphan.
        }
    }

    /// <summary>Directories of processes that were killed before they could tidy up.</summary>
    private static void DeleteOrphans()
    {
        foreach (string directory in Directory.EnumerateDirectories(Path.GetTempPath(), Prefix + "*"))
        {
            string owner = Path.GetFileName(directory)[Prefix.Length..].Split('-')[0];
            if (!Directory.Exists("/proc/" + owner))
                Delete(directory);
        }
    }

    private static void CopyFiles(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (string file in Directory.EnumerateFiles(from))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)), overwrite: true);
    }
}
