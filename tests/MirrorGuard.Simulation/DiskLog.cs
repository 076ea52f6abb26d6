using System;
using System.Linq;

namespace MirrorGuard.Simulation;

/// <summary>A log whose clean bits are kept on a device.</summary>
/// <param name="regions">Regions of the mirror.</param>
/// <param name="argument">With any, what is stored does not count.</param>
/// <param name="device">Its first block holds the bits.</param>
/// <param name="flushLegs">Makes the writes to the legs durable, before regions become clean.</param>
/// <param name="raiseEvent">Once in the life of a table, when the device fails.</param>
internal sealed class DiskLog(int regions, SyncArgument argument, ImageDevice device, Func<bool> flushLegs, Action raiseEvent)
    : DirtyLog(regions, argument)
{
    private const int HeaderBlock = 0;

    /// <summary>Whether what is stored is marked as a header: not until one could be read, so that what is stored then counts for nothing.</summary>
    private bool _isMarked;

    private bool _hasFailed;
    private bool _hasFailedToFlush;

    internal override string Status => $"3 disk {device} {(_hasFailedToFlush ? 'F' : _hasFailed ? 'D' : 'A')}";

    /// <summary>Reads the header and takes what is clean for what is in sync; without a header nothing is.</summary>
    internal override void Resume()
    {
        base.Resume();
        var isRead = device.TryRead(HeaderBlock, out var header);
        if (isRead)
            _isMarked = true;
        else
            Fail();
        if (isRead && Argument == SyncArgument.None && DiskLogHeader.IsHeader(header))
            DiskLogHeader.Decode(header, Clean);
        else
            SetAll(Clean, Argument == SyncArgument.NoSync);
        // The kernel clears the unused bits of the last word each time, and so stores the log once more soon.
        HasClearedBits = true;
        Clean.CopyTo(Synced, 0);
        SyncCount = Synced.Count(bit => bit);
        if (!device.TryWrite(HeaderBlock, DiskLogHeader.Encode(Clean, _isMarked)) || !TryFlushDevice())
            Fail();
    }

    internal override bool TryStore()
    {
        if (!HasSetBits && !HasClearedBits)
            return true;
        if (HasSetBits && !flushLegs())
        {
            // Which regions are clean is not known any more.
            HasFailedToFlushLegs = true;
            SetAll(Clean, false);
        }
        var isStored = device.TryWrite(HeaderBlock, DiskLogHeader.Encode(Clean, _isMarked));
        if (!isStored)
        {
            Fail();
            return false;
        }
        HasSetBits = false;
        if (!HasClearedBits)
            return true;
        HasClearedBits = !TryFlushDevice();
        if (HasClearedBits)
            Fail();
        return !HasClearedBits;
    }

    private bool TryFlushDevice()
    {
        var isFlushed = device.TryFlush();
        _hasFailedToFlush |= !isFlushed;
        return isFlushed;
    }

    private void Fail()
    {
        if (_hasFailed)
            return;
        _hasFailed = true;
        raiseEvent();
    }
}
