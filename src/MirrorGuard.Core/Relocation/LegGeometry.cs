using System;

namespace MirrorGuard.Core.Relocation;

/// <summary>How long a leg is, and the smallest piece of it that can be read by itself.</summary>
public readonly record struct LegGeometry
{
    /// <summary>A leg.</summary>
    /// <param name="length">More than nothing, and whole blocks: the kernel refuses a table whose devices end inside a block.</param>
    /// <param name="logicalBlock">1 or 8 sectors: 512 or 4096 bytes (<c>queue/logical_block_size</c>).</param>
    /// <exception cref="InvalidOperationException">An argument is out of its range.</exception>
    public LegGeometry(Sectors length, Sectors logicalBlock)
    {
        Invariant.Require(logicalBlock.Count is 1 or 8, "a logical block has 512 or 4096 bytes");
        Invariant.Require(length.Count is > 0 and <= Sectors.MaxCount, "a leg has a length");
        Invariant.Require(length.Count % logicalBlock.Count == 0, "a leg has whole logical blocks");
        Length = length;
        LogicalBlock = logicalBlock;
    }

    /// <summary>The length of the leg.</summary>
    public Sectors Length { get; }

    /// <summary>The disk's unit: nothing smaller can be read, or be unreadable.</summary>
    public Sectors LogicalBlock { get; }

    /// <summary>The range lies on the leg, and is not empty.</summary>
    public bool Has(SectorRange range) => !range.IsEmpty && range.Start < Length && range.Length <= Length - range.Start;

    /// <summary>All blocks of which the range has a sector.</summary>
    /// <param name="range">Some sectors of the leg.</param>
    /// <exception cref="InvalidOperationException">The leg has no such sectors.</exception>
    public SectorRange BlocksOf(SectorRange range)
    {
        Invariant.Require(Has(range), "a range of a leg lies on it");
        var block = LogicalBlock.Count;
        var start = range.Start.Count / block * block;
        // The leg ends with a block, so the end of the last one is on it.
        var end = (((range.End.Count - 1) / block) + 1) * block;
        return SectorRange.Between(new Sectors(start), new Sectors(end));
    }

    /// <summary>The block that begins a part of the leg.</summary>
    /// <param name="part">0 to <paramref name="parts"/> - 1.</param>
    /// <param name="parts">Into how many parts, as equal as may be, the leg is thought to be divided.</param>
    public SectorRange BlockAtPart(int part, int parts)
    {
        var blocks = (UInt128)(Length.Count / LogicalBlock.Count);
        return new SectorRange(new Sectors((ulong)(blocks * (uint)part / (uint)parts) * LogicalBlock.Count), LogicalBlock);
    }
}
