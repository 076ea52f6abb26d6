namespace MirrorGuard.Engine.Tests.FaultSimulation;

/// <summary>LVM's lock of the volume group.</summary>
internal sealed class GroupLock
{
    private object? _owner;

    internal bool IsTaken => _owner is not null;

    internal bool TryTake(object owner)
    {
        if (_owner is not null && _owner != owner)
            return false;
        _owner = owner;
        return true;
    }

    internal void GiveBack(object owner)
    {
        if (_owner == owner)
            _owner = null;
    }

    /// <summary>The machine starts anew.</summary>
    internal void Forget() => _owner = null;
}
