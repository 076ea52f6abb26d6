using MirrorGuard.Core.Naming;
using MirrorGuard.Core.Policy;
using MirrorGuard.Core.Reports;
using MirrorGuard.Core.Status;
using MirrorGuard.Engine.Ports;

namespace MirrorGuard.Engine;

/// <content>What the scan and the reports have to know, on their own threads.</content>
public sealed partial class MonitoredDevice
{
    /// <summary>The device, for device-mapper.</summary>
    internal DeviceIdentity Identity => _identity;

    /// <summary>The device, for people.</summary>
    internal VolumeName Volume => _volume;

    /// <summary>The names of its parts.</summary>
    internal ComponentNames Names => _names;

    /// <summary>
    /// A helper of an earlier registration may have suspended the volume after this one had looked for that, and been killed. The scan asks
    /// when it meets the volume suspended, the reports now and then: a scan may be off, and a report wait for this very volume.
    /// </summary>
    internal void LookForOwnSuspension()
    {
        lock (_gate)
        {
            if (_isRetired || _relocation.IsActive || _relocation.IsAwaiting || _driver.IsSwapping || _suspension.IsPending || !_driver.SuspensionRecord.IsThere(out _))
                return;
            _suspension.Recall(_ports.Clock.Now, isCutOff: true);
        }
        _supervision.Attendant.Schedule(this, _ports.Clock.Now);
    }

    /// <summary>How the volume stands, by a status and by what is done about it.</summary>
    internal VolumeStanding StandingBy(DeviceStatus status)
    {
        lock (_gate)
            return VolumeStanding.Of(status, in _state);
    }

    /// <summary>Something is waited for, searched or changed, or the registration has ended: no time to read legs.</summary>
    internal bool IsHandlingFault
    {
        get
        {
            lock (_gate)
            {
                return _isRetired || _state.Outage.Stage != OutageStage.None || _state.Repair.Phase != Phase.Watching
                    || _state.ReadFault.Stage is not (ReadFaultStage.None or ReadFaultStage.Resting)
                    || _relocation.IsActive || _driver.IsSwapping || _suspension.IsPending || _cutOffSwap.IsPending;
            }
        }
    }
}
