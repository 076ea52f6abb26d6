using MirrorGuard.Core;
using MirrorGuard.Core.Status;

namespace MirrorGuard.Simulation;

/// <summary>The device-mapper device beneath a leg or a log: <c>vg-lv_mimage_0</c>, <c>vg-lv_mlog</c>.</summary>
/// <remarks>
/// Its table is swapped in one step. A device that stays suspended with I/O coming in is not modelled: LVM suspends the mirror above
/// it first, so that none comes.
/// </remarks>
public sealed class ImageDevice : IBlockDevice
{
    private readonly KernelRelease _kernel;

    /// <summary>A device with a live table.</summary>
    public ImageDevice(DeviceNumber number, ImageTable table, KernelRelease kernel = KernelRelease.Linux61)
    {
        _kernel = kernel;
        Number = number;
        Live = table;
        HasWriteCache = WritesBack(table);
    }

    /// <summary>As the kernel names it in the mirror's status.</summary>
    public DeviceNumber Number { get; }

    /// <summary>The table that I/O meets.</summary>
    public ImageTable Live { get; private set; }

    /// <summary>The table that the next <see cref="Resume"/> puts in its place.</summary>
    public ImageTable? Inactive { get; private set; }

    /// <summary>Between <see cref="Suspend"/> and <see cref="Resume"/>.</summary>
    public bool IsSuspended { get; private set; }

    /// <summary>Decided when the table goes live, and not looked at again when the disk beneath changes its nature.</summary>
    public bool HasWriteCache { get; private set; }

    /// <summary>Loads an inactive table.</summary>
    public void Load(ImageTable table) => Inactive = table;

    /// <summary>Forgets the inactive table.</summary>
    public void Clear() => Inactive = null;

    /// <summary>Keeps I/O out.</summary>
    public void Suspend() => IsSuspended = true;

    /// <summary>Puts the inactive table in place, if there is one, and lets I/O in.</summary>
    public void Resume()
    {
        if (Inactive is not null)
        {
            Live = Inactive;
            Inactive = null;
            HasWriteCache = Live.Disk is null && _kernel == KernelRelease.Linux612 ? HasWriteCache : WritesBack(Live);
        }
        IsSuspended = false;
    }

    /// <inheritdoc/>
    public bool TryRead(int block, out ulong contents)
    {
        RequireLive();
        contents = 0;
        return Live.Disk is not null && Live.Disk.TryRead(Live.FirstBlock + block, out contents);
    }

    /// <inheritdoc/>
    public bool TryWrite(int block, ulong contents)
    {
        RequireLive();
        return Live.Disk is not null && Live.Disk.TryWrite(Live.FirstBlock + block, contents);
    }

    /// <summary>Writes one block past the disk's cache; false for an I/O error.</summary>
    public bool TryWriteDurably(int block, ulong contents)
    {
        RequireLive();
        return Live.Disk is not null && Live.Disk.TryWriteDurably(Live.FirstBlock + block, contents);
    }

    /// <inheritdoc/>
    public bool TryFlush()
    {
        RequireLive();
        return !HasWriteCache || Live.Disk is null || Live.Disk.TryFlush();
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Number}";

    private static bool WritesBack(ImageTable table) => table.Disk is { HasWriteCache: true };

    private void RequireLive() => Invariant.Require(!IsSuspended, "no I/O comes to an image that is suspended");
}
