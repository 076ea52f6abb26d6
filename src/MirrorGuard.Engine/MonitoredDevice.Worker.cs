using MirrorGuard.Core.Policy;
using MirrorGuard.Engine.Ports;

namespace MirrorGuard.Engine;

/// <content>What happens on the worker's thread: LVM.</content>
public sealed partial class MonitoredDevice
{
    /// <summary>Does what is due with LVM, on the worker's thread: as long as a repair takes.</summary>
    public void Work()
    {
        lock (_atWork)
            WorkOnce();
    }

    private void WorkOnce()
    {
        if (IsRetired())
        {
            ReleaseLvm();
            return;
        }
        var isLvmReady = PrepareLvm();
        if (IsWaitingForPart())
            return;
        if (DecideAfresh(InputKind.Due, _statusForWork) == Core.Policy.Work.Repair)
            DecideAfresh(Repair(isLvmReady), _statusForWork);
    }

    /// <summary>A wait is the attendant's; the worker has nothing to decide.</summary>
    private bool IsWaitingForPart()
    {
        lock (_gate)
            return _state.Outage.Stage is not (OutageStage.None or OutageStage.GivenUp) || _state.ReadFault.Stage != ReadFaultStage.None;
    }

    /// <summary>LVM's library takes its time to start, so not dmeventd's thread but the worker starts it, before it is needed.</summary>
    private bool PrepareLvm()
    {
        if (_isLvmPrepared)
            return true;
        _isLvmPrepared = _ports.Lvm.TryPrepare();
        if (!_isLvmPrepared)
            Note(Severity.Error, "LVM's library cannot be started, so a fault could not be repaired.");
        return _isLvmPrepared;
    }

    private void ReleaseLvm()
    {
        if (_isLvmPrepared)
            _ports.Lvm.Release();
        _isLvmPrepared = false;
    }
}
