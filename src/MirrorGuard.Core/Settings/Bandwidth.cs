using System.Globalization;

namespace MirrorGuard.Core.Settings;

/// <summary>How fast a disk may be read: <c>32768 KiB/s</c>.</summary>
/// <param name="KibibytesPerSecond">At least 1.</param>
public readonly record struct Bandwidth(int KibibytesPerSecond)
{
    /// <summary>The same in bytes.</summary>
    public long BytesPerSecond => KibibytesPerSecond * 1024L;

    /// <summary><c>32768 KiB/s</c></summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{KibibytesPerSecond} KiB/s");
}
