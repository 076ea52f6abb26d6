using System;
using System.Collections.Generic;
using MirrorGuard.Core.Policy;
using MirrorGuard.Core.Status;
using MirrorGuard.Core.Steps;
using MirrorGuard.Core.Time;
using MirrorGuard.Engine.Ports;

namespace MirrorGuard.Engine;

/// <summary>
/// Turns the policy's work on tables into programs for the device's helper, and its replies into
/// inputs of the policy. Nothing here waits. Not thread-safe: the device guards it.
/// </summary>
/// <param name="device">The device.</param>
/// <param name="volume">Its volume, for a person.</param>
/// <param name="lockFile">LVM's lock file of its volume group.</param>
/// <param name="ports">The world.</param>
internal sealed partial class HelperDriver(DeviceIdentity device, string volume, byte[] lockFile, EnginePorts ports)
{
    /// <summary>
    /// A swap takes milliseconds, or as long as the driver of a failing disk needs to give up what is under way, 30 s by default. One
    /// that takes longer is the kernel's hang: a suspend that waits for a copy that never ends.
    /// </summary>
    internal static readonly TimeSpan SwapPatience = TimeSpan.FromSeconds(60);

    /// <summary>An answer usually comes within milliseconds.</summary>
    private static readonly TimeSpan FirstPoll = TimeSpan.FromMilliseconds(1);

    private static readonly TimeSpan LongestPoll = TimeSpan.FromMilliseconds(200);

    private readonly StepProgram _program = new();

    /// <summary>Kept until its reply, which names a step by its place.</summary>
    private readonly StepProgram _swap = new();

    /// <summary>No longer than there are programs of others under way.</summary>
    private readonly Queue<StepReply> _others = new();

    private readonly byte[] _recordPath = ports.Store.PathOf(device);
    private IHelper? _helper;
    private uint _lastId;
    private uint _swapId;
    private uint _saidToHang;
    private uint _probeId;
    private int _probedPart;
    private bool _isProbeOld;
    private string? _swapFault;
    private bool _wasSwapCutOff;
    private InputKind? _result;
    private InputKind? _probeResult;
    private Instant _sentAt;
    private TimeSpan _poll = FirstPoll;

    /// <summary>The tables, as they were when a swap was last built.</summary>
    internal MirrorTables Tables { get; } = new(ports.DeviceMapper);

    /// <summary>The disks of the parts, as far as they were identified.</summary>
    internal PartDisks Disks { get; } = new();

    /// <summary>Says that the volume is suspended by the helper.</summary>
    internal SuspensionRecord SuspensionRecord { get; } = new(device, volume, ports.Store);

    /// <summary>A swap was sent, or has ended without anybody having asked.</summary>
    internal bool IsSwapping => _swapId != 0 || _result is not null;

    /// <summary>An answer is awaited.</summary>
    internal bool IsAwaiting => IsSwapping || _probeId != 0 || _probeResult is not null || Disks.IsAsking;

    /// <summary>Why there is no helper; null while there is one or none was asked for.</summary>
    internal string? Fault { get; private set; }

    /// <summary>When to poll next.</summary>
    internal Instant NextPoll(Instant now)
    {
        var next = now + _poll;
        _poll = _poll * 2 < LongestPoll ? _poll * 2 : LongestPoll;
        return next;
    }

    /// <summary>Starts the helper; true when there is one.</summary>
    internal bool TryStart()
    {
        if (_helper is not null)
            return true;
        _helper = ports.Helpers.Start(volume, out var fault);
        Fault = fault;
        return _helper is not null;
    }

    /// <summary>Sends a program of somebody else's, whose reply comes from <see cref="TryTakeOther"/>.</summary>
    /// <returns>The program's id; 0 when it could not be sent.</returns>
    internal uint Send(StepProgram program)
    {
        program.Id = NewId();
        _poll = FirstPoll;
        return TryStart() && _helper!.TrySend(program) ? program.Id : 0;
    }

    /// <summary>Takes the next reply to a program of somebody else's, or one that says that all of them are lost.</summary>
    internal bool TryTakeOther(out StepReply reply) => _others.TryDequeue(out reply);

    /// <summary>Why the last swap failed, for a person; null when it did not, or that was taken before.</summary>
    internal string? TakeSwapFault()
    {
        var fault = _swapFault;
        _swapFault = null;
        return fault;
    }

    /// <summary>Whether the helper ended in the middle of a swap since the last call, and may have left a table ready.</summary>
    internal bool TakeCutOffSwap()
    {
        var wasCutOff = _wasSwapCutOff;
        _wasSwapCutOff = false;
        return wasCutOff;
    }

