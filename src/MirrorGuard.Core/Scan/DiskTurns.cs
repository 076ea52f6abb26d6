using System;
using System.Collections.Generic;
using System.Linq;
using MirrorGuard.Core.Settings;
using MirrorGuard.Core.Time;

namespace MirrorGuard.Core.Scan;

/// <summary>
/// Who reads which physical disk: one volume at a time, and all of them together no faster than the ceiling. Not thread-safe: one thread
/// scans.
///
/// Turns are pieces, not passes: a pass takes as long as its interval, and the next volume on the disk would never have its turn. Who has
/// waited the longest is next: a volume that watches many places has always something to read, and would come first every time.
/// </summary>
public sealed class DiskTurns
{
    private readonly Dictionary<string, Turn> _turns = [];
    private readonly Dictionary<object, Wait> _waits = [];

    /// <summary>Takes the disks for <paramref name="volume"/>, all or none.</summary>
    /// <param name="volume">Whose turn it would be; equal objects are one volume.</param>
    /// <param name="disks">Where its legs lie.</param>
    /// <param name="now">The time.</param>
    /// <returns>Null: they are taken. Otherwise when to ask again.</returns>
    public Instant? Take(object volume, IReadOnlyList<string> disks, Instant now)
    {
        Instant? wait = null;
        foreach (var disk in disks)
        {
            if (!_turns.TryGetValue(disk, out var turn))
                continue;
            // Who has it gives it back within a piece.
            var free = turn.Volume is null ? turn.FreeAt : now + ShortWait;
            if (free > now && !(free < wait))
                wait = free;
        }
        wait ??= IsAnotherNext(volume, disks, now) ? now + ShortWait : null;
        if (wait is { } until)
        {
            _waits[volume] = new Wait(disks, SinceOf(volume, now), until + Patience);
            return wait;
        }
        _waits.Remove(volume);
        foreach (var disk in disks)
            _turns[disk] = _turns.TryGetValue(disk, out var turn) ? turn with { Volume = volume, TakenAt = now } : new Turn(volume, now, now, default);
        return null;
    }

    /// <summary>A volume that is scanned no more waits for nothing.</summary>
    public void Forget(object volume) => _waits.Remove(volume);

    /// <summary>Gives back what <paramref name="volume"/> has.</summary>
    /// <param name="volume">Whose turn it was.</param>
    /// <param name="read">What was read of each disk.</param>
    /// <param name="ceiling">How fast a disk may be read.</param>
    public void Give(object volume, Sectors read, Bandwidth ceiling)
    {
        foreach (var (disk, turn) in new List<KeyValuePair<string, Turn>>(_turns))
        {
            if (!Equals(turn.Volume, volume))
                continue;
            var time = ScanPace.TimeOf(read, ceiling.BytesPerSecond);
            _turns[disk] = turn with { Volume = null, FreeAt = ScanPace.After(turn.FreeAt, turn.TakenAt, time), Read = turn.Read + read };
        }
    }

    /// <summary>What all volumes together have read of a disk.</summary>
    public Sectors ReadOf(string disk) => _turns.TryGetValue(disk, out var turn) ? turn.Read : default;

    private static readonly TimeSpan ShortWait = TimeSpan.FromMilliseconds(5);

    /// <summary>Who does not ask again when it could have its turn wants it no more.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);

    /// <summary>Nobody gives way to one that waits for less long, so whoever has waited the longest of all gives way to nobody.</summary>
    private bool IsAnotherNext(object volume, IReadOnlyList<string> disks, Instant now)
    {
        var since = SinceOf(volume, now);
        foreach (var (other, wait) in _waits)
        {
            if (!Equals(other, volume) && wait.Since < since && wait.Until >= now && wait.Disks.Any(disks.Contains))
                return true;
        }
        return false;
    }

    private Instant SinceOf(object volume, Instant now) => _waits.TryGetValue(volume, out var wait) && wait.Until >= now ? wait.Since : now;

    /// <param name="Disks">What it waits for.</param>
    /// <param name="Since">When it asked first.</param>
    /// <param name="Until">When it has given up, unless it asks again.</param>
    private readonly record struct Wait(IReadOnlyList<string> Disks, Instant Since, Instant Until);

    /// <param name="Volume">Who reads it; null: nobody.</param>
    /// <param name="FreeAt">When the next piece may be read.</param>
    /// <param name="TakenAt">When it was taken last.</param>
    /// <param name="Read">What was read of it so far.</param>
    private readonly record struct Turn(object? Volume, Instant FreeAt, Instant TakenAt, Sectors Read);
}
