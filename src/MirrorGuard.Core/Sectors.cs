using System;
using System.Globalization;

namespace MirrorGuard.Core;

/// <summary>A length or a position on a block device in sectors of 512 bytes, device-mapper's only unit.</summary>
/// <param name="Count">Number of sectors.</param>
public readonly record struct Sectors(ulong Count) : IComparable<Sectors>
{
    /// <summary>Bytes of one sector, whatever the disk's own block size (kernel <c>SECTOR_SHIFT</c>).</summary>
    public const int Size = 512;

    /// <summary>The most sectors whose bytes can be counted in 64 bits.</summary>
    public const ulong MaxCount = ulong.MaxValue / Size;

    /// <summary>The same in bytes.</summary>
    /// <exception cref="OverflowException">More than <see cref="MaxCount"/> sectors.</exception>
    public ulong Bytes => checked(Count * Size);

    /// <summary>The position <paramref name="right"/> behind <paramref name="left"/>.</summary>
    /// <exception cref="OverflowException">Nothing is that long.</exception>
    public static Sectors operator +(Sectors left, Sectors right) => new(checked(left.Count + right.Count));

    /// <summary>How far <paramref name="left"/> is behind <paramref name="right"/>.</summary>
    /// <exception cref="OverflowException">It is before it.</exception>
    public static Sectors operator -(Sectors left, Sectors right) => new(checked(left.Count - right.Count));

    /// <summary>Whether <paramref name="left"/> is before <paramref name="right"/>.</summary>
    public static bool operator <(Sectors left, Sectors right) => left.Count < right.Count;

    /// <summary>Whether <paramref name="left"/> is behind <paramref name="right"/>.</summary>
    public static bool operator >(Sectors left, Sectors right) => left.Count > right.Count;

    /// <summary>Whether <paramref name="left"/> is not behind <paramref name="right"/>.</summary>
    public static bool operator <=(Sectors left, Sectors right) => left.Count <= right.Count;

    /// <summary>Whether <paramref name="left"/> is not before <paramref name="right"/>.</summary>
    public static bool operator >=(Sectors left, Sectors right) => left.Count >= right.Count;

    /// <summary>Same as the operator.</summary>
    public static Sectors Add(Sectors left, Sectors right) => left + right;

    /// <summary>Same as the operator.</summary>
    public static Sectors Subtract(Sectors left, Sectors right) => left - right;

    /// <inheritdoc />
    public int CompareTo(Sectors other) => Count.CompareTo(other.Count);

    /// <summary><c>41943040 sectors</c></summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Count} sectors");
}
