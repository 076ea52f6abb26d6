using System;
using System.Diagnostics.CodeAnalysis;

namespace MirrorGuard.Core.Status;

/// <summary>What the kernel says of one mirror target: <c>2 254:3 254:4 40960/40960 1 AA 3 disk 254:2 A</c>.</summary>
/// <remarks>
/// Legs are in the order of the table; index 0 is the primary leg, though the kernel may have moved its invisible default to another.
/// A value of about 150 bytes: pass it by <c>in</c>. Source: kernel <c>dm-raid1.c: mirror_status</c>.
/// </remarks>
public readonly struct MirrorStatus : IEquatable<MirrorStatus>
{
    /// <summary>The most legs of a mirror: the kernel's <c>MAX_NR_MIRRORS = DM_KCOPYD_MAX_REGIONS + 1</c>.</summary>
    public const int MaxLegs = 9;

    private readonly LegArray _legs;

    /// <summary>A status from its parts.</summary>
    /// <param name="legs">1 to <see cref="MaxLegs"/> legs, in the order of the table.</param>
    /// <param name="inSync">Regions in sync.</param>
    /// <param name="log">The dirty-region log.</param>
    /// <exception cref="InvalidOperationException">No leg, or more than <see cref="MaxLegs"/>.</exception>
    public MirrorStatus(ReadOnlySpan<LegStatus> legs, InSyncRatio inSync, LogStatus log)
    {
        Invariant.Require(legs.Length is >= 1 and <= MaxLegs, "a mirror has 1 to 9 legs");
        legs.CopyTo(_legs);
        LegCount = legs.Length;
        InSync = inSync;
        Log = log;
    }

    /// <summary>1 to <see cref="MaxLegs"/>; 0 only in a default value.</summary>
    public int LegCount { get; }

    /// <summary>Regions in sync.</summary>
    public InSyncRatio InSync { get; }

    /// <summary>The dirty-region log.</summary>
    public LogStatus Log { get; }

    /// <summary>The legs, in the order of the table.</summary>
    [UnscopedRef]
    public ReadOnlySpan<LegStatus> Legs => ((ReadOnlySpan<LegStatus>)_legs)[..LegCount];

    /// <summary>The leg at <paramref name="index"/>, 0 being the primary.</summary>
    /// <exception cref="IndexOutOfRangeException">There is no such leg.</exception>
    public LegStatus this[int index] => Legs[index];

    /// <summary>Same values, without allocation.</summary>
    public static bool operator ==(in MirrorStatus left, in MirrorStatus right) =>
        left.InSync == right.InSync && left.Log == right.Log && left.Legs.SequenceEqual(right.Legs);

    /// <summary>Different values, without allocation.</summary>
    public static bool operator !=(in MirrorStatus left, in MirrorStatus right) => !(left == right);

    /// <inheritdoc/>
    public bool Equals(MirrorStatus other) => this == other;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is MirrorStatus other && this == other;

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (LegStatus leg in Legs)
            hash.Add(leg);
        hash.Add(InSync);
        hash.Add(Log);
        return hash.ToHashCode();
    }

    /// <summary>The line that the kernel prints for this status.</summary>
    public override string ToString() => MirrorStatusFormatter.Format(this);
}
