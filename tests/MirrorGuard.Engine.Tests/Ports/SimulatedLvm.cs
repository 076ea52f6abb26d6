using System;
using System.Collections.Generic;

using MirrorGuard.Core;
using MirrorGuard.Core.Naming;
using MirrorGuard.Engine.Ports;

namespace MirrorGuard.Engine.Tests.Ports;

/// <summary>LVM whose repairs do what a test says; a success that changes nothing unless told otherwise.</summary>
internal sealed class SimulatedLvm : ILvm
{
    internal List<VolumeName> Repairs { get; } = [];

    internal Func<VolumeName, bool> OnRepair { get; set; } = _ => true;

    /// <summary>Registrations that have made LVM's library ready and not given it back.</summary>
    internal int Users { get; private set; }

    internal bool CanBePrepared { get; set; } = true;

    public bool TryPrepare()
    {
        if (CanBePrepared)
            Users++;
        return CanBePrepared;
    }

    public void Release()
    {
        Invariant.Require(Users > 0, "LVM's library is given back once for each time it was made ready");
        Users--;
    }

    public bool Repair(VolumeName volume)
    {
        Invariant.Require(Users > 0, "LVM's library is ready while a repair runs");
        Repairs.Add(volume);
        return OnRepair(volume);
    }
}
