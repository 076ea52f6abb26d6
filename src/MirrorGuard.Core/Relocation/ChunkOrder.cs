using System;

namespace MirrorGuard.Core.Relocation;

/// <summary>The chunks in which a leg, or a part of it, is read, in their order: the one with the hint first, then the others from start to end.</summary>
public readonly record struct ChunkOrder
{
    /// <summary>
    /// 1 MiB: long enough that a disk is read at its full speed, short enough that an abort has to wait for one short read only and
    /// that narrowing down costs a dozen reads.
    /// </summary>
    public static readonly Sectors ChunkLength = new(2048);

    private readonly SectorRange _range;
    private readonly ulong _first;

    /// <summary>An order of all chunks of a leg.</summary>
    /// <param name="legLength">The length of the leg; the last chunk may be a shorter one.</param>
    /// <param name="hint">
    /// Where an unreadable place is supposed; null, or behind the end, when there is no such idea.
    /// </param>
    public ChunkOrder(Sectors legLength, Sectors? hint)
    {
        _range = new SectorRange(default, legLength);
        _first = hint is { } place && place < legLength ? place.Count / ChunkLength.Count : 0;
    }

    /// <summary>An order of the chunks of a part of a leg, from its start to its end.</summary>
    /// <param name="range">The part; the first chunk begins with it, wherever that is, and the last may be a shorter one.</param>
    public ChunkOrder(SectorRange range) => _range = range;

    /// <summary>How many chunks there are.</summary>
    public ulong Count => ((_range.Length.Count - 1) / ChunkLength.Count) + 1;

    /// <summary>The chunk whose turn it is.</summary>
    /// <param name="turn">0 to <see cref="Count"/> - 1.</param>
    public SectorRange this[ulong turn]
    {
        get
        {
            var chunk = turn == 0 ? _first : turn <= _first ? turn - 1 : turn;
            var start = _range.Start + new Sectors(chunk * ChunkLength.Count);
            return new SectorRange(start, new Sectors(Math.Min(ChunkLength.Count, (_range.End - start).Count)));
        }
    }
}
