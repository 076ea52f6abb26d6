using System;
using MirrorGuard.Core.Metadata;
using MirrorGuard.Core.Reattach;
using MirrorGuard.Core.Settings;
using MirrorGuard.Core.Time;
using MirrorGuard.Engine.Ports;

namespace MirrorGuard.Engine;

/// <summary>
/// Asks LVM on which disks the parts of one volume lie, where a part failed before its own disk could be asked. LVM's metadata is on the
/// other disks too, and says it of a disk that has been away since before the volume was activated. Only the attendant asks.
/// </summary>
/// <param name="device">The volume.</param>
/// <param name="questions">LVM; null: nothing can be asked.</param>
internal sealed class MetadataDisks(DeviceIdentity device, LvmQuestions? questions)
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);

    /// <summary>Somebody else's question is under way.</summary>
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(500);

    private readonly string? _group = questions is not null && VolumeId.TryParse(device.Uuid, out var id) ? id.Vg.ToString() : null;
    private IChildProcess? _question;
    private Instant _askedAt;
    private TimeSpan _pause;

    /// <summary>LVM's metadata knows the parts of this volume by their names; where other layers lie in between, it does not.</summary>
    internal bool CanAsk => _group is not null;

    /// <summary>An answer is awaited.</summary>
    internal bool IsAsking => _question is not null;

    /// <summary>When to look after the answer, or to ask.</summary>
    internal Instant DueAt { get; private set; }

    /// <summary>Asks, if it is time to; growing pauses lie between two questions.</summary>
    internal void Ask(FaultSettings settings, Instant now)
    {
        if (IsAsking || now < DueAt || !CanAsk)
            return;
        _question = questions!.TryAsk(["pvs", "--segments", .. LvmQuestions.Manner, "-o", PartAnswer.Fields, "--select", $"vg_uuid={_group}"]);
        DueAt = now + (_question is null ? Turn : Poll);
        if (_question is null)
            return;
        _askedAt = now;
        _pause = _pause == TimeSpan.Zero ? settings.ProbeInterval : _pause * 2;
        if (_pause > settings.LongestProbeInterval)
            _pause = settings.LongestProbeInterval;
    }

    /// <summary>What LVM answered; null while it has not, or cannot.</summary>
    internal string? TakeAnswer(Instant now)
    {
        if (_question is null || now < DueAt)
            return null;
        var end = _question.End;
        DueAt = now + (end is null ? Poll : _pause);
        if (end is null)
        {
            if (now - _askedAt > LvmQuestions.Patience)
                _question.Kill();
            return null;
        }
        _question = null;
        questions!.Done();
        return end.Output;
    }

    /// <summary>The registration has ended.</summary>
    internal void Forget()
    {
        if (_question is not null)
            questions!.Forget();
        _question = null;
    }
}
