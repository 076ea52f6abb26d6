using System.Diagnostics;
using System.IO;

using MirrorGuard.Lab.Host;

namespace MirrorGuard.Lab.Guests;

/// <summary>A guest whose console is the user's terminal.</summary>
public static class InteractiveGuest
{
    /// <summary>Boots, gives the terminal to a shell, and returns when that ends.</summary>
    public static void Run(GuestImage image, MirrorLibrary library)
    {
        HostTools.RequireAll();
        var options = new GuestOptions { ArtifactDirectories = library.Directories };
        string root = GuestRoots.Ensure(image);
        string directory = GuestDirectory.Create(options);
        File.WriteAllText(Path.Combine(directory, "interactive"), $"MIRROR_LIBRARY={library.PathInGuest}\n");

        try
        {
            using Process process = GuestProcess.Start(GuestCommand.For(root, directory, options, interactive: true));
            process.WaitForExit();
        }
        finally
        {
            // The kernel puts the terminal into raw mode and does not always put it back.
            HostCommand.RunOnTerminal("stty", "sane");
            GuestDirectory.Delete(directory);
        }
    }
}
