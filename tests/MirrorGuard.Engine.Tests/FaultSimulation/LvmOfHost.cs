using System.Linq;

using MirrorGuard.Simulation;

namespace MirrorGuard.Engine.Tests.FaultSimulation;

/// <summary>LVM's commands, as they act on the kernel and on the metadata.</summary>
internal sealed class LvmOfHost(SimulatedHost host)
{
    /// <summary><c>lvconvert --repair --use-policies</c>; false: LVM failed.</summary>
    internal bool TryRepair(HostVolume volume)
    {
        if (volume.Machine.Mirror is not { } mirror || volume.IsHung)
            return volume.IsLinear;
        // LVM waits for the lock as long as it takes; a helper that hangs never gives it back.
        host.RunHelpers();
        if (!host.Lock.TryTake(this))
            return false;
        var isRepaired = TryRepair(volume, mirror);
        host.Lock.GiveBack(this);
        volume.Tell($"    repair: {(isRepaired ? "done" : "failed")}");
        return isRepaired;
    }

    /// <summary><c>lvchange --refresh</c>: where the live tables are LVM's, only a suspend and a resume.</summary>
    internal void Refresh(HostVolume volume)
    {
        if (!MayReload(volume))
            return;
        volume.Tell("lvchange --refresh");
        var mirror = volume.Machine.Mirror!;
        volume.Unregister();
        if (!volume.HasTablesOfOurs && mirror.Live!.HandlesErrors && !volume.IsNoSyncLvms)
            _ = mirror.Suspend(noFlush: true) == SuspendOutcome.Hangs || mirror.Resume(noFlush: true) == SuspendOutcome.Hangs;
        else
            LoadOwnTables(volume, isNoSync: false, handlesErrors: true);
        volume.Register();
    }

    /// <summary>What <c>lvextend</c> does to the tables; a mirror in sync is said to be so.</summary>
    internal void Extend(HostVolume volume)
    {
        if (!MayReload(volume))
            return;
        var mirror = volume.Machine.Mirror!;
        var isInSync = Enumerable.Range(0, volume.Machine.Metadata.Geometry.Blocks).All(mirror.IsInSync);
        volume.Tell("lvextend");
        volume.Unregister();
        LoadOwnTables(volume, isInSync, handlesErrors: true);
        if (isInSync)
            volume.Checker.CheckNoSyncTable();
        volume.Register();
    }

    /// <summary><c>lvchange --monitor n|y</c></summary>
    internal void SetMonitoring(HostVolume volume, bool isMonitored)
    {
        if (volume.IsMonitored == isMonitored || !MayReload(volume))
            return;
        volume.Tell($"lvchange --monitor {(isMonitored ? 'y' : 'n')}");
        volume.IsMonitored = isMonitored;
        if (!isMonitored)
            volume.Unregister();
        LoadOwnTables(volume, isNoSync: false, handlesErrors: isMonitored);
        volume.Register();
    }

    internal void Reactivate(HostVolume volume)
    {
        if (!MayReload(volume) || volume.Writes.Count > 0 || host.Scans?.LetGo(volume) == false)
            return;
        volume.Tell("lvchange -an, -ay");
        volume.Unregister();
        if (volume.Machine.TryDeactivate())
            volume.TryActivate();
    }

    /// <summary>LVM refuses what is partial, and finds a volume suspended only where something is wrong.</summary>
    private bool MayReload(HostVolume volume) =>
        volume.Machine.Mirror is { IsHung: false, IsSuspended: false } && !host.Lock.IsTaken
        && volume.Disks.All(disk => disk.IsGood && !disk.IsForeign);

    private static void LoadOwnTables(HostVolume volume, bool isNoSync, bool handlesErrors)
    {
        var machine = volume.Machine;
        var mirror = machine.Mirror!;
        for (var leg = 0; leg < machine.Images.Count; leg++)
            machine.Images[leg].Load(machine.TableOf(machine.Metadata.Images[leg]));
        mirror.Load(machine.LvmTable with { Sync = isNoSync ? SyncArgument.NoSync : SyncArgument.None, HandlesErrors = handlesErrors });
        if (mirror.Suspend(noFlush: true) == SuspendOutcome.Hangs)
            return;
        foreach (var image in machine.Images)
            image.Resume();
        volume.IsNoSyncLvms = isNoSync;
        _ = mirror.Resume(noFlush: true);
    }

    private bool TryRepair(HostVolume volume, MirrorDevice mirror)
    {
        var metadata = volume.Machine.Metadata;
        bool IsPartial(int leg) => !mirror.IsReadable(leg) || !volume.DiskOf(leg).IsGood || volume.DiskOf(leg).IsForeign;
        var kept = metadata.Images.Where((_, leg) => !IsPartial(leg)).ToList();
        var isLogPartial = volume.LogDisk is { } logDisk && (!logDisk.IsGood || logDisk.IsForeign || volume.HasDeadLog);
        if (kept.Count == metadata.Images.Count && !isLogPartial)
            return true;
        if (kept.Count == 0 || host.Random.Next(8) == 0)
            return false;

        if (!Suspend(volume, mirror))
            return false;
        var number = volume.Identity.Name[^1] - '0';
        var spare = HostLayout.SpareExtent(number);
        var isReplaced = kept.Count < metadata.Images.Count && host.Random.Next(4) == 0 && IsFree(spare) && !metadata.Images.Contains(spare);
        var images = isReplaced ? [.. kept, spare] : kept;
        var log = LogAfter(metadata, isLogPartial, number);
        Commit(volume, metadata with { Images = images, Log = images.Count > 1 ? log : null }, isEmptyLog: isReplaced || log != metadata.Log);
        return true;
    }

    private static bool Suspend(HostVolume volume, MirrorDevice mirror)
    {
        var outcome = mirror.Suspend(noFlush: true);
        if (outcome == SuspendOutcome.Hangs)
            volume.NoticeHang("LVM's repair");
        return outcome == SuspendOutcome.Done;
    }

    private Extent? LogAfter(VolumeMetadata metadata, bool isLogPartial, int number)
    {
        if (!isLogPartial)
            return metadata.Log;
        var spare = HostLayout.SpareLog(number);
        return IsFree(spare) && spare != metadata.Log ? spare : null;
    }

    private bool IsFree(Extent extent) => host.Disks[extent.Disk] is { IsGood: true, IsForeign: false };

    private void Commit(HostVolume volume, VolumeMetadata metadata, bool isEmptyLog)
    {
        volume.Checker.Check(Actor.Others);
        if (metadata.Images.Count == 1)
        {
            volume.BecomeLinear(metadata);
            return;
        }
        if (isEmptyLog && metadata.Log is { } log)
            _ = host.Disks[log.Disk].Device.TryWrite(log.FirstBlock, 0);
        volume.Machine.Rearrange(metadata);
        volume.IsNoSyncLvms = false;
        for (var leg = 0; leg < metadata.Images.Count; leg++)
        {
            volume.Machine.Images[leg].Load(volume.Machine.TableOf(metadata.Images[leg]));
            volume.Machine.Images[leg].Resume();
        }
        var mirror = volume.Machine.Mirror!;
        mirror.Load(volume.Machine.LvmTable);
        _ = mirror.Resume(noFlush: true);
    }
}
