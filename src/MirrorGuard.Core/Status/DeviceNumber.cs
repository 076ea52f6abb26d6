using System.Globalization;

namespace MirrorGuard.Core.Status;

/// <summary>A block device as the kernel names it in status lines: <c>254:3</c>.</summary>
/// <param name="Major">0 to <see cref="MaxMajor"/>.</param>
/// <param name="Minor">0 to <see cref="MaxMinor"/>.</param>
/// <remarks>Source: kernel <c>kdev_t.h</c>, <c>dm-table.c: format_dev_t</c>.</remarks>
public readonly record struct DeviceNumber(uint Major, uint Minor)
{
    /// <summary>The kernel keeps 12 bits of a major number.</summary>
    public const uint MaxMajor = (1 << 12) - 1;

    /// <summary>The kernel keeps 20 bits of a minor number (<c>MINORBITS</c>).</summary>
    public const uint MaxMinor = (1 << 20) - 1;

    /// <summary><c>254:3</c></summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Major}:{Minor}");
}
