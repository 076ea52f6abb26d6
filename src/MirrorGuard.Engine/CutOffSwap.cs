using System;
using MirrorGuard.Core.Status;
using MirrorGuard.Core.Steps;
using MirrorGuard.Core.Time;
using MirrorGuard.Engine.Ports;

namespace MirrorGuard.Engine;

/// <summary>
/// Takes away the tables that a helper had loaded, but not put in place, when it was killed in the middle of a swap. Left there,
/// whoever resumes the device next, for a reason of his own, would put them in place; and no swap of ours would touch a device that
/// seems to be in somebody's hands. Not thread-safe: the device guards it.
///
/// Only where the record says that a swap had begun, and only under the volume group's lock: a helper of an earlier registration
/// that still lives holds it to the end of its swap, and so does an LVM command that has loaded tables of its own.
/// </summary>
/// <param name="device">The device.</param>
/// <param name="lockFile">LVM's lock file of its volume group.</param>
/// <param name="helper">Sends what is to be done.</param>
/// <param name="deviceMapper">Knows the device's number.</param>
internal sealed class CutOffSwap(DeviceIdentity device, byte[] lockFile, HelperDriver helper, IDeviceMapper deviceMapper)
{
    private static readonly TimeSpan FirstRetry = TimeSpan.FromMilliseconds(50);

    private static readonly TimeSpan LongestRetry = TimeSpan.FromSeconds(2);

    private readonly StepProgram _program = new();
    private readonly TableText _mirror = new();
    private DeviceNumber? _image;
    private bool _isPending;
    private TimeSpan _pause = FirstRetry;
    private Instant _dueAt;
    private uint _id;

    /// <summary>Tables may be ready that nobody is to put in place: the next start has to know of it too.</summary>
    internal bool IsPending => _isPending;

    /// <summary>An answer is awaited.</summary>
    internal bool IsAwaiting => _id != 0;

    /// <summary>When to go on; null: there is nothing to do, or an answer is awaited.</summary>
    internal Instant? DueAt => _isPending && _id == 0 ? _dueAt : null;

    /// <summary>A swap had begun when the record was written, and nobody knows how far it came.</summary>
    /// <param name="image">The second image; null when it is not known, and so was not swapped.</param>
    /// <param name="now">The time.</param>
    internal void Recall(DeviceNumber? image, Instant now) => (_isPending, _image, _dueAt) = (true, image, now);

    /// <summary>Sends what empties the inactive slots, if it is time for it.</summary>
    internal void Continue(Instant now)
    {
        if (DueAt is not { } due || now < due)
            return;
        deviceMapper.ReadTable(device, _mirror);
        _isPending = _mirror.IsSoleTarget;
        if (!_isPending)
            return;
        _program.Clear();
        _program.LockGroup(lockFile, HelperDriver.SwapPatience);
        _program.ClearInactive(_mirror.Device);
        if (_image is { } image)
            _program.ClearInactive(image);
        _id = helper.Send(_program);
        if (_id == 0)
            Retry(now);
    }

    /// <summary>Takes an answer, if it is the one that is awaited.</summary>
    internal void Answered(in StepReply reply, Instant now)
    {
        if (_id == 0 || (reply.Id != _id && reply.Outcome != StepOutcome.Lost))
            return;
        _id = 0;
        // A device that is gone took its tables with it.
        if (reply.Outcome is StepOutcome.Done or StepOutcome.Failed)
            _isPending = false;
        else
            Retry(now);
    }

    private void Retry(Instant now)
    {
        _dueAt = now + _pause;
        _pause = _pause * 2 < LongestRetry ? _pause * 2 : LongestRetry;
    }
}
