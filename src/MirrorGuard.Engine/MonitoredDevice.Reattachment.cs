using System;
using MirrorGuard.Core.Faults;
using MirrorGuard.Core.Policy;
using MirrorGuard.Core.Reattach;
using MirrorGuard.Core.Status;
using MirrorGuard.Core.Steps;

namespace MirrorGuard.Engine;

/// <content>What is known of the leg that a repair removes, for whoever puts it back: afterwards neither LVM nor the kernel knows it.</content>
public sealed partial class MonitoredDevice
{
    private InputKind Repair(bool isLvmReady)
    {
        var leg = LegToRemove();
        _supervision.Reattachments?.RepairBegins();
        try
        {
            if (!isLvmReady || !_ports.Lvm.Repair(_volume))
                return InputKind.RepairFailed;
        }
        finally
        {
            _supervision.Reattachments?.RepairEnds();
        }
        _announcer.IsLegAwaited = leg is not null && _supervision.Reattachments?.TryAdd(leg) == true;
        return InputKind.RepairSucceeded;
    }

    /// <summary>Null where it is not exactly one leg, or not known by its disk, or is not to be put back because its disk is worn out.</summary>
    private RemovedLeg? LegToRemove()
    {
        lock (_gate)
        {
            var seen = SoleMirror.Of(_statusForWork);
            Span<PvUuid> disks = stackalloc PvUuid[seen.LegCount];
            for (var leg = 0; leg < disks.Length; leg++)
                disks[leg] = _driver.Disks.Of(leg).Uuid;
            int? awaited = _state.Outage.Stage != OutageStage.None ? _state.Outage.Leg : null;
            if (RepairedLeg.Find(in seen, awaited, disks, _driver.Disks.Of(Outage.Log).Uuid) is not { } part
                || part >= seen.LegCount || _state.Outage.IsWornOut || !VolumeId.TryParse(_identity.Uuid, out var id))
                return null;
            ref readonly var mirror = ref _statusForWork.Mirrors[0];
            var name = _names.Of(in mirror).Of(mirror[part].Device).ToString();
            var since = _state.Outage.Stage != OutageStage.None ? _state.Outage.Since : _ports.Clock.Now;
            var logDisk = mirror.Log.HasDevice ? _driver.Disks.Of(Outage.Log).Uuid : default;
            return new RemovedLeg(
                _volume, id, name, _driver.Disks.Of(part), logDisk, mirror.Log.Kind == LogKind.Core, seen.LegCount, since);
        }
    }
}
