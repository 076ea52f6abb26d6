using System;
using System.IO;

using MirrorGuard.Lab.Guests;

namespace MirrorGuard.Lab.Tests.Helper;

/// <summary>A guest with a mirror that holds failed writes, and with the helper instead of a dmeventd.</summary>
internal static class HelperLab
{
    /// <summary>Of one step of a scenario, on a busy machine.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(240);

    /// <summary>Boots; <c>vg/lv</c> has its legs on pd1 and pd2 and its log on the last disk.</summary>
    internal static Guest Start(string image, string disks = "ram_disks 4")
    {
        string? named = Environment.GetEnvironmentVariable("MIRRORGUARD_DSO");
        string directory = named is { Length: > 0 } ? named : Path.Combine(Repository.Root, "artifacts", "dso");
        Guest guest = Guest.Start(GuestImage.Find(image)!, new GuestOptions { ArtifactDirectories = [directory] });
        try
        {
            guest.Do($"""
                {disks}
                lvm_config
                make_vg vg $(all_disks)
                make_armed_mirror vg/lv 16 --mirrors 1
                """);
            return guest;
        }
        catch
        {
            guest.Dispose();
            throw;
        }
    }

    /// <summary>Runs a step of a scenario; the first command that fails ends it.</summary>
    /// <returns>What it printed, errors included.</returns>
    internal static string Do(this Guest guest, string script) => guest.Require("set -e\n" + script, Limit).Trim();
}
