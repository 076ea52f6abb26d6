using System;
using System.Globalization;

using MirrorGuard.Core.Naming;
using MirrorGuard.Engine.Ports;

namespace MirrorGuard.Engine.Tests.Simulation;

/// <summary>A mirror, its registration, and what a person has read about it.</summary>
internal sealed class SimulatedVolume(int number, int legs)
{
    internal VolumeName Name { get; } = new("vg", string.Create(CultureInfo.InvariantCulture, $"lv{number}"));

    internal DeviceIdentity Identity { get; } = new($"vg-lv{number}", $"LVM-{number}");

    internal SimulatedMirror Mirror { get; } = new(legs);

    internal MonitoredDevice? Device { get; set; }

    /// <summary>LVM cannot repair it, whatever one tries.</summary>
    internal bool IsBeyondRepair { get; init; }

    internal int RepairsSinceRegistered { get; set; }

    /// <summary>The last thing said about the volume was that it needs a person.</summary>
    internal bool WaitsForPerson { get; private set; }

    internal void Hear(string line)
    {
        if (line.StartsWith("Error", StringComparison.Ordinal))
            WaitsForPerson = line.Contains("NEEDS A PERSON", StringComparison.Ordinal);
        else if (line.Contains("LVM repairs the volume", StringComparison.Ordinal))
            WaitsForPerson = false;
    }
}
