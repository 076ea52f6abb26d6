using System;
using System.Collections.Generic;
using System.Text;

using FluentAssertions;

using MirrorGuard.Core;
using MirrorGuard.Core.Explain;
using MirrorGuard.Core.Naming;
using MirrorGuard.Core.Scan;
using MirrorGuard.Core.Settings;
using MirrorGuard.Core.Status;
using MirrorGuard.Core.Steps;
using MirrorGuard.Engine.Ports;
using MirrorGuard.Engine.Tests.Ports;

using Xunit;

namespace MirrorGuard.Engine.Tests;

/// <summary>From the event of a dead leg to the program that releases it, on the thread that the event came on.</summary>
public sealed class FastPathTests
{
    private const string InSync = "2 254:4 254:5 32/32 1 AA 3 disk 254:3 A";
    private const string SecondaryDead = "2 254:4 254:5 31/32 1 AD 3 disk 254:3 A";

    private readonly World _world = new();

    [Fact]
    public void A_dead_leg_is_released_by_one_program_within_the_event()
    {
        var device = Monitored();

        device.HandleEvent(Status(SecondaryDead));

        _world.Sent.Should().Equal(
            "LockGroup", "Record", "Expect 254:6 mirror", "Expect 254:5 linear", "Read", "Load 254:5 error",
            "Load 254:6 mirror disk 2 254:3 1024 2 254:4 0 254:5 0 2 handle_errors keep_log", "ExpectEvents 254:6 3",
            "Resume 254:5", "ExpectEvents 254:6 3", "Resume 254:6");
        _world.Log.Lines.Should().BeEmpty("nothing is said before the writes go on");
    }

    [Fact]
    public void A_release_allocates_nothing()
    {
        // The first one makes the runtime allocate what it needs once.
        Monitored().HandleEvent(Status(SecondaryDead));
        var device = Monitored();
        var dead = Status(SecondaryDead);
        _world.Sent.Clear();

        var before = GC.GetAllocatedBytesForCurrentThread();
        device.HandleEvent(dead);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        allocated.Should().Be(0);
        _world.Programs.Should().Be(2, "both were released");
    }

    private MonitoredDevice Monitored()
    {
        var ports = new EnginePorts(_world, _world, new SimulatedLvm(), new MemoryStore(), _world, _world.Log, new ManualClock());
        var device = new MonitoredDevice(1, new DeviceIdentity("vg-lv", "LVM-1"), new VolumeName("vg", "lv"), ports, new Supervision(ports.Clock));
        _world.Now = InSync;
        device.Register(new DeviceStatus());
        device.Attend();
        _world.Sent.Clear();
        _world.Log.Take();
        return device;
    }

    private static DeviceStatus Status(string line)
    {
        var status = new DeviceStatus { Events = 3 };
        status.Add("mirror"u8, Encoding.ASCII.GetBytes(line));
        return status;
    }

    /// <summary>One volume with its log on a third disk; a helper that takes what it is sent.</summary>
    private sealed class World : IDeviceMapper, IHelpers, ISettings
    {
        private static readonly byte[] MirrorTable = "disk 2 254:3 1024 2 254:4 0 254:5 0 1 handle_errors"u8.ToArray();
        private static readonly byte[] ImageTable = "8:16 2048"u8.ToArray();
        private readonly FaultSettings _faults = new();

        internal RecordingLog Log { get; } = new();

        internal string Now { get; set; } = InSync;

        internal List<string> Sent { get; } = [];

        internal int Programs { get; private set; }

        public void ReadStatus(DeviceIdentity device, DeviceStatus status)
        {
            status.Clear();
            status.Add("mirror"u8, Encoding.ASCII.GetBytes(Now));
        }

        public void ReadTable(DeviceIdentity device, TableText table) => table.Set(new(254, 6), 32768, "mirror"u8, MirrorTable);

        public void ReadTable(DeviceNumber device, TableText table) => table.Set(device, 32768, "linear"u8, ImageTable);

        public bool ShareDisk(DeviceNumber left, DeviceNumber right) => false;

        public LegPlace PlaceOf(DeviceNumber leg) => new(leg.ToString(), [leg.ToString()]);

        public bool HasWriteCache(DeviceNumber device) => true;

        public Sectors LogicalBlockOf(DeviceNumber device) => new(1);

        public VolumeNames NameComponents(string volume, in MirrorStatus mirror) => VolumeNames.Only(volume);

        public IHelper Start(string volume, out string? fault)
        {
            fault = null;
            return new Taker(this);
        }

        public FaultSettings FaultsOf(VolumeName volume) => _faults;

        public ScanSettings ScanOf(VolumeName volume) => new();

        public ReportSettings Reports { get; } = new();

        private void Take(StepProgram program)
        {
            Programs++;
            if (Programs == 1)
                Tell(program);
        }

        private void Tell(StepProgram program)
        {
            foreach (var step in program)
            {
                Sent.Add(step.Kind switch
                {
                    StepKind.Expect => $"Expect {step.Device} {Text(step.Type)}",
                    StepKind.Load => $"Load {step.Device} {Text(step.Type)} {Text(step.Parameters)}".TrimEnd(),
                    StepKind.Resume => $"Resume {step.Device}",
                    StepKind.ExpectEvents => $"{step.Kind} {step.Device} {step.Events}",
                    _ => step.Kind.ToString(),
                });
            }
        }

        private static string Text(ReadOnlySpan<byte> text) => Encoding.ASCII.GetString(text);

        private sealed class Taker(World world) : IHelper
        {
            public bool TrySend(StepProgram program)
            {
                if (!program.IsAside)
                    world.Take(program);
                return true;
            }

            public bool TryReceive(out StepReply reply)
            {
                reply = default;
                return false;
            }

            public void Dispose()
            {
            }
        }
    }
}
