using System;
using System.Collections.Generic;

using MirrorGuard.Core.Naming;
using MirrorGuard.Engine.Ports;

namespace MirrorGuard.Engine.Tests.Ports;

/// <summary>LVM whose repairs do what a test says; a success that changes nothing unless told otherwise.</summary>
internal sealed class SimulatedLvm : ILvm
{
    internal List<VolumeName> Repairs { get; } = [];

    internal Func<VolumeName, bool> OnRepair { get; set; } = _ => true;

    public bool Repair(VolumeName volume)
    {
        Repairs.Add(volume);
        return OnRepair(volume);
    }
}