    /// <summary>Begins <paramref name="work"/>; its end comes from <see cref="TakeResult"/>.</summary>
    /// <param name="work">A swap or a probe.</param>
    /// <param name="leg">The part that is waited for.</param>
    /// <param name="status">The status by which it was decided.</param>
    /// <param name="record">What the next start is to find if this one ends here.</param>
    /// <param name="now">The time.</param>
    internal void Begin(Work work, int leg, DeviceStatus status, ReadOnlySpan<byte> record, Instant now)
    {
        if (work == Work.Probe)
            BeginProbe(leg, status, now);
        else
            BeginSwap(work, status, record, now);
    }

    /// <summary>How something ended that was begun; null while nothing has.</summary>
    internal InputKind? TakeResult(Instant now)
    {
        Receive();
        // The helper is kept: should it answer after all, the swap was only slow.
        if (_swapId != 0 && _saidToHang != _swapId && now - _sentAt > SwapPatience)
        {
            _saidToHang = _swapId;
            _result = InputKind.SwapHangs;
        }
        var result = _result ?? _probeResult;
        if (_result is not null)
            _result = null;
        else
            _probeResult = null;
        return result;
    }

    /// <summary>Asks which disks the parts lie on, for those that are not known yet.</summary>
    internal void Identify(DeviceStatus status)
    {
        if (_helper is null || Disks.IsAsking || status.Mirrors.Length != 1)
            return;
        if (Disks.NextUnknown(in status.Mirrors[0], Tables) is not { } disk)
            return;
        _program.Clear();
        _program.Id = NewId();
        _program.IsAside = true;
        _program.Identify(disk);
        if (_helper.TrySend(_program))
            Disks.Asked(disk, _program.Id);
        _poll = FirstPoll;
    }

    /// <summary>The helper finishes what it was sent, and ends.</summary>
    internal void End() => Abandon();

    private void BeginSwap(Work work, DeviceStatus status, ReadOnlySpan<byte> record, Instant now)
    {
        _result = null;
        Tables.Look(device, status);
        if (IsDone(work, Tables.Arrangement))
        {
            _result = InputKind.Swapped;
            return;
        }
        _swap.Clear();
        _swap.LockGroup(lockFile, SwapPatience);
        if (Tables.IsBusy)
        {
            _result = InputKind.SwapRefused;
            return;
        }
        if (!record.IsEmpty)
            _swap.Record(_recordPath, record);
        var isBuilt = work switch
        {
            Work.Release => Tables.TryRelease(_swap, status.Events),
            Work.Return => Tables.TryReturn(_swap, Disks.Of(1), SuspensionRecord, status.Events),
            Work.Reload => Tables.TryReload(_swap, record.IsEmpty ? SuspensionRecord : null, status.Events),
            _ => throw new ArgumentOutOfRangeException(nameof(work)),
        };
        _swap.Id = NewId();
        if (!isBuilt || !TryStart() || !_helper!.TrySend(_swap))
        {
            _result = InputKind.SwapFailed;
            return;
        }
        _swapId = _swap.Id;
        _sentAt = now;
        _poll = FirstPoll;
    }

    private void BeginProbe(int part, DeviceStatus status, Instant now)
    {
        // A disk that does not answer keeps its probe waiting, and a second one would not fare better. But what it says in the end may be
        // from before the fault for which it is asked now; and what another part answers says nothing of this one.
        Receive();
        _isProbeOld = _probeId != 0 && _probedPart == part;
        if (_isProbeOld)
            return;
        _probeId = 0;
        _probeResult = null;
        _probedPart = part;
        _program.Clear();
        _program.Id = NewId();
        _program.IsAside = true;
        Tables.Look(device, status);
        var isBuilt = status.Mirrors.Length == 1 && Tables.TryProbe(_program, in status.Mirrors[0], part, Disks.Of(part), Disks.Of(0));
        if (!isBuilt || !TryStart() || !_helper!.TrySend(_program))
        {
            _probeResult = InputKind.ProbeBad;
            return;
        }
        _probeId = _program.Id;
        _poll = FirstPoll;
    }

    private static bool IsDone(Work work, Arrangement arrangement) => (work, arrangement) switch
    {
        (Work.Release, Arrangement.Released) or (Work.Return, Arrangement.LvmsOwn) => true,
        _ => false,
    };

    private uint NewId() => _lastId = _lastId == uint.MaxValue ? 1 : _lastId + 1;
}
