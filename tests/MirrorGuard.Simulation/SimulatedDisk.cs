using System;
using System.Collections.Generic;
using System.Linq;

namespace MirrorGuard.Simulation;

/// <summary>A disk: what it holds, what of that outlives a power cut, and how it fails.</summary>
/// <remarks>A block holds one number, that of the write that wrote it; 0 was never written.</remarks>
public sealed class SimulatedDisk : IBlockDevice
{
    private readonly ulong[] _contents;
    private readonly ulong[] _durable;
    private readonly bool _writesBack;
    private readonly HashSet<int> _unreadable;
    private readonly KernelRelease _kernel;

    /// <summary>An empty disk.</summary>
    /// <param name="blocks">Its size.</param>
    /// <param name="writesBack">It has a volatile write cache; without one each write is durable at once.</param>
    /// <param name="kernel">What its machine runs.</param>
    public SimulatedDisk(int blocks, bool writesBack, KernelRelease kernel = KernelRelease.Linux61)
        : this(new ulong[blocks], new ulong[blocks], writesBack, [], kernel)
    {
    }

    private SimulatedDisk(ulong[] contents, ulong[] durable, bool writesBack, HashSet<int> unreadable, KernelRelease kernel)
    {
        _kernel = kernel;
        _contents = contents;
        _durable = durable;
        _writesBack = writesBack;
        _unreadable = unreadable;
    }

    /// <summary>How it behaves now.</summary>
    public DiskMode Mode { get; set; }

    /// <summary>Blocks that cannot be read until they are written.</summary>
    public IReadOnlySet<int> UnreadableBlocks => _unreadable;

    /// <inheritdoc/>
    public bool HasWriteCache => _writesBack && (Mode != DiskMode.Dead || _kernel == KernelRelease.Linux612);

    /// <summary>What a block holds, whether or not the disk would give it.</summary>
    public ulong this[int block] => _contents[block];

    /// <summary>Lets blocks fail each read until they are written.</summary>
    public void MakeUnreadable(params ReadOnlySpan<int> blocks)
    {
        foreach (var block in blocks)
            _unreadable.Add(block);
    }

    /// <summary>Lets every block be read again.</summary>
    public void ClearUnreadable() => _unreadable.Clear();

    /// <inheritdoc/>
    public bool TryRead(int block, out ulong contents)
    {
        contents = _contents[block];
        return Mode == DiskMode.Good && !_unreadable.Contains(block);
    }

    /// <inheritdoc/>
    public bool TryWrite(int block, ulong contents)
    {
        if (Mode != DiskMode.Good)
            return false;
        _contents[block] = contents;
        _unreadable.Remove(block);
        if (!_writesBack)
            _durable[block] = contents;
        return true;
    }

    /// <summary>Writes one block past the cache, as an <c>O_DSYNC</c> write with FUA does; false for an I/O error.</summary>
    public bool TryWriteDurably(int block, ulong contents)
    {
        if (!TryWrite(block, contents))
            return false;
        _durable[block] = contents;
        return true;
    }

    /// <inheritdoc/>
    public bool TryFlush()
    {
        if (!HasWriteCache || Mode == DiskMode.Dead)
            return true;
        if (Mode == DiskMode.Flaky)
            return false;
        _contents.CopyTo(_durable, 0);
        return true;
    }

    /// <summary>The power fails: each block that was not flushed is lost or not, as <paramref name="random"/> has it.</summary>
    /// <returns>By block, what was lost.</returns>
    public IReadOnlyDictionary<int, ulong> CutPower(Random random)
    {
        var lost = new Dictionary<int, ulong>();
        foreach (var block in Enumerable.Range(0, _contents.Length).Where(block => _contents[block] != _durable[block]))
        {
            if (random.Next(2) == 0)
            {
                lost.Add(block, _contents[block]);
                _contents[block] = _durable[block];
            }
            else
            {
                _durable[block] = _contents[block];
            }
        }
        return lost;
    }

    /// <summary>A disk that shares nothing with this one.</summary>
    public SimulatedDisk Clone() => new([.. _contents], [.. _durable], _writesBack, [.. _unreadable], _kernel) { Mode = Mode };
}
