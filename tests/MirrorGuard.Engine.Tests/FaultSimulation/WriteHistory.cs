using System.Collections.Generic;
using System.Linq;

namespace MirrorGuard.Engine.Tests.FaultSimulation;

/// <summary>
/// What an application may find in each block of a volume. Contents are numbers that only grow, so they tell which write was earlier.
/// An application has one write to a block under way at a time.
/// </summary>
internal sealed class WriteHistory(int blocks)
{
    private readonly ulong[] _acknowledged = new ulong[blocks];

    /// <summary>Not answered, or answered with an error, since the last acknowledged write: they may be there or not.</summary>
    private readonly List<ulong>[] _unknown = [.. Enumerable.Range(0, blocks).Select(_ => new List<ulong>())];

    /// <summary>What a power cut may bring back: the newest that a flush covers, and all that came between it and the acknowledged one.</summary>
    private readonly List<ulong>[] _volatile = [.. Enumerable.Range(0, blocks).Select(_ => new List<ulong>())];

    private readonly ulong[] _durable = new ulong[blocks];

    internal void Submit(int block, ulong contents) => _unknown[block].Add(contents);

    internal void Acknowledge(int block, ulong contents)
    {
        _volatile[block].Add(_acknowledged[block]);
        _volatile[block].AddRange(_unknown[block].Where(earlier => earlier != contents));
        _unknown[block].Clear();
        _acknowledged[block] = contents;
    }

    /// <summary>What a flush that is submitted now will cover.</summary>
    internal ulong[] Snapshot() => [.. _acknowledged];

    internal void Flushed(ulong[] covered)
    {
        for (var block = 0; block < covered.Length; block++)
        {
            if (covered[block] <= _durable[block])
                continue;
            _durable[block] = covered[block];
            _volatile[block].RemoveAll(contents => contents < _durable[block]);
        }
    }

    /// <summary>A leg holds something that nobody wrote, and its disk for good: once it is written over, a power cut may bring it back.</summary>
    internal void ChangeBeneath(int block, ulong contents) => _volatile[block].Add(contents);

    internal bool Allows(int block, ulong contents) => contents == _acknowledged[block] || _unknown[block].Contains(contents);

    /// <summary>The same after the disks' power failed.</summary>
    internal bool AllowsAfterPowerCut(int block, ulong contents) =>
        Allows(block, contents) || contents == _durable[block] || _volatile[block].Contains(contents);

    /// <summary>The machine crashed, and this is read: whoever asks from now on has to get the same.</summary>
    internal void Settle(int block, ulong contents)
    {
        _unknown[block].Clear();
        _volatile[block].Clear();
        _acknowledged[block] = contents;
        _durable[block] = contents;
    }

    internal string Describe(int block) => $"{_acknowledged[block]}{string.Concat(_unknown[block].Select(contents => $" or {contents}"))}";
}
