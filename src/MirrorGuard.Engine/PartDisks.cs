using System;
using MirrorGuard.Core.Policy;
using MirrorGuard.Core.Status;
using MirrorGuard.Core.Steps;

namespace MirrorGuard.Engine;

/// <summary>
/// On which disks a volume's parts lie, learned while all is well: a disk that comes back must be
/// the one that went away before anything is written to it.
/// </summary>
internal sealed class PartDisks
{
    /// <summary>The legs, and the log behind them.</summary>
    private readonly (DeviceNumber Number, DiskIdentity Identity)[] _disks = new (DeviceNumber, DiskIdentity)[MirrorStatus.MaxLegs + 1];

    /// <summary>Questions that may fail in one registration; a disk that gives no answer to so many stays unknown until the next.</summary>
    private const int MaxFailures = 5;

    private int _failures;
    private uint _askedId;
    private int _askedPart;

    /// <summary>An answer is awaited.</summary>
    internal bool IsAsking => _askedId != 0;

    /// <summary>The disk of a leg, or of the log (<see cref="Outage.Log"/>); without a UUID while it is not known.</summary>
    internal DiskIdentity Of(int part) => _disks[IndexOf(part)].Identity;

    /// <summary>What was known before, by a record.</summary>
    internal void Recall(int part, DiskIdentity identity) => _disks[IndexOf(part)].Identity = identity;

    /// <summary>The parts are others now, or lie elsewhere, perhaps under the numbers of those before. An answer that is awaited is of no use.</summary>
    internal void Forget()
    {
        Array.Clear(_disks);
        _failures = 0;
        _askedId = 0;
    }

    /// <summary>The disk of the next part that is alive and not known; null when there is none.</summary>
    internal DeviceNumber? NextUnknown(in MirrorStatus mirror, MirrorTables tables)
    {
        for (var part = Outage.Log; part < mirror.LegCount; part++)
        {
            var isAlive = part == Outage.Log ? mirror.Log.HasDevice && mirror.Log.Health == Health.Alive : mirror[part].Health == Health.Alive;
            if (!isAlive || !tables.TryPlace(in mirror, part, out var place, out _) || _disks[IndexOf(part)].Number == place.Disk)
                continue;
            _askedPart = part;
            return place.Disk;
        }
        return null;
    }

    /// <summary>The question was sent.</summary>
    internal void Asked(DeviceNumber disk, uint id)
    {
        _askedId = id;
        _disks[IndexOf(_askedPart)] = (disk, default);
    }

    /// <summary>Takes an answer, if it is the one that is awaited.</summary>
    internal bool TryAnswer(in StepReply reply)
    {
        if (reply.Id != _askedId)
            return false;
        _askedId = 0;
        if (reply.Outcome == StepOutcome.Done)
            _disks[IndexOf(_askedPart)].Identity = reply.Disk;
        else if (++_failures < MaxFailures)
            _disks[IndexOf(_askedPart)] = default;
        return true;
    }

    /// <summary>There will be no answer.</summary>
    internal void Unask()
    {
        if (_askedId != 0)
            _disks[IndexOf(_askedPart)] = default;
        _askedId = 0;
    }

    private int IndexOf(int part) => part == Outage.Log ? _disks.Length - 1 : part;
}
