using System;
using MirrorGuard.Core.Reports;
using MirrorGuard.Core.Scan;
using MirrorGuard.Core.Time;
using MirrorGuard.Engine.Ports;

namespace MirrorGuard.Engine.Scan;

/// <content>What is kept of a scan for after a restart.</content>
public sealed partial class VolumeScan
{
    /// <summary>How old the record may become while nothing is found: what a crash costs is read again.</summary>
    private static readonly TimeSpan RecordPeriod = TimeSpan.FromMinutes(1);

    /// <summary>A machine that starts, and LVM that is at work, have other things to do with the disks.</summary>
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(30);

    private byte[] _saved = [];
    private Instant _savedAt;
    private bool _isRecalled;

    private void Save()
    {
        _savedAt = _ports.Clock.Now;
        var record = ScanRecord.Write(_device.Volume.ToString(), in _state, _overwrites.First);
        if (record.AsSpan().SequenceEqual(_saved))
            return;
        if (_world.Store.TryWrite(_device.Identity, record))
            _saved = record;
        else
            SayOnce(ScanWords.NotKept);
    }

    private void Recall()
    {
        if (_isRecalled)
            return;
        _isRecalled = true;
        // Before anything is mounted, if it can be.
        Look();
        _savedAt = _ports.Clock.Now;
        _saved = _world.Store.Read(_device.Identity);
        var isSound = ScanRecord.TryRead(_saved, out var state);
        _state = (isSound ? state : ScanState.New) with { DueAt = _ports.Clock.Now + FirstPause };
        if (isSound || _saved.Length == 0)
            return;
        Tell(EventKind.Noted, Severity.Warning, ScanWords.OfDamage(_world.Store.SetAside(_device.Identity)));
    }
}
