using System;
using System.Collections.Immutable;

namespace MirrorGuard.Core.Time;

/// <summary>
/// How often something happened lately: N times within T.
///
/// It keeps the moments themselves. Counting into a bucket that is emptied every T would be smaller,
/// but lets twice as many pass around the moment it is emptied. Nothing latches: what is older than
/// T no longer counts, and nobody has to reset it. Immutable, so that it can be part of a state.
/// </summary>
public sealed class SlidingWindow : IEquatable<SlidingWindow>
{
    /// <summary>The most moments kept, 8 bytes each: more than any limit that a person would set for failures of one disk.</summary>
    public const int MaxCapacity = 4096;

    private readonly ImmutableArray<Instant> _moments;

    /// <summary>A window in which nothing has happened.</summary>
    /// <param name="length">How long a moment counts; more than nothing.</param>
    /// <param name="capacity">
    /// Moments kept, 1 to <see cref="MaxCapacity"/>. It is also the highest count: with more the oldest is forgotten, so a limit must
    /// not be above it.
    /// </param>
    /// <exception cref="InvalidOperationException">An argument is out of its range.</exception>
    public SlidingWindow(TimeSpan length, int capacity)
        : this(length, capacity, [])
    {
    }

    private SlidingWindow(TimeSpan length, int capacity, ImmutableArray<Instant> moments)
    {
        Invariant.Require(length > TimeSpan.Zero, "a window has a length");
        Invariant.Require(capacity is >= 1 and <= MaxCapacity, "a window keeps 1 to 4096 moments");
        Length = length;
        Capacity = capacity;
        _moments = moments;
    }

    /// <summary>How long a moment counts.</summary>
    public TimeSpan Length { get; }

    /// <summary>The most moments kept, and the highest count.</summary>
    public int Capacity { get; }

    /// <summary>How often it happened in the <see cref="Length"/> before <paramref name="now"/>: 0 to <see cref="Capacity"/>.</summary>
    public int CountAt(Instant now) => _moments.Length - FirstSince(now);

    /// <summary>The same after it happened once more, at <paramref name="now"/>.</summary>
    /// <param name="now">Not before any moment already kept.</param>
    /// <exception cref="InvalidOperationException"><paramref name="now"/> is before a moment already kept.</exception>
    public SlidingWindow With(Instant now)
    {
        Invariant.Require(_moments.IsEmpty || _moments[^1] <= now, "time does not go back");
        var forgotten = Math.Max(FirstSince(now), _moments.Length + 1 - Capacity);
        return new SlidingWindow(Length, Capacity, [.. _moments.AsSpan()[forgotten..], now]);
    }

    /// <summary>The same with another length and capacity, as after a change of the configuration: what still fits is kept.</summary>
    /// <param name="length">As for a new window; moments that a shorter one forgot do not come back with a longer one.</param>
    /// <param name="capacity">As for a new window.</param>
    public SlidingWindow Resized(TimeSpan length, int capacity) =>
        new(length, capacity, [.. _moments.AsSpan()[Math.Max(0, _moments.Length - capacity)..]]);

    /// <summary>The same moments with the same length and capacity.</summary>
    public bool Equals(SlidingWindow? other) =>
        other is not null && Length == other.Length && Capacity == other.Capacity && _moments.AsSpan().SequenceEqual(other._moments.AsSpan());

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as SlidingWindow);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Length, Capacity, _moments.Length, _moments.IsEmpty ? default : _moments[^1]);

    private int FirstSince(Instant now)
    {
        var first = 0;
        while (first < _moments.Length && now - _moments[first] >= Length)
            first++;
        return first;
    }
}
