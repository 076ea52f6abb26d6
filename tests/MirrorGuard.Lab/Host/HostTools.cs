using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace MirrorGuard.Lab.Host;

/// <summary>What the lab needs from the machine it runs on.</summary>
public static class HostTools
{
    private static readonly (string Tool, string Package)[] Needed =
    [
        ("debootstrap", "debootstrap"),
        ("gcc", "gcc"),
        ("unshare", "util-linux"),
        ("setpriv", "util-linux"),
        ("chroot", "coreutils"),
    ];

    private static readonly string[] Directories = ["/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin"];

    /// <summary>Names of the Debian packages that are missing, each once.</summary>
    public static IReadOnlyList<string> MissingPackages() =>
        [.. Needed.Where(needed => !IsInstalled(needed.Tool)).Select(needed => needed.Package).Distinct()];

    /// <summary>One clear line instead of a failure deep inside.</summary>
    public static void RequireAll()
    {
        if (Environment.UserName != "root")
            throw new LabException("The lab needs root: it mounts guests' roots in a private namespace.");

        IReadOnlyList<string> missing = MissingPackages();
        if (missing.Count > 0)
            throw new LabException($"The lab needs packages that are missing here: apt-get install {string.Join(' ', missing)}");
    }

    private static bool IsInstalled(string tool) =>
        Directories.Any(directory => File.Exists(Path.Combine(directory, tool)));
}
