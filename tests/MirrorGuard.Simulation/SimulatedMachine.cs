using System;
using System.Collections.Generic;
using System.Linq;

using MirrorGuard.Core;
using MirrorGuard.Core.Status;

namespace MirrorGuard.Simulation;

/// <summary>A machine with disks and one mirrored volume, which LVM activates and a crash ends.</summary>
public sealed class SimulatedMachine
{
    /// <summary>device-mapper's usual major number.</summary>
    private const uint Major = 254;

    /// <summary>A machine on which the volume is not active.</summary>
    /// <param name="disks">They outlive a crash.</param>
    /// <param name="metadata">What LVM knows of the volume.</param>
    /// <param name="schedule">The order of the kernel's work; null for that of one idle processor.</param>
    /// <param name="kernel">What it runs.</param>
    public SimulatedMachine(IReadOnlyList<SimulatedDisk> disks, VolumeMetadata metadata, Random? schedule = null, KernelRelease kernel = KernelRelease.Linux61)
    {
        Kernel = kernel;
        Disks = disks;
        Metadata = metadata;
        Work = new KernelWork(schedule);
    }

    /// <summary>Of the devices that an activation makes: machines that stand for one have numbers of their own.</summary>
    public uint FirstMinor { get; init; }

    /// <summary>What it runs; its disks are to say the same.</summary>
    public KernelRelease Kernel { get; }

    /// <summary>All disks.</summary>
    public IReadOnlyList<SimulatedDisk> Disks { get; }

    /// <summary>What an activation goes by.</summary>
    public VolumeMetadata Metadata { get; set; }

    /// <summary>What the kernel has still to do.</summary>
    public KernelWork Work { get; private set; }

    /// <summary>The mirror; null while it is not active.</summary>
    public MirrorDevice? Mirror { get; private set; }

    /// <summary>The devices beneath its legs, in the table's order; none while it is not active.</summary>
    public IReadOnlyList<ImageDevice> Images { get; private set; } = [];

    /// <summary>The device beneath its log; null for a core log or while it is not active.</summary>
    public ImageDevice? Log { get; private set; }

    /// <summary>The table that LVM loads.</summary>
    public MirrorTable LvmTable =>
        new(Metadata.Geometry, Images, Log, Metadata.IsNoSync ? SyncArgument.NoSync : SyncArgument.None);

    /// <summary>LVM activates the volume: images, log, and the mirror in LVM's own order of legs.</summary>
    public void Activate()
    {
        Invariant.Require(Mirror is null, "a volume that is active is not activated");
        var minor = FirstMinor;
        ImageDevice Create(Extent extent) => new(new DeviceNumber(Major, minor++), TableOf(extent), Kernel);

        Images = [.. Metadata.Images.Select(Create)];
        Log = Metadata.Log is { } log ? Create(log) : null;
        Mirror = new MirrorDevice(new DeviceNumber(Major, minor), Work);
        Mirror.Load(LvmTable);
        _ = Mirror.Resume(noFlush: false);
    }

    /// <summary>The table of an image or log that lies there.</summary>
    public ImageTable TableOf(Extent extent) => ImageTable.Linear(Disks[extent.Disk], extent.FirstBlock);

    /// <summary>The power fails or the kernel panics: what is in memory is gone, and of the disks' caches a part that <paramref name="random"/> chooses.</summary>
    public void Crash(Random random)
    {
        foreach (var disk in Disks)
            disk.CutPower(random);
        Panic();
    }

    /// <summary>The kernel stops and the disks keep their power: what is in memory is gone, and nothing else.</summary>
    public void Panic()
    {
        Mirror = null;
        Images = [];
        Log = null;
        Work = Work.Restart();
    }

    /// <summary>LVM deactivates the volume, which nobody uses; false when its suspend hangs.</summary>
    public bool TryDeactivate()
    {
        Invariant.Require(Mirror is not null, "the volume is active");
        if (Mirror.Suspend(noFlush: false) == SuspendOutcome.Hangs)
            return false;
        Panic();
        return true;
    }

    /// <summary>
    /// LVM changes what the volume is made of: the metadata, and the devices that its next table names. Parts that stay keep their
    /// device and its number; the mirror's table is still to be loaded.
    /// </summary>
    public void Rearrange(VolumeMetadata metadata)
    {
        Invariant.Require(Mirror is not null, "the volume is active");
        var parts = Metadata.Images.Zip(Images).ToDictionary(pair => pair.First, pair => pair.Second);
        if (Metadata.Log is { } log)
            parts[log] = Log!;
        var minor = parts.Values.Append(Log).OfType<ImageDevice>().Select(part => part.Number.Minor).Append(Mirror.Number.Minor).Max();
        ImageDevice Find(Extent extent) =>
            parts.TryGetValue(extent, out var part) ? part : new ImageDevice(new DeviceNumber(Major, ++minor), TableOf(extent));

        Images = [.. metadata.Images.Select(Find)];
        Log = metadata.Log is { } next ? Find(next) : null;
        Metadata = metadata;
    }

    /// <summary>
    /// Another machine that has what this one's disks would have if it crashed now, activated and with nothing left to do. This one
    /// goes on undisturbed.
    /// </summary>
    public SimulatedMachine AfterCrash(Random random)
    {
        var machine = new SimulatedMachine([.. Disks.Select(disk => disk.Clone())], Metadata, schedule: null, Kernel) { FirstMinor = FirstMinor };
        machine.Crash(random);
        machine.Activate();
        machine.Work.RunUntilQuiet();
        return machine;
    }

    /// <summary>An application writes; held or not, the kernel has done what it can when this returns.</summary>
    public ApplicationIo Write(int block, ulong contents) => Run(ApplicationIo.Write(block, contents));

    /// <summary>An application reads.</summary>
    public ApplicationIo Read(int block) => Run(ApplicationIo.Read(block));

    /// <summary>An application flushes.</summary>
    public ApplicationIo Flush() => Run(ApplicationIo.Flush());

    private ApplicationIo Run(ApplicationIo io)
    {
        Invariant.Require(Mirror is not null, "the volume is active");
        _ = Mirror.Submit(io);
        Work.RunUntilQuiet();
        return io;
    }
}
