using System.Collections.Generic;
using System.IO;

namespace MirrorGuard.Lab.Guests;

/// <summary>The DSO that LVM names to dmeventd for mirrors.</summary>
/// <param name="Name">How tests and tables call it.</param>
/// <param name="PathInGuest">The absolute path, as dmeventd sees it.</param>
/// <param name="Directory">The host's directory that it is copied from; null for the guest's own.</param>
public sealed record MirrorLibrary(string Name, string PathInGuest, string? Directory)
{
    /// <summary>
    /// LVM passes over its "plugins are deprecated" warning only for the names of its own libraries,
    /// so every library is called this.
    /// </summary>
    public const string FileName = "libdevmapper-event-lvm2mirror.so";

    /// <summary>The one of the guest's Debian release.</summary>
    public static MirrorLibrary Stock { get; } = new("stock", "/usr/lib/x86_64-linux-gnu/" + FileName, null);

    /// <summary>Whether this is <see cref="Stock"/>.</summary>
    public bool IsStock => Directory is null;

    /// <summary>What a guest needs copied to have it.</summary>
    public IReadOnlyList<string> Directories => Directory is null ? [] : [Directory];

    /// <summary>The library that was built into a directory.</summary>
    public static MirrorLibrary From(string name, string directory) =>
        File.Exists(Path.Combine(directory, FileName))
            ? new(name, "/lab/" + FileName, directory)
            : throw new LabException($"There is no {FileName} in {directory}.");

    /// <inheritdoc/>
    public override string ToString() => Name;
}
