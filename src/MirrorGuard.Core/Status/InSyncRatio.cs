using System.Globalization;

namespace MirrorGuard.Core.Status;

/// <summary>How much of a mirror is in sync, in regions: <c>40960/40960</c>. An exact pair, never a fraction.</summary>
/// <param name="Synced">Regions whose copies agree, 0 to <paramref name="Total"/>.</param>
/// <param name="Total">Regions of the mirror, at least 1 in a parsed status.</param>
public readonly record struct InSyncRatio(ulong Synced, ulong Total)
{
    /// <summary>Every region is in sync by the log's count. That alone does not make a mirror healthy: see <see cref="Health"/>.</summary>
    public bool IsInSync => Total != 0 && Synced == Total;

    /// <summary>Regions that are not in sync.</summary>
    public ulong OutOfSync => Total - Synced;

    /// <summary><c>31/32</c></summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Synced}/{Total}");
}
