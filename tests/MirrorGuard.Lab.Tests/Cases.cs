using System;
using System.IO;

using MirrorGuard.Lab.Guests;

using Xunit;

namespace MirrorGuard.Lab.Tests;

/// <summary>
/// What every scenario is run with: both Debian releases, the stock library and ours. Stock's behaviour is asserted too: it is what ours
/// is measured against. It is the same on both, so that one has to do, unless <c>./build.sh soak</c> asks for both.
/// </summary>
public static class Cases
{
    private const string OursName = "mirrorguard";

    private static readonly string OursDirectory = FindOurs();

    private static readonly bool IsStockPlayedOnAll = Environment.GetEnvironmentVariable("MIRRORGUARD_STOCK") == "all";

    /// <summary>
    /// The release of scenarios that are played on one: the newest, on whose kernel programs start in half the time, unless
    /// MIRRORGUARD_IMAGE names another, as <c>./build.sh soak</c> does.
    /// </summary>
    internal static string AnyImage { get; } = FindAnyImage();

    /// <summary>Both releases.</summary>
    public static TheoryData<string> Images
    {
        get
        {
            var images = new TheoryData<string>();
            foreach (GuestImage image in GuestImage.All)
                images.Add(image.Name);
            return images;
        }
    }

    /// <summary>Each release with ours, and with stock's library.</summary>
    public static TheoryData<string, string> All
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (GuestImage image in GuestImage.All)
            {
                if (IsStockPlayedOnAll || image.Name == AnyImage)
                    cases.Add(image.Name, MirrorLibrary.Stock.Name);
                cases.Add(image.Name, OursName);
            }

            return cases;
        }
    }

    /// <summary>Both libraries repair a dead leg at once; what ours does by default is for the scenarios of <see cref="Waiting"/>.</summary>
    internal static MirrorLab Start(string image, string library, string disks = "ram_disks 5") =>
        MirrorLab.Start(GuestImage.Find(image)!, Library(library), $"mirrorguard_repairs_at_once; {disks}");

    /// <summary>Ours, with section <c>scan</c> of its configuration.</summary>
    /// <param name="image">The release.</param>
    /// <param name="scan">Lines of the section.</param>
    /// <param name="disks">Creates the disks.</param>
    internal static MirrorLab StartScanning(string image, string scan, string disks) =>
        MirrorLab.Start(GuestImage.Find(image)!, Library(OursName), $"mirrorguard_scan '{scan}'; pages_are_written_soon; {disks}");

    /// <summary>Ours, which waits for a dead leg.</summary>
    /// <param name="image">The release.</param>
    /// <param name="faults">Lines of section <c>faults</c>.</param>
    /// <param name="disks">Creates the disks.</param>
    internal static MirrorLab StartWaiting(string image, string faults, string disks) =>
        MirrorLab.Start(GuestImage.Find(image)!, Library(OursName), $"mirrorguard_config '{faults}'; {disks}");

    internal static MirrorLibrary Library(string name) =>
        name == OursName ? MirrorLibrary.From(OursName, OursDirectory) : MirrorLibrary.Stock;

    private static string FindAnyImage()
    {
        if (Environment.GetEnvironmentVariable("MIRRORGUARD_IMAGE") is not { Length: > 0 } named)
            return GuestImage.All[^1].Name;
        return GuestImage.Find(named)?.Name ?? throw new InvalidOperationException($"MIRRORGUARD_IMAGE = {named} is no release: {string.Join(", ", GuestImage.All)}.");
    }

    /// <summary>The directory that MIRRORGUARD_DSO names, or artifacts/dso of this tree; a scenario fails where nothing was built.</summary>
    private static string FindOurs() =>
        Environment.GetEnvironmentVariable("MIRRORGUARD_DSO") is { Length: > 0 } named
            ? named
            : Path.Combine(Repository.Root, "artifacts", "dso");
}
