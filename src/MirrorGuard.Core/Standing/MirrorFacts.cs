using System.Collections.Generic;
using MirrorGuard.Core.Explain;
using MirrorGuard.Core.Policy;
using MirrorGuard.Core.Settings;
using MirrorGuard.Core.Status;

namespace MirrorGuard.Core.Standing;

/// <summary>What the kernel and the files tell of a mirror, apart from what it means (<see cref="MirrorStanding"/>).</summary>
/// <param name="Volume"><c>vg/lv</c></param>
/// <param name="Status">The kernel's status; at least one target is a mirror.</param>
/// <param name="Lengths">How long each mirror target is.</param>
/// <param name="Names">What the parts of each mirror target are called.</param>
/// <param name="Arrangement">How the tables of the mirror and of its second image stand.</param>
/// <param name="Record">What MirrorGuard has recorded; null: nothing, or it cannot be read.</param>
/// <param name="Settings">What counts for the volume.</param>
/// <param name="IsWatched">MirrorGuard watches the volume; null: not known.</param>
public sealed record MirrorFacts(
    string Volume,
    DeviceStatus Status,
    IReadOnlyList<Sectors> Lengths,
    IReadOnlyList<VolumeNames> Names,
    Arrangement Arrangement,
    RecordedState? Record,
    FaultSettings Settings,
    bool? IsWatched)
{
    /// <summary>Regions in sync, over all mirror targets.</summary>
    public InSyncRatio InSync
    {
        get
        {
            var sum = default(InSyncRatio);
            foreach (ref readonly var mirror in Status.Mirrors)
                sum = new InSyncRatio(sum.Synced + mirror.InSync.Synced, sum.Total + mirror.InSync.Total);
            return sum;
        }
    }

    /// <summary>How long the mirror targets are together.</summary>
    public Sectors Length
    {
        get
        {
            var count = 0UL;
            foreach (var length in Lengths)
                count += length.Count;
            return new Sectors(count);
        }
    }

    /// <summary>The second image is an error target, put there by a release.</summary>
    public bool IsSecondImageOut => Arrangement is Arrangement.Released or Arrangement.ImageReleasedOnly;
}
