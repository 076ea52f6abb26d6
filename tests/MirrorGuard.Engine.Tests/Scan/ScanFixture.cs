using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

using MirrorGuard.Core.Naming;
using MirrorGuard.Core.Scan;
using MirrorGuard.Core.Settings;
using MirrorGuard.Core.Status;
using MirrorGuard.Engine.Ports;
using MirrorGuard.Engine.Scan;
using MirrorGuard.Engine.Tests.Ports;

namespace MirrorGuard.Engine.Tests.Scan;

/// <summary>Volumes of 64 MiB whose scans are due, in a simulated world; each on two disks of its own unless told otherwise.</summary>
internal sealed class ScanFixture
{
    internal const ulong Sectors = 131072;

    private readonly Dictionary<string, DeviceIdentity> _identities = [];

    internal ScanFixture()
    {
        Scheduler = new ScanScheduler(Ports, World.Ports);
        Supervision = new Supervision(Clock) { Scans = Scheduler };
        Kernel.OnTable = table => table.Set(new DeviceNumber(254, 0), Sectors, "mirror"u8, "core 1 1024 2 254:1 0 254:2 0 1 handle_errors"u8);
        Kernel.OnPart = (number, table) => table.Set(number, Sectors, "linear"u8, Encoding.ASCII.GetBytes($"8:{16 * number.Minor} 2048"));
    }

    internal ManualClock Clock { get; } = new();

    internal SimulatedDeviceMapper Kernel { get; } = new();

    internal RecordingLog Log { get; } = new();

    internal SimulatedScanWorld World { get; } = new();

    internal ScanScheduler Scheduler { get; }

    internal Supervision Supervision { get; }

    internal FixedSettings Settings { get; } = new(new FaultSettings(), new ScanSettings { Bandwidth = new Bandwidth(1024 * 1024), Settle = TimeSpan.FromSeconds(10) });

    internal EnginePorts Ports => new(Kernel, new NoHelpers(), new SimulatedLvm(), new MemoryStore(), Settings, Log, Clock);

    internal MonitoredDevice Register(string name = "lv", string status = DeviceFixture.InSync)
    {
        var identity = _identities[name] = new DeviceIdentity($"vg-{name}", $"LVM-{name}");
        Kernel.Set(identity, status);
        var device = new MonitoredDevice(1, identity, new VolumeName("vg", name), Ports, Supervision);
        device.Register(new DeviceStatus());
        return device;
    }

    internal void Becomes(string status, string name = "lv") => Kernel.Set(_identities[name], status);

    internal void BecomesLinear(string name = "lv") => Kernel.Set(_identities[name], mirrors: []);

    /// <summary>It has raised so many events, and looks as it did.</summary>
    internal void RaisesEvents(uint count, string name = "lv") => Kernel.Set(_identities[name], status =>
    {
        status.Add("mirror"u8, Encoding.ASCII.GetBytes(DeviceFixture.InSync));
        status.Events = count;
    });

    internal void StartAll() => Scheduler.Ask(volume: null, ScanInputKind.StartAsked);

    /// <summary>Lets the scan's thread run for so long.</summary>
    internal void RunFor(TimeSpan duration)
    {
        var until = Clock.Now + duration;
        while (Clock.Now < until)
        {
            Scheduler.Attend();
            var rest = Scheduler.Rest > TimeSpan.FromMilliseconds(1) ? Scheduler.Rest : TimeSpan.FromMilliseconds(1);
            rest = rest < until - Clock.Now ? rest : until - Clock.Now;
            // An answer is there after a millisecond.
            rest = rest > TimeSpan.FromMilliseconds(100) && World.Requests.Count > 0 ? TimeSpan.FromMilliseconds(5) : rest;
            Clock.Advance(rest);
            World.Time += rest;
        }
    }

    internal IEnumerable<string> Said(string what) => Log.Lines.Where(line => line.Contains(what, StringComparison.Ordinal));
}
