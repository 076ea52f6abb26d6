using System.Globalization;

namespace MirrorGuard.Core;

/// <summary>A length or a position on a block device in sectors of 512 bytes, device-mapper's only unit.</summary>
/// <param name="Count">Number of sectors.</param>
public readonly record struct Sectors(ulong Count)
{
    /// <summary>Bytes of one sector, whatever the disk's own block size (kernel <c>SECTOR_SHIFT</c>).</summary>
    public const int Size = 512;

    /// <summary>The most sectors whose bytes can be counted in 64 bits.</summary>
    public const ulong MaxCount = ulong.MaxValue / Size;

    /// <summary>The same in bytes.</summary>
    /// <exception cref="System.OverflowException">More than <see cref="MaxCount"/> sectors.</exception>
    public ulong Bytes => checked(Count * Size);

    /// <summary><c>41943040 sectors</c></summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Count} sectors");
}
