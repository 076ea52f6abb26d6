using System;

namespace MirrorGuard.Core.Time;

/// <summary>A moment on a clock that never jumps, in milliseconds since some start; a decision gets it as an argument.</summary>
/// <param name="Milliseconds">Milliseconds since the clock's own start; comparable only within one boot.</param>
public readonly record struct Instant(long Milliseconds) : IComparable<Instant>
{
    /// <summary>The moment <paramref name="duration"/> after <paramref name="start"/>.</summary>
    public static Instant operator +(Instant start, TimeSpan duration) =>
        new(start.Milliseconds + (long)duration.TotalMilliseconds);

    /// <summary>How long after <paramref name="start"/> the moment <paramref name="end"/> is; negative when it is before.</summary>
    public static TimeSpan operator -(Instant end, Instant start) =>
        TimeSpan.FromMilliseconds(end.Milliseconds - start.Milliseconds);

    /// <summary>Whether <paramref name="left"/> is before <paramref name="right"/>.</summary>
    public static bool operator <(Instant left, Instant right) => left.Milliseconds < right.Milliseconds;

    /// <summary>Whether <paramref name="left"/> is after <paramref name="right"/>.</summary>
    public static bool operator >(Instant left, Instant right) => left.Milliseconds > right.Milliseconds;

    /// <summary>Whether <paramref name="left"/> is not after <paramref name="right"/>.</summary>
    public static bool operator <=(Instant left, Instant right) => left.Milliseconds <= right.Milliseconds;

    /// <summary>Whether <paramref name="left"/> is not before <paramref name="right"/>.</summary>
    public static bool operator >=(Instant left, Instant right) => left.Milliseconds >= right.Milliseconds;

    /// <summary>Same as the operator.</summary>
    public static Instant Add(Instant left, TimeSpan right) => left + right;

    /// <summary>Same as the operator.</summary>
    public static TimeSpan Subtract(Instant left, Instant right) => left - right;

    /// <inheritdoc />
    public int CompareTo(Instant other) => Milliseconds.CompareTo(other.Milliseconds);
}
