using System;
using MirrorGuard.Core.Status;
using MirrorGuard.Core.Steps;
using MirrorGuard.Core.Time;
using MirrorGuard.Engine.Ports;

namespace MirrorGuard.Engine;

/// <summary>
/// The record that we have a volume suspended, and the way out for a volume that was left so because
/// the helper was killed. Not thread-safe: the device guards it.
///
/// The record is written before the suspend and deleted after the resume. What it says is believed
/// only under the volume group's lock, which a helper holds as long as it lives and works on the
/// volume: without it, a helper of an earlier registration that is still copying would lose the
/// quiet that it needs. The lock also says that it is no LVM command that has the volume suspended.
/// </summary>
/// <param name="device">The device.</param>
/// <param name="lockFile">LVM's lock file of its volume group.</param>
/// <param name="helper">Sends what is to be done.</param>
/// <param name="ports">The world.</param>
internal sealed class OwnSuspension(DeviceIdentity device, byte[] lockFile, HelperDriver helper, EnginePorts ports)
{
    private static readonly TimeSpan FirstRetry = TimeSpan.FromMilliseconds(50);

    private static readonly TimeSpan LongestRetry = TimeSpan.FromSeconds(2);

    /// <summary>Refusals after which it is said that the volume may be suspended: some seconds.</summary>
    private const int RefusalsUntilSaid = 8;

    private readonly StepProgram _program = new();
    private readonly TableText _table = new();
    private readonly DeviceStatus _status = new();
    private uint _id;
    private int _refusals;
    private bool _isResuming;
    private bool _isCutOff;
    private bool _isForReturn;

    /// <summary>The record is there, and nobody has looked into it yet.</summary>
    internal bool IsPending { get; private set; }

    /// <summary>An answer is awaited.</summary>
    internal bool IsAwaiting => _id != 0;

    /// <summary>When to go on, while <see cref="IsPending"/>.</summary>
    internal Instant DueAt { get; private set; }

    /// <summary>Looks whether there is a record.</summary>
    /// <param name="now">The time.</param>
    /// <param name="isCutOff">Nobody knows how far the helper came; otherwise it has resumed what it suspended.</param>
    internal void Recall(Instant now, bool isCutOff)
    {
        _isCutOff |= isCutOff;
        IsPending = helper.SuspensionRecord.IsThere(out _isForReturn);
        DueAt = now;
    }

    /// <summary>Sends what ends the suspension, if it is time for it.</summary>
    internal void Continue(Instant now)
    {
        if (!IsPending || _id != 0 || now < DueAt)
            return;
        ports.DeviceMapper.ReadTable(device, _table);
        _program.Clear();
        _program.LockGroup(lockFile, HelperDriver.SwapPatience);
        _isResuming = _table.IsSuspended;
        if (_isForReturn)
        {
            EndReturn();
        }
        else if (_isResuming)
        {
            // Another table ready is not ours: somebody exchanges it, and resumes.
            if (_table.IsAnotherReady)
            {
                Retry(now);
                return;
            }
            _program.Resume(_table.Device);
        }
        else if (_isCutOff && IsSound())
        {
            SuspendOnceMore();
        }
        _program.Forget(helper.SuspensionRecord.Path);
        _id = helper.Send(_program);
        if (_id == 0)
            Retry(now);
    }

    /// <summary>Takes an answer, if it is the one that is awaited.</summary>
    /// <returns>What a person is to be told; null: nothing.</returns>
    internal string? Answered(in StepReply reply, Instant now)
    {
        if (reply.Outcome == StepOutcome.Lost)
            Recall(now, isCutOff: true);
        if (_id == 0 || (reply.Id != _id && reply.Outcome != StepOutcome.Lost))
            return null;
        _id = 0;
        if (reply.Outcome == StepOutcome.Done)
        {
            IsPending = false;
            _isCutOff = false;
            _refusals = 0;
            return _isResuming ? $"it was left suspended when {Occasion} was cut off, and is resumed now." : null;
        }
        Retry(now);
        return _refusals == RefusalsUntilSaid && _isResuming
            ? $"it was left suspended when {Occasion} was cut off. It is resumed as soon as the LVM command that has the volume "
                + "group locked ends."
            : null;
    }

    private string Occasion => _isForReturn ? "the return of a leg" : "the rewriting of a place";

    /// <summary>Back to the tables that were live: under the group's lock, what is ready beside them is what the helper left.</summary>
    private void EndReturn()
    {
        ports.DeviceMapper.ReadStatus(device, _status);
        _program.ClearInactive(_table.Device);
        if (_status.Mirrors.Length == 1 && _status.Mirrors[0].LegCount == 2)
            _program.ClearInactive(_status.Mirrors[0][1].Device);
        if (_table.IsSuspended)
            _program.Resume(_table.Device);
    }

    private void Retry(Instant now)
    {
        var pause = FirstRetry * (1 << Math.Min(_refusals, RefusalsUntilSaid));
        DueAt = now + (pause < LongestRetry ? pause : LongestRetry);
        _refusals++;
    }

    /// <summary>
    /// A suspend that was cut off while it waited leaves a mirror that stops copying and fails writes instead of holding them, though
    /// device-mapper counts it as running (kernel <c>dm-raid1.c: mirror_presuspend</c> has no way back). The same once more, to its end,
    /// cures that. Only a sound mirror is suspended; one that is not gets another table by the handling of its fault.
    /// </summary>
    private void SuspendOnceMore()
    {
        _program.Expect(_table.Device, _table.Sectors, _table.Type, _table.Parameters);
        _program.Suspend(_table.Device);
        _program.Resume(_table.Device);
    }

    private bool IsSound()
    {
        ports.DeviceMapper.ReadStatus(device, _status);
        if (!_table.Is("mirror"u8) || !_status.IsComplete || _status.Mirrors.Length != 1)
            return false;
        ref readonly var mirror = ref _status.Mirrors[0];
        var isSound = mirror.InSync.IsInSync && mirror.Log.Health == Health.Alive;
        foreach (var leg in mirror.Legs)
            isSound &= leg.Health is Health.Alive or Health.ReadFailed;
        return isSound;
    }
}
