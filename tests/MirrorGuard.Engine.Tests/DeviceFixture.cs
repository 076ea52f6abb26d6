using System.Collections.Generic;
using System.Linq;

using MirrorGuard.Core.Naming;
using MirrorGuard.Core.Policy;
using MirrorGuard.Core.Status;
using MirrorGuard.Engine.Ports;
using MirrorGuard.Engine.Tests.Ports;

namespace MirrorGuard.Engine.Tests;

/// <summary>One monitored volume, vg/lv, in a simulated world.</summary>
internal sealed class DeviceFixture
{
    internal const string InSync = "2 254:1 254:2 32/32 1 AA 1 core";
    internal const string Resyncing = "2 254:1 254:2 3/32 1 AA 1 core";
    internal const string SecondaryDead = "2 254:1 254:2 31/32 1 AD 1 core";
    internal const string PrimaryDead = "2 254:1 254:2 31/32 1 DA 1 core";

    private readonly Supervision _supervision;

    internal DeviceFixture()
    {
        _supervision = new Supervision(Clock);
        Device = Create();
    }

    internal DeviceIdentity Identity { get; } = new("vg-lv", "LVM-1");

    internal SimulatedDeviceMapper Kernel { get; } = new();

    internal SimulatedLvm Lvm { get; } = new();

    internal RecordingLog Log { get; } = new();

    internal ManualClock Clock { get; } = new();

    internal EnginePorts Ports => new(Kernel, new NoHelpers(), Lvm, new MemoryStore(), FixedSettings.Impatient, Log, Clock);

    internal Worker Worker => _supervision.Worker;

    internal MonitoredDevice Device { get; }

    /// <summary>Another registration of the same device.</summary>
    internal MonitoredDevice Create(PolicyStep? decide = null) => new(1, Identity, new VolumeName("vg", "lv"), Ports, _supervision, decide);

    internal void Register(params string[] mirrors)
    {
        Kernel.Set(Identity, mirrors);
        Device.Register(new DeviceStatus());
    }

    /// <summary>The kernel's status becomes <paramref name="mirrors"/> and raises an event; the answer is what was logged.</summary>
    internal IReadOnlyList<string> Event(params string[] mirrors)
    {
        Kernel.Set(Identity, mirrors);
        Log.Take();
        Device.HandleEvent(Kernel.StatusOf(Identity));
        return Log.Take();
    }

    /// <summary>Lets the worker do what is due now, and says how many devices that were.</summary>
    internal int WorkOff()
    {
        var count = 0;
        while (Worker.TakeDue() is { } due)
        {
            due.Work();
            count++;
        }
        return count;
    }

    /// <summary>A repair that leaves these mirror targets; none: the volume is linear.</summary>
    internal IReadOnlyList<string> RepairTo(bool succeeds, params string[] mirrors)
    {
        Lvm.OnRepair = _ =>
        {
            Kernel.Set(Identity, mirrors);
            return succeeds;
        };
        Log.Take();
        WorkOff();
        return Log.Take().ToArray();
    }
}
