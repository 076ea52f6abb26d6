using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using MirrorGuard.Core.Time;

namespace MirrorGuard.Core.Scan;

/// <summary>
/// What is still to be overwritten of the places where legs differ, one piece after the other. A volume that is busy is asked again after
/// growing pauses, and then let alone: the next pass finds what is left. Immutable.
/// </summary>
public sealed class PendingOverwrites
{
    /// <summary>More than are found at a time, and no more than a person would look through.</summary>
    public const int MaxCount = 1024;

    /// <summary>Tries in a row that come to nothing.</summary>
    public const int MaxMishaps = 8;

    /// <summary>Between two pieces: far longer than a volume is suspended for one.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>It doubles each time.</summary>
    public static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);

    private readonly ImmutableArray<Overwrite> _pieces;
    private readonly int _mishaps;

    private PendingOverwrites(ImmutableArray<Overwrite> pieces, Instant dueAt, int mishaps)
    {
        _pieces = pieces;
        _mishaps = mishaps;
        DueAt = Count > 0 ? dueAt : null;
    }

    /// <summary>Nothing is to be overwritten.</summary>
    public static PendingOverwrites None { get; } = new([], default, 0);

    /// <summary>How many pieces wait.</summary>
    public int Count => _pieces.Length;

    /// <summary>When the next piece is due; null where there is none.</summary>
    public Instant? DueAt { get; }

    /// <summary>The next piece.</summary>
    public Overwrite Next => _pieces[0];

    /// <summary>Where the first of them begins on the volume; null where there is none.</summary>
    public Sectors? First => Count == 0 ? null : _pieces.Min(piece => piece.Range.Start);

    /// <summary>With places that were found, as far as there is room.</summary>
    public PendingOverwrites With(IEnumerable<Mismatch> mismatches, Instant now)
    {
        var added = mismatches.SelectMany(mismatch => mismatch.Overwrites()).Take(MaxCount - Count);
        return new PendingOverwrites([.. _pieces, .. added], DueAt ?? now, _mishaps);
    }

    /// <summary>A piece has come to its end, whatever end; it may have been given up before. Whoever writes has a turn before the next.</summary>
    public PendingOverwrites Done(Overwrite piece, Instant now) =>
        IsNext(piece) ? new PendingOverwrites(_pieces.RemoveAt(0), now + Pause, mishaps: 0) : this;

    /// <summary>A piece could not be tried now. None, when it was tried often enough.</summary>
    public PendingOverwrites Postponed(Overwrite piece, Instant now) =>
        !IsNext(piece) ? this
        : _mishaps + 1 == MaxMishaps ? None
        : new PendingOverwrites(_pieces, now + (FirstPause * (1 << _mishaps)), _mishaps + 1);

    private bool IsNext(Overwrite piece) => Count > 0 && Next == piece;
}
