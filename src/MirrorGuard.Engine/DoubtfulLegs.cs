using System.Collections.Generic;
using MirrorGuard.Core.Faults;
using MirrorGuard.Core.Policy;
using MirrorGuard.Engine.Ports;

namespace MirrorGuard.Engine;

/// <summary>
/// Which volumes have legs in doubt (<see cref="CopyKnowledge.InDoubt"/>), beyond one registration: almost every LVM command
/// registers a volume anew, and what the kernel forgot it does not remember by that. It lasts as long as the process.
/// </summary>
public sealed class DoubtfulLegs
{
    private readonly object _gate = new();
    private readonly Dictionary<string, RepairState> _byUuid = [];

    /// <summary>Where a new registration of <paramref name="device"/> begins.</summary>
    public RepairState Recall(DeviceIdentity device)
    {
        lock (_gate)
        {
            return _byUuid.TryGetValue(device.Uuid, out var known) ? known : RepairState.Registered;
        }
    }

    /// <summary>Takes note of what is known of <paramref name="device"/> now.</summary>
    public void Note(DeviceIdentity device, in RepairState state)
    {
        lock (_gate)
        {
            if (state.Copies.TrustsKernel)
                _byUuid.Remove(device.Uuid);
            else
                _byUuid[device.Uuid] = RepairState.InDoubt(state.Copies.InDoubt, state.Layout, state.OutOfSync);
        }
    }
}
