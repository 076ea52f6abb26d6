using System;
using System.IO;

namespace MirrorGuard.Lab.Tests;

/// <summary>The tree that these tests were built from.</summary>
internal static class Repository
{
    /// <summary>The directory with build.sh.</summary>
    internal static string Root { get; } = Find();

    private static string Find()
    {
        DirectoryInfo? directory = new(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "build.sh")))
            directory = directory.Parent;
        return directory?.FullName ?? throw new LabException("The tests do not lie in a tree with a build.sh.");
    }
}
