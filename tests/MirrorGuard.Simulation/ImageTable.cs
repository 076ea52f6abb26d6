using System.Globalization;

namespace MirrorGuard.Simulation;

/// <summary>The table of an image or a log volume: part of a disk, or nothing but errors.</summary>
/// <param name="Disk">Null for <c>error</c>.</param>
/// <param name="FirstBlock">Where the volume begins on the disk.</param>
public sealed record ImageTable(SimulatedDisk? Disk, int FirstBlock)
{
    /// <summary>Every read and write fails; flushes pass.</summary>
    public static ImageTable Error { get; } = new(null, 0);

    /// <summary>The volume lies on <paramref name="disk"/> from <paramref name="firstBlock"/> on.</summary>
    public static ImageTable Linear(SimulatedDisk disk, int firstBlock = 0) => new(disk, firstBlock);

    /// <summary>The target's name and, for <c>linear</c>, the sector where it begins.</summary>
    public override string ToString() => Disk is null
        ? "error"
        : string.Create(CultureInfo.InvariantCulture, $"linear {FirstBlock * Geometry.SectorsPerBlock}");
}
