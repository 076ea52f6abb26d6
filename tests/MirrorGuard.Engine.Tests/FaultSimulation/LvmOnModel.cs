using MirrorGuard.Core.Naming;
using MirrorGuard.Engine.Ports;

namespace MirrorGuard.Engine.Tests.FaultSimulation;

/// <summary>LVM's library, for one volume.</summary>
internal sealed class LvmOnModel(HostVolume volume) : ILvm
{
    public bool TryPrepare() => true;

    public void Release()
    {
    }

    public bool Repair(VolumeName name)
    {
        volume.Checker.Check(Actor.Others);
        // LVM also removes a leg whose disk it does not find while its letter is A: that, no status tells.
        var isUnnoticed = volume.HasUnnoticedLoss;
        var isLegWornOut = volume.State.Outage.IsWornOut;
        var readable = isLegWornOut ? volume.Checker.ReadableBlocks() : [];
        var isRepaired = volume.Host.Lvm.TryRepair(volume);
        volume.Checker.Check(isUnnoticed ? Actor.Disk : Actor.MirrorGuard);
        if (isRepaired)
            volume.ForgiveWaiting();
        if (isLegWornOut)
            volume.Checker.CheckWornLegGone(readable);
        return isRepaired;
    }
}
