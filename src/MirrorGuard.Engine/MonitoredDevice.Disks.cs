using MirrorGuard.Core.Metadata;
using MirrorGuard.Core.Policy;

namespace MirrorGuard.Engine;

/// <content>On which disks the parts lie: asked of the disks while all is well, and of LVM's metadata where one failed before that.</content>
public sealed partial class MonitoredDevice
{
    /// <summary>A part is out, and nobody has seen which disk it lies on: without that it is never taken back. Under the lock.</summary>
    private bool IsDiskWanted => _metadata.CanAsk
        && _state.Outage.Stage is not (OutageStage.None or OutageStage.GivenUp or OutageStage.Hung)
        && (_driver.Disks.Of(_state.Outage.Leg).Uuid.IsNone || (_state.Outage.Stage == OutageStage.Released && _driver.Disks.Of(0).Uuid.IsNone));

    private void AskForDisks()
    {
        var now = _ports.Clock.Now;
        if (_metadata.TakeAnswer(now) is { } answer)
            LearnDisks(answer);
        bool isWanted;
        lock (_gate)
            isWanted = IsDiskWanted;
        if (isWanted)
            _metadata.Ask(_ports.Settings.FaultsOf(_volume), now);
    }

    /// <summary>The disks of the parts that are not known, as LVM's metadata has them.</summary>
    private void LearnDisks(string answer)
    {
        _ports.DeviceMapper.ReadStatus(_identity, _statusForAttendant);
        if (_statusForAttendant.Mirrors.Length != 1)
            return;
        ref readonly var mirror = ref _statusForAttendant.Mirrors[0];
        var names = _names.Of(in mirror);
        lock (_gate)
        {
            for (var part = Outage.Log; part < mirror.LegCount; part++)
            {
                var device = part == Outage.Log ? mirror.Log.Device : mirror[part].Device;
                if (!_driver.Disks.Of(part).Uuid.IsNone || names.Of(device).Image is not { } image)
                    continue;
                if (PartAnswer.Find(answer, image) is not { } disk)
                    continue;
                _driver.Disks.Recall(part, disk);
                _isRecordOld = true;
            }
        }
    }

    private void LearnDisks()
    {
        lock (_gate)
        {
            _areDisksDue = false;
            if (_state.Outage.Stage != OutageStage.None)
                return;
        }
        _ports.DeviceMapper.ReadStatus(_identity, _statusForAttendant);
        lock (_gate)
        {
            if (_isRetired || _state.Outage.Stage != OutageStage.None || _relocation.IsAwaiting)
                return;
            _driver.Tables.Look(_identity, _statusForAttendant);
            _driver.Identify(_statusForAttendant);
        }
    }
}
