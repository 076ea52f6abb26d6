using System;
using System.Linq;

namespace MirrorGuard.Simulation;

/// <summary>Which regions are in sync, and which are clean: kernel <c>dm-log.c</c>, what core and disk logs share.</summary>
/// <remarks>
/// "In sync" says that the legs are equal but for writes under way; "clean" says that there are none. A disk log stores the clean bits
/// only and takes them for the sync bits when it is read again, which is why a crash costs the copying of the regions then written to.
/// </remarks>
internal abstract class DirtyLog
{
    private readonly bool[] _recovering;
    private int _search;

    private protected DirtyLog(int regions, SyncArgument argument)
    {
        Argument = argument;
        Clean = [.. Enumerable.Repeat(true, regions)];
        Synced = [.. Enumerable.Repeat(argument == SyncArgument.NoSync, regions)];
        SyncCount = argument == SyncArgument.NoSync ? regions : 0;
        _recovering = new bool[regions];
    }

    /// <summary>As the status shows it. The kernel counts apart from the bits, so this does too.</summary>
    internal int SyncCount { get; private protected set; }

    internal int Regions => Synced.Length;

    internal bool IsFullySynced => SyncCount == Regions;

    /// <summary>The last part of the status line.</summary>
    internal abstract string Status { get; }

    private protected SyncArgument Argument { get; }

    private protected bool[] Clean { get; }

    private protected bool[] Synced { get; }

    /// <summary>A bit was set since the log was last stored: the legs are flushed before it is stored again.</summary>
    private protected bool HasSetBits { get; set; }

    /// <summary>A bit was cleared since: the log device is flushed afterwards.</summary>
    private protected bool HasClearedBits { get; set; }

    /// <summary>A flush of the legs failed: no region becomes clean again in the life of this table.</summary>
    internal bool HasFailedToFlushLegs { get; private protected set; }

    internal bool IsInSync(int region) => Synced[region];

    internal void MarkDirty(int region) => Set(Clean, region, false);

    internal void MarkClean(int region)
    {
        if (!HasFailedToFlushLegs)
            Set(Clean, region, true);
    }

    /// <summary>The next region to recover. Each is offered once between two resumes.</summary>
    internal bool TryTakeResyncWork(out int region)
    {
        for (region = _search; region < Regions; region++)
        {
            if (Synced[region] || _recovering[region])
                continue;
            _search = region + 1;
            Set(_recovering, region, true);
            return true;
        }
        _search = Regions;
        return false;
    }

    internal void SetInSync(int region, bool isInSync)
    {
        Set(_recovering, region, false);
        if (isInSync)
        {
            Set(Synced, region, true);
            SyncCount++;
        }
        else if (Synced[region])
        {
            SyncCount--;
            Set(Synced, region, false);
        }
    }

    /// <summary>The device is resumed: recovery starts again at the first region.</summary>
    internal virtual void Resume() => _search = 0;

    /// <summary>Stores what changed; false when that failed.</summary>
    internal abstract bool TryStore();

    private protected void Set(bool[] bits, int region, bool value)
    {
        bits[region] = value;
        if (value)
            HasSetBits = true;
        else
            HasClearedBits = true;
    }

    private protected void SetAll(bool[] bits, bool value)
    {
        Array.Fill(bits, value);
        HasSetBits |= value;
        HasClearedBits |= !value;
    }
}
