using MirrorGuard.Core;

namespace MirrorGuard.Simulation;

/// <summary>How a mirror is divided. Its length is a whole number of regions.</summary>
/// <param name="Regions">1 to <see cref="MaxRegions"/>.</param>
/// <param name="BlocksPerRegion">A power of two: the kernel takes no other region size.</param>
public readonly record struct Geometry(int Regions, int BlocksPerRegion)
{
    /// <summary>The bits of a disk log's header have to fit in the one number that a block holds, with a mark that it is a header.</summary>
    public const int MaxRegions = 62;

    /// <summary>4 KiB: what applications write at once.</summary>
    public const int SectorsPerBlock = 8;

    /// <summary>Blocks of the mirror, and of each of its legs.</summary>
    public int Blocks => Regions * BlocksPerRegion;

    /// <summary>As a table says it.</summary>
    public Sectors RegionSize => new((ulong)(BlocksPerRegion * SectorsPerBlock));

    /// <summary>The region that <paramref name="block"/> lies in.</summary>
    public int RegionOf(int block) => block / BlocksPerRegion;

    /// <summary>The first block of <paramref name="region"/>.</summary>
    public int FirstBlockOf(int region) => region * BlocksPerRegion;
}
