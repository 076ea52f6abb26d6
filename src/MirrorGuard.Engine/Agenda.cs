using System.Collections.Generic;
using MirrorGuard.Core.Time;

namespace MirrorGuard.Engine;

/// <summary>
/// Which device is due when. Not thread-safe; the worker guards it.
///
/// A plain list, searched: it holds one entry per device with a fault, and an entry for a device
/// replaces the previous one, so it cannot grow beyond the number of devices.
/// </summary>
/// <typeparam name="TItem">What is due.</typeparam>
public sealed class Agenda<TItem>
    where TItem : class
{
    private readonly List<(Instant DueAt, TItem Item)> _entries = [];

    /// <summary>When the first item is due; null when there is none.</summary>
    public Instant? Next
    {
        get
        {
            Instant? next = null;
            foreach (var (dueAt, _) in _entries)
                next = next is { } earliest && earliest <= dueAt ? earliest : dueAt;
            return next;
        }
    }

    /// <summary>Puts <paramref name="item"/> down for <paramref name="dueAt"/>, instead of what it was down for.</summary>
    public void Put(TItem item, Instant dueAt)
    {
        for (var index = 0; index < _entries.Count; index++)
        {
            if (!ReferenceEquals(_entries[index].Item, item))
                continue;
            _entries[index] = (dueAt, item);
            return;
        }
        _entries.Add((dueAt, item));
    }

    /// <summary>Takes the item that has been due the longest at <paramref name="now"/>; null when none is due.</summary>
    public TItem? TakeDue(Instant now)
    {
        if (Next is not { } next || next > now)
            return null;

        var index = 0;
        while (_entries[index].DueAt != next)
            index++;
        var item = _entries[index].Item;
        _entries.RemoveAt(index);
        return item;
    }
}
