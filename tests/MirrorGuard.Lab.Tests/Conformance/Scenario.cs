using System.Collections.Generic;
using System.Globalization;

using MirrorGuard.Core.Status;
using MirrorGuard.Simulation;

namespace MirrorGuard.Lab.Tests.Conformance;

/// <summary>What is done to a mirror, step by step, on the model and on a kernel.</summary>
/// <param name="Seed">What it was drawn from; a name for those that were not.</param>
/// <param name="Legs">Legs, each on a disk of its own; one more disk carries the log.</param>
/// <param name="WritesBack">The disks have a write cache.</param>
/// <param name="Steps">Beginning with the first load and resume.</param>
internal sealed record Scenario(int Seed, int Legs, bool WritesBack, IReadOnlyList<ScenarioStep> Steps)
{
    /// <summary>The most legs of a scenario.</summary>
    internal const int MaxLegs = 3;

    /// <summary>Blocks of each disk.</summary>
    internal const int DiskBlocks = 32;

    /// <summary>As small as a mirror can be and still have some regions out of sync, some under recovery and some in sync.</summary>
    internal static Geometry Geometry { get; } = new(Regions: 8, BlocksPerRegion: 2);

    internal static ImageDevice CreateImage(int number, ImageTable table, KernelRelease kernel) => new(new DeviceNumber(254, (uint)number), table, kernel);

    /// <summary>What stands for an image in a scenario's text and in observations, whatever its number is in a kernel.</summary>
    internal static string NameOf(ImageDevice image) => string.Create(CultureInfo.InvariantCulture, $"@{image.Number.Minor}");

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"begin {Seed} {(WritesBack ? 0 : MaxLegs + 1)} {Legs}\n")
        + string.Join('\n', Steps) + "\nend\n";
}
