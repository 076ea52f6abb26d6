using System;
using System.Collections.Generic;
using System.IO;
using System.Runtime.InteropServices;
using System.Text;
using FluentAssertions;
using MirrorGuard.Core;
using MirrorGuard.Core.Explain;
using MirrorGuard.Core.Naming;
using MirrorGuard.Core.Scan;
using MirrorGuard.Core.Settings;
using MirrorGuard.Core.Status;
using MirrorGuard.Dso.Tests.Hosts;
using MirrorGuard.Engine;
using MirrorGuard.Engine.Ports;
using MirrorGuard.Linux;
using Xunit;

namespace MirrorGuard.Dso.Tests;

/// <summary>The managed side of an event, from the reply of device-mapper to the decision, over the fake libdevmapper.</summary>
public sealed unsafe class SteadyStateTests
{
    private const int Events = 10_000;

    [Fact]
    public void An_event_of_a_healthy_volume_allocates_nothing()
    {
        void* task = StatusTask("vg-lv", StatusLine.Healthy);
        var status = new DeviceStatus();
        MonitoredDevice device = MonitorHealthy();
        RaiseEvents(device, task, status);

        long before = GC.GetAllocatedBytesForCurrentThread();
        RaiseEvents(device, task, status);

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
        status.Mirrors.Length.Should().Be(1, "the status was read");
    }

    private static void RaiseEvents(MonitoredDevice device, void* task, DeviceStatus status)
    {
        for (int number = 0; number < Events; number++)
        {
            TaskTargets.Read(task, status);
            device.HandleEvent(status);
        }
    }

    private static MonitoredDevice MonitorHealthy()
    {
        DmName.TryParse("vg-lv", out DmName? name, out _).Should().BeTrue();
        var world = new Stillness();
        var ports = new EnginePorts(world, world, world, world, world, world, new MonotonicClock());
        return new MonitoredDevice(1, new DeviceIdentity("vg-lv", "LVM-vg-lv"), name!.Volume, ports, new Supervision(ports.Clock));
    }

    /// <summary>A request that was answered with <paramref name="status"/>, as dmeventd passes one with an event.</summary>
    private static void* StatusTask(string device, string status)
    {
        nint world = NativeLibrary.Load(Path.Combine(NativeParts.Fakes, "libfakeworld.so"));
        nint library = NativeLibrary.Load(Path.Combine(NativeParts.Fakes, "libdevmapper.so.1.02.1"));
        NativeLibrary.SetDllImportResolver(typeof(TaskTargets).Assembly, (_, _, _) => library);

        var create = (delegate* unmanaged<int, void*>)NativeLibrary.GetExport(library, "dm_task_create");
        var setUuid = (delegate* unmanaged<void*, byte*, int>)NativeLibrary.GetExport(library, "dm_task_set_uuid");
        var run = (delegate* unmanaged<void*, int>)NativeLibrary.GetExport(library, "dm_task_run");
        var setStatus = (delegate* unmanaged<byte*, byte*, void>)NativeLibrary.GetExport(world, "world_set_status");

        const int DeviceStatus = 10;
        void* task = create(DeviceStatus);
        fixed (byte* name = Encoding.UTF8.GetBytes(device + '\0'), text = Encoding.UTF8.GetBytes(status + '\0'), uuid = Encoding.UTF8.GetBytes($"LVM-{device}\0"))
        {
            setStatus(name, text);
            setUuid(task, uuid).Should().Be(1);
        }
        run(task).Should().Be(1);
        return task;
    }

    /// <summary>A world in which nothing but the event happens.</summary>
    private sealed class Stillness : IDeviceMapper, IHelpers, ILvm, IStateStore, ISettings, IEventLog
    {
        private readonly List<string> _lines = [];
        private readonly FaultSettings _faults = new();

        public FaultSettings FaultsOf(VolumeName volume) => _faults;

        public ScanSettings ScanOf(VolumeName volume) => new();

        public ReportSettings Reports { get; } = new();

        public void ReadStatus(DeviceIdentity device, DeviceStatus status) => status.MarkGone();

        public void ReadTable(DeviceIdentity device, TableText table) => table.Clear();

        public void ReadTable(DeviceNumber device, TableText table) => table.Clear();

        public bool ShareDisk(DeviceNumber left, DeviceNumber right) => throw new InvalidOperationException("nothing needs a disk");

        public LegPlace PlaceOf(DeviceNumber leg) => throw new InvalidOperationException("nothing needs a disk");

        public bool HasWriteCache(DeviceNumber device) => throw new InvalidOperationException("nothing needs a cache");

        public Sectors LogicalBlockOf(DeviceNumber device) => throw new InvalidOperationException("nothing needs a block");

        public IHelper? Start(string volume, out string? fault) => throw new InvalidOperationException("nothing needs a helper");

        public byte[] PathOf(DeviceIdentity device) => [];

        public ReadOnlySpan<byte> Read(DeviceIdentity device) => default;

        public void Write(DeviceIdentity device, ReadOnlySpan<byte> content) => throw new InvalidOperationException("nothing needs a record");

        public void Remove(DeviceIdentity device) => throw new InvalidOperationException("nothing has a record");

        public VolumeNames NameComponents(string volume, in MirrorStatus mirror) => throw new InvalidOperationException("nothing needs a name");

        public bool TryPrepare() => true;

        public void Release()
        {
        }

        public bool Repair(VolumeName volume) => throw new InvalidOperationException("nothing needs a repair");

        public void Write(Severity severity, string line) => _lines.Add(line);
    }
}
