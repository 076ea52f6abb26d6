using System;
using System.Collections.Generic;
using System.Linq;

using MirrorGuard.Core.Scan;

namespace MirrorGuard.Core.Tests.Scan;

/// <summary>The legs of a small mirror: what each sector holds, and which cannot be read.</summary>
internal sealed class ScannedVolume
{
    /// <summary>4096 bytes: a reader cuts a difference at multiples of it.</summary>
    internal const int PageSectors = 8;

    /// <summary>The reader's: 512 KiB.</summary>
    private const int ChunkSectors = 1024;

    private readonly ulong[][] _contents;
    private readonly HashSet<(int Leg, int Sector)> _unreadable = [];
    private readonly int[][] _timesRead;

    internal ScannedVolume(int legs, int sectors)
    {
        _contents = [.. Enumerable.Range(0, legs).Select(_ => new ulong[sectors])];
        _timesRead = [.. Enumerable.Range(0, legs).Select(_ => new int[sectors])];
    }

    internal int Legs => _contents.Length;

    internal int Length => _contents[0].Length;

    internal int TimesRead(int leg, int sector) => _timesRead[leg][sector];

    internal void Write(int leg, int sector, ulong content) => _contents[leg][sector] = content;

    /// <summary>Something that no other leg holds there.</summary>
    internal void Plant(int leg, int start, int length) => Array.Fill(_contents[leg], 4711UL, start, length);

    internal void Spoil(int leg, int sector) => _unreadable.Add((leg, sector));

    /// <summary>The same, where it can be healed, and no difference vanishes by that.</summary>
    internal void SpoilWhereOthersAgree(int leg, int sector)
    {
        if (_contents.Select(contents => contents[sector]).Distinct().Count() == 1 && !_unreadable.Any(place => place.Sector == sector))
            Spoil(leg, sector);
    }

    /// <summary>What a relocation does: each such sector of the place from another leg. How many places can be read again.</summary>
    internal int Heal(IEnumerable<UnreadablePlace> places)
    {
        var healed = 0;
        foreach (var place in places)
        {
            foreach (var sector in Sectors(place.Range))
            {
                if (!_unreadable.Contains((place.Leg, sector)))
                    continue;
                var source = Enumerable.Range(0, Legs).Where(leg => !_unreadable.Contains((leg, sector))).Cast<int?>().FirstOrDefault();
                if (source is not { } leg)
                    continue;
                _contents[place.Leg][sector] = _contents[leg][sector];
                _unreadable.Remove((place.Leg, sector));
            }
            healed += Sectors(place.Range).Any(sector => _unreadable.Contains((place.Leg, sector))) ? 0 : 1;
        }
        return healed;
    }

    /// <summary>As the reader reads.</summary>
    internal ScanInput Read(SectorRange range, TimeSpan elapsed)
    {
        var differences = new List<LegDifference>();
        var unreadable = new List<UnreadablePlace>();
        for (var start = (int)range.Start.Count; start < (int)range.End.Count; start += ChunkSectors)
        {
            var chunk = new SectorRange(new Sectors((ulong)start), new Sectors(Math.Min((ulong)ChunkSectors, range.End.Count - (ulong)start)));
            var readable = Enumerable.Range(0, Legs).Where(leg => !Sectors(chunk).Any(sector => _unreadable.Contains((leg, sector)))).ToList();
            unreadable.AddRange(Enumerable.Range(0, Legs).Except(readable).Select(leg => new UnreadablePlace(leg, chunk, 5)));
            foreach (var leg in readable)
            {
                foreach (var sector in Sectors(chunk))
                    _timesRead[leg][sector]++;
            }
            differences.AddRange(Differences(chunk, readable));
        }
        return new ScanInput(ScanInputKind.Read, range.Length, elapsed, differences, unreadable);
    }

    private static IEnumerable<int> Sectors(SectorRange range) => Enumerable.Range((int)range.Start.Count, (int)range.Length.Count);

    private IEnumerable<LegDifference> Differences(SectorRange chunk, List<int> readable)
    {
        SectorRange run = default;
        foreach (var sector in Sectors(chunk))
        {
            var differs = readable.Select(leg => _contents[leg][sector]).Distinct().Count() > 1;
            if (!run.IsEmpty && (!differs || sector % PageSectors == 0))
            {
                yield return Difference(run);
                run = default;
            }
            if (differs)
                run = run.FollowedBy(new SectorRange(new Sectors((ulong)sector), new Sectors(1)));
        }
        if (!run.IsEmpty)
            yield return Difference(run);
    }

    private LegDifference Difference(SectorRange run) => new(run, [.. _contents.Select(leg => Digest(leg, run))]);

    private static ulong Digest(ulong[] leg, SectorRange run) =>
        Sectors(run).Aggregate(17UL, (digest, sector) => unchecked((digest * 1_000_003) + leg[sector]));
}
