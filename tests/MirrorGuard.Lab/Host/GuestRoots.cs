using System;
using System.IO;
using System.Security.Cryptography;
using System.Text;

using MirrorGuard.Lab.Guests;

namespace MirrorGuard.Lab.Host;

/// <summary>The cache of guest roots: <c>~/.cache/mirrorguard/lab/SUITE-RECIPE</c>.</summary>
public static class GuestRoots
{
    /// <summary>What a root holds beyond the minimal base; a change makes new roots.</summary>
    private static readonly string[] Packages =
    [
        "lvm2", "dmeventd", "udev", "kmod", "user-mode-linux", "procps", "e2fsprogs", "thin-provisioning-tools",
    ];

    /// <summary>The root of an image; made when it is missing, which takes a minute.</summary>
    public static string Ensure(GuestImage image)
    {
        string root = PathOf(image);
        if (Directory.Exists(root))
            return root;

        string cache = Path.GetDirectoryName(root)!;
        Directory.CreateDirectory(cache);
        using (CacheLock.Take(root + ".lock"))
        {
            if (!Directory.Exists(root))
                Make(image, root);
        }

        return root;
    }

    /// <summary>Where the root of an image is, or will be.</summary>
    public static string PathOf(GuestImage image) => Path.Combine(CacheDirectory(), $"{image.Suite}-{Recipe()}");

    internal static string CacheDirectory()
    {
        string? cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
        if (string.IsNullOrEmpty(cache))
            cache = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
        return Path.Combine(cache, "mirrorguard", "lab");
    }

    private static string Recipe()
    {
        string recipe = string.Join(',', Packages) + File.ReadAllText(MakeScript);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(recipe)))[..12];
    }

    private static string MakeScript => GuestDirectory.SourceOf("make-root.sh");

    private static void Make(GuestImage image, string root)
    {
        Console.Error.WriteLine($"lab: making the {image} root (once, about a minute)");
        string unfinished = root + ".unfinished";
        HostCommand.Run("sh", MakeScript, image.Suite, unfinished, AptMirror.Url(), string.Join(',', Packages));
        // Whoever sees the directory under its real name sees it whole.
        Directory.Move(unfinished, root);
    }
}
