using System;

using MirrorGuard.Core.Relocation;

namespace MirrorGuard.Core.Tests.Relocation;

/// <summary>A leg with bad blocks that a rewrite heals, and the good leg beside it.</summary>
internal sealed class SimulatedLegs(Scenario scenario)
{
    private readonly Random _random = new(scenario.Seed);
    private readonly bool[] _bad = [.. scenario.Bad];
    private int _refusals;

    /// <summary>Blocks of which a read by themselves failed, rightly or not.</summary>
    internal bool[] HasFailedAlone { get; } = new bool[scenario.Blocks];

    /// <summary>How often each block was rewritten.</summary>
    internal int[] Rewritten { get; } = new int[scenario.Blocks];

    /// <summary>The blocks whose last read went well, or that were rewritten.</summary>
    internal bool[] IsKnownGood { get; } = new bool[scenario.Blocks];

    /// <summary>The blocks that had no source beyond doubt.</summary>
    internal bool[] InDoubt { get; } = new bool[scenario.Blocks];

    /// <summary>The blocks that could be read again by themselves.</summary>
    internal bool[] ReadableAgain { get; } = new bool[scenario.Blocks];

    internal int PassingErrors { get; private set; }

    internal bool IsDead { get; private set; }

    internal ReadOnlySpan<bool> Bad => _bad;

    internal void Die() => IsDead = true;

    internal RelocationInput Read(SectorRange range)
    {
        var (first, count) = BlocksOf(range);
        var isBad = IsDead || _bad.AsSpan(first, count).Contains(true);
        if (!isBad && scenario.PassingErrorEvery > 0 && _random.Next(scenario.PassingErrorEvery) == 0)
        {
            PassingErrors++;
            isBad = true;
        }
        if (isBad && count == 1)
            HasFailedAlone[first] = true;
        if (!isBad)
            IsKnownGood.AsSpan(first, count).Fill(true);
        return isBad ? RelocationInput.ReadFailed : RelocationInput.ReadSucceeded;
    }

    internal RelocationInput Rewrite(SectorRange range)
    {
        var (first, count) = BlocksOf(range);
        if (_refusals < scenario.RefusalsPerRewrite)
        {
            _refusals++;
            return RelocationInput.RewriteRefused;
        }
        _refusals = 0;
        if (scenario.DoubtEvery > 0 && !IsDead && _random.Next(scenario.DoubtEvery) == 0)
            return WithoutRewrite(first, count, _random.Next(2) == 0 ? RelocationInput.SourceInDoubt : RelocationInput.ReadableAgain);
        if (scenario.SourceBad.AsSpan(first, count).Contains(true))
            return RelocationInput.SourceUnreadable;
        if (IsDead)
            return RelocationInput.RewriteFailed;
        for (var block = first; block < first + count; block++)
        {
            _bad[block] = false;
            IsKnownGood[block] = true;
            Rewritten[block]++;
        }
        return RelocationInput.Rewritten;
    }

    private RelocationInput WithoutRewrite(int first, int count, RelocationInput end)
    {
        (end == RelocationInput.SourceInDoubt ? InDoubt : ReadableAgain).AsSpan(first, count).Fill(true);
        if (end == RelocationInput.ReadableAgain)
        {
            _bad.AsSpan(first, count).Clear();
            IsKnownGood.AsSpan(first, count).Fill(true);
        }
        return end;
    }

    internal bool IsWithin(SectorRange range) =>
        !range.IsEmpty && range.End <= scenario.Leg.Length
        && range.Start.Count % (ulong)scenario.BlockSectors == 0 && range.Length.Count % (ulong)scenario.BlockSectors == 0;

    internal (int First, int Count) BlocksOf(SectorRange range) =>
        ((int)(range.Start.Count / (ulong)scenario.BlockSectors), (int)(range.Length.Count / (ulong)scenario.BlockSectors));
}
