using System;
using System.Collections.Generic;
using System.Globalization;

namespace MirrorGuard.Lab.Guests;

/// <summary>
/// A guest that is ready for mirrors: disks that can break, a volume group <c>vg</c> over all of
/// them, and dmeventd with the library under test.
/// </summary>
public sealed class MirrorLab : IDisposable
{
    /// <summary>Only what hangs takes as long: what a step waits for has limits of its own.</summary>
    private static readonly TimeSpan StepLimit = TimeSpan.FromMinutes(5);

    private MirrorLab(Guest guest, MirrorLibrary library)
    {
        Guest = guest;
        Library = library;
    }

    /// <summary>The machine.</summary>
    public Guest Guest { get; }

    /// <summary>What dmeventd monitors mirrors with.</summary>
    public MirrorLibrary Library { get; }

    /// <summary>Boots and sets up; <paramref name="disks"/> creates pd1, pd2, … (see <c>guest/disks.sh</c>).</summary>
    public static MirrorLab Start(
        GuestImage image,
        MirrorLibrary library,
        string disks = "ram_disks 5",
        IReadOnlyList<string>? diskFiles = null,
        IReadOnlyList<string>? artifacts = null)
    {
        var options = new GuestOptions { ArtifactDirectories = [.. library.Directories, .. artifacts ?? []], DiskFiles = diskFiles ?? [] };
        var lab = new MirrorLab(Guest.Start(image, options), library);
        try
        {
            lab.Do(string.Create(CultureInfo.InvariantCulture, $"""
                {disks}
                lvm_config {library.PathInGuest}
                make_vg vg $(all_disks)
                dmeventd_start -d
                """));
            return lab;
        }
        catch
        {
            lab.Dispose();
            throw;
        }
    }

    /// <summary>Runs steps of a scenario; the first one that fails ends it.</summary>
    /// <returns>What they wrote, errors and warnings included.</returns>
    public string Do(string script) => Guest.Require("set -e\n" + script, StepLimit).Trim();

    /// <summary>Asks for a value: standard output only, since LVM warns of missing disks with every answer.</summary>
    public string Ask(string script) =>
        Do("exec 2>\"$LAB/errors\"; trap '(($? == 0)) || cat \"$LAB/errors\"' EXIT\n" + script);

    /// <inheritdoc/>
    public void Dispose() => Guest.Dispose();
}
