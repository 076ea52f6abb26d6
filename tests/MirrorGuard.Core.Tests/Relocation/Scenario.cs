using System;
using System.Globalization;
using System.Linq;

using MirrorGuard.Core.Relocation;

namespace MirrorGuard.Core.Tests.Relocation;

/// <summary>What a relocation is to meet, the same for the same seed.</summary>
internal sealed record Scenario
{
    internal required string Name { get; init; }

    /// <summary>1 or 8 sectors.</summary>
    internal required int BlockSectors { get; init; }

    /// <summary>The blocks of the leg that cannot be read.</summary>
    internal required bool[] Bad { get; init; }

    /// <summary>The blocks of the good leg that cannot be read.</summary>
    internal required bool[] SourceBad { get; init; }

    /// <summary>In sectors.</summary>
    internal ulong? Hint { get; init; }

    /// <summary>In blocks; null: all of the leg is searched.</summary>
    internal (int First, int Count)? Part { get; init; }

    internal int Budget { get; init; } = int.MaxValue;

    /// <summary>How many rewrites are refused, each of this many times in a row.</summary>
    internal int RefusalsPerRewrite { get; init; }

    /// <summary>One in so many reads of good blocks fails all the same; 0: none.</summary>
    internal int PassingErrorEvery { get; init; }

    /// <summary>The read or rewrite at which the leg dies; <see cref="int.MaxValue"/>: never.</summary>
    internal int DiesAt { get; init; } = int.MaxValue;

    /// <summary>The read or rewrite during which the relocation is aborted; <see cref="int.MaxValue"/>: never.</summary>
    internal int AbortsAt { get; init; } = int.MaxValue;

    /// <summary>One in so many rewrites has no source that is beyond doubt, and as many are of what can be read after all; 0: none.</summary>
    internal int DoubtEvery { get; init; }

    internal int Seed { get; init; }

    internal int Blocks => Bad.Length;

    /// <summary>The first block that is searched.</summary>
    internal int First => Part?.First ?? 0;

    /// <summary>The block behind the last that is searched.</summary>
    internal int End => Part is { } part ? part.First + part.Count : Blocks;

    internal int BlocksPerChunk => (int)ChunkOrder.ChunkLength.Count / BlockSectors;

    internal LegGeometry Leg => new(new Sectors((ulong)Blocks * (ulong)BlockSectors), new Sectors((ulong)BlockSectors));

    /// <summary>A leg of which the named blocks are bad.</summary>
    internal static Scenario Of(int blockSectors, int blocks, params int[] bad) => new()
    {
        Name = "by hand",
        BlockSectors = blockSectors,
        Bad = [.. Enumerable.Range(0, blocks).Select(bad.Contains)],
        SourceBad = new bool[blocks],
    };

    internal static Scenario FromSeed(int seed)
    {
        var random = new Random(seed);
        var blockSectors = random.Next(4) == 0 ? 1 : 8;
        var chunk = (int)ChunkOrder.ChunkLength.Count / blockSectors;
        var blocks = Math.Max(1, (random.Next(4) * chunk) + random.Next(3) switch { 0 => 0, 1 => random.Next(1, 4), _ => random.Next(chunk) });
        var bad = BadBlocks(random, blocks, chunk);
        return new Scenario
        {
            Name = string.Create(CultureInfo.InvariantCulture, $"seed {seed}"),
            Seed = seed,
            BlockSectors = blockSectors,
            Bad = bad,
            SourceBad = random.Next(3) == 0 ? SourceBlocks(random, bad, chunk) : new bool[blocks],
            Hint = random.Next(2) == 0 ? (ulong)random.NextInt64(((long)blocks * blockSectors) + 10) : null,
            Budget = random.Next(4) == 0 ? random.Next(12) : int.MaxValue,
            RefusalsPerRewrite = random.Next(6) == 0 ? random.Next(1, RelocationPlanner.MaxRefusals + 2) : 0,
            PassingErrorEvery = random.Next(6) == 0 ? random.Next(2, 40) : 0,
            DiesAt = random.Next(8) == 0 ? random.Next(60) : int.MaxValue,
            AbortsAt = random.Next(8) == 0 ? random.Next(60) : int.MaxValue,
            DoubtEvery = random.Next(6) == 0 ? random.Next(2, 6) : 0,
        };
    }

    /// <summary>The same leg as of <see cref="FromSeed"/>, of which only a part is searched: often one that begins or ends with the leg, or with a bad block.</summary>
    internal static Scenario OfPartFromSeed(int seed)
    {
        var whole = FromSeed(seed);
        var random = new Random(seed + 20_090_115);
        var first = random.Next(4) switch
        {
            0 => 0,
            1 => Math.Max(0, Array.IndexOf(whole.Bad, true)),
            _ => random.Next(whole.Blocks),
        };
        var length = Math.Min(whole.Blocks - first, 1 + random.Next(random.Next(3) == 0 ? 8 : 2 * whole.BlocksPerChunk));
        return whole with { Hint = null, Part = (first, random.Next(4) == 0 ? whole.Blocks - first : length) };
    }

    private static bool[] BadBlocks(Random random, int blocks, int chunk)
    {
        var bad = new bool[blocks];
        switch (random.Next(8))
        {
            case 0:
                break;
            case 1:
                Array.Fill(bad, true);
                break;
            case 2:
                bad[0] = random.Next(2) == 0;
                bad[^1] = !bad[0] || random.Next(2) == 0;
                break;
            case 3:
                AroundBorders(random, bad, chunk);
                break;
            case 4:
                for (var block = 0; block < blocks; block++)
                    bad[block] = random.Next(3) == 0;
                break;
            case 5:
                Run(bad, random.Next(blocks), random.Next(1, 2 * chunk));
                break;
            default:
                for (var runs = random.Next(1, 6); runs > 0; runs--)
                    Run(bad, random.Next(blocks), random.Next(3) == 0 ? random.Next(1, 40) : 1);
                break;
        }
        return bad;
    }

    private static void AroundBorders(Random random, bool[] bad, int chunk)
    {
        for (var border = chunk; border < bad.Length; border += chunk)
        {
            bad[border - 1] = random.Next(3) > 0;
            bad[border] = random.Next(3) > 0;
            if (random.Next(3) == 0)
                Run(bad, border - random.Next(40), 40);
        }
    }

    /// <summary>Some of the places that are bad on the leg, and some that are not.</summary>
    private static bool[] SourceBlocks(Random random, bool[] bad, int chunk)
    {
        var source = new bool[bad.Length];
        for (var block = 0; block < bad.Length; block++)
            source[block] = bad[block] && random.Next(3) == 0;
        Run(source, random.Next(bad.Length), random.Next(1, chunk / 4));
        return source;
    }

    private static void Run(bool[] blocks, int start, int length)
    {
        for (var block = start; block < Math.Min(blocks.Length, start + length); block++)
            blocks[block] = true;
    }
}
