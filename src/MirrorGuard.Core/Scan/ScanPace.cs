using System;
using MirrorGuard.Core.Settings;
using MirrorGuard.Core.Time;

namespace MirrorGuard.Core.Scan;

/// <summary>
/// How fast a volume is read, and in which pieces.
///
/// A pass is spread over the interval, rather than run at the ceiling and then rested from: a disk that is read a little all the time
/// disturbs nobody at any time, and an error is found as early on average. The last tenth of the interval is kept for what comes in between.
/// </summary>
public static class ScanPace
{
    /// <summary>16 MiB: the longest piece. Over in a blink on a fast disk, and long enough that the time between two pieces does not count.</summary>
    public static readonly Sectors LongestPiece = new(16 * 2048);

    /// <summary>512 KiB: the shortest, but for the end of a volume. A disk's head moves for each.</summary>
    public static readonly Sectors ShortestPiece = new(1024);

    /// <summary>How much of the interval a pass is meant to take.</summary>
    private const double Spread = 0.9;

    /// <summary>Pieces in a second, as far as their lengths allow: short ones keep nobody waiting.</summary>
    private const int PiecesPerSecond = 32;

    /// <summary>Nothing is slower, whatever is left: a pass in its last piece is to end.</summary>
    private const double LeastBytesPerSecond = 1;

    /// <summary>Bytes of each leg in a second.</summary>
    /// <param name="pass">The pass.</param>
    /// <param name="length">How long the volume is.</param>
    /// <param name="settings">The interval and the ceiling.</param>
    /// <param name="time">By the calendar.</param>
    public static double Rate(in ScanPass pass, Sectors length, ScanSettings settings, DateTimeOffset time)
    {
        double ceiling = settings.Bandwidth.BytesPerSecond;
        if (pass.IsOnDemand)
            return ceiling;
        var left = TimeLeft(in pass, settings, time, out _);
        if (left <= TimeSpan.Zero)
            return ceiling;
        var needed = (length - pass.Cursor).Bytes / left.TotalSeconds;
        return Math.Clamp(needed, LeastBytesPerSecond, ceiling);
    }

    /// <summary>
    /// How far a pass is behind: it has to be read so many times as fast from now on as would have been enough from its beginning on. 1: it is
    /// not. One that a person waits for always is.
    /// </summary>
    /// <param name="pass">The pass.</param>
    /// <param name="length">How long the volume is.</param>
    /// <param name="settings">The interval.</param>
    /// <param name="time">By the calendar.</param>
    public static double Lag(in ScanPass pass, Sectors length, ScanSettings settings, DateTimeOffset time)
    {
        var left = TimeLeft(in pass, settings, time, out var all);
        if (pass.IsOnDemand || left <= TimeSpan.Zero || length.Count == 0)
            return double.PositiveInfinity;
        var unread = (double)(length - pass.Cursor).Count / length.Count;
        return Math.Max(1, unread * (all / left));
    }

    /// <summary>Of the hours that belong to the scan, not of the clock's: an interval may end long after the last of them.</summary>
    private static TimeSpan TimeLeft(in ScanPass pass, ScanSettings settings, DateTimeOffset time, out TimeSpan all)
    {
        var end = pass.StartedAt + settings.Interval;
        var interval = settings.Window.TimeWithin(pass.StartedAt, end);
        all = interval * Spread;
        return settings.Window.TimeWithin(time, end) - (interval * (1 - Spread));
    }

    /// <summary>The next piece of a volume; empty at its end.</summary>
    /// <param name="cursor">Where it begins.</param>
    /// <param name="length">How long the volume is.</param>
    /// <param name="rate">Bytes in a second.</param>
    /// <param name="longest">It is no longer than this.</param>
    public static SectorRange Piece(Sectors cursor, Sectors length, double rate, Sectors longest)
    {
        var wanted = rate / PiecesPerSecond / Sectors.Size;
        var piece = (ulong)Math.Clamp(wanted, ShortestPiece.Count, longest.Count) / ShortestPiece.Count * ShortestPiece.Count;
        return new SectorRange(cursor, new Sectors(Math.Min(piece, (length - cursor).Count)));
    }

    /// <summary>How long a piece may take at this rate.</summary>
    public static TimeSpan TimeOf(Sectors length, double rate) => TimeSpan.FromSeconds(length.Bytes / rate);

    /// <summary>When the piece after one may be read: by the rate since that one was meant to be, so that what is late is made up for, within a second.</summary>
    /// <param name="meantAt">When the one was meant to be read.</param>
    /// <param name="readAt">When it was read.</param>
    /// <param name="time">How long it may take.</param>
    public static Instant After(Instant meantAt, Instant readAt, TimeSpan time)
    {
        var earliest = readAt + TimeSpan.FromSeconds(-1);
        return (meantAt < earliest ? earliest : meantAt) + time;
    }
}
