using System.Diagnostics;
using System.Globalization;
using System.IO;

namespace MirrorGuard.Lab.Guests;

/// <summary>The command line that puts a kernel into its root.</summary>
internal static class GuestCommand
{
    /// <param name="root">Root of the guest.</param>
    /// <param name="directory">The guest's <c>/lab</c>.</param>
    /// <param name="options">Memory and disks.</param>
    /// <param name="interactive">The guest's console is our own terminal, not a pipe.</param>
    internal static ProcessStartInfo For(string root, string directory, GuestOptions options, bool interactive)
    {
        var start = new ProcessStartInfo("setpriv")
        {
            RedirectStandardInput = !interactive,
            RedirectStandardOutput = !interactive,
        };

        // Three links, each dying with the one before: this process, unshare, and process 1 of a
        // process namespace, whose end takes all of User-Mode Linux's helpers with it.
        Add(start, "--pdeathsig", "KILL");
        Add(start, "unshare", "--mount", "--propagation", "private", "--pid", "--fork", "--kill-child=KILL");
        Add(start, "sh", Path.Combine(directory, "guest", "enter-root.sh"), root, directory);
        Add(start, options.MemoryMebibytes.ToString(CultureInfo.InvariantCulture));
        foreach (string file in options.DiskFiles)
            Add(start, Path.GetFullPath(file));
        return start;
    }

    private static void Add(ProcessStartInfo start, params string[] arguments)
    {
        foreach (string argument in arguments)
            start.ArgumentList.Add(argument);
    }
}
