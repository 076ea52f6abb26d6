using System;
using System.Collections.Generic;
using System.Linq;

namespace MirrorGuard.Lab.Guests;

/// <summary>A Debian release that guests run: its root and, from that root, its kernel.</summary>
public sealed record GuestImage(string Name, string Suite)
{
    /// <summary>lvm2 2.03.16, dmeventd 1.02.185, kernel 6.1.</summary>
    public static GuestImage Debian12 { get; } = new("debian12", "bookworm");

    /// <summary>lvm2 2.03.31, dmeventd 1.02.205, kernel 6.12.</summary>
    public static GuestImage Debian13 { get; } = new("debian13", "trixie");

    /// <summary>All images, oldest first.</summary>
    public static IReadOnlyList<GuestImage> All { get; } = [Debian12, Debian13];

    /// <summary>The image of that name ("debian12") or of that suite ("bookworm").</summary>
    public static GuestImage? Find(string name) =>
        All.FirstOrDefault(image =>
            image.Name.Equals(name, StringComparison.OrdinalIgnoreCase) ||
            image.Suite.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <inheritdoc/>
    public override string ToString() => Name;
}
