using System.Collections.Generic;
using System.Linq;
using System.Text;

using FluentAssertions;

using MirrorGuard.Core;
using MirrorGuard.Core.Explain;
using MirrorGuard.Core.Policy;
using MirrorGuard.Core.Scan;
using MirrorGuard.Core.Status;
using MirrorGuard.Core.Steps;
using MirrorGuard.Engine.Ports;
using MirrorGuard.Engine.Tests.Ports;

using Xunit;

namespace MirrorGuard.Engine.Tests;

public sealed class ReturnProgramTests
{
    private const string Released = "disk 2 254:3 1024 2 254:4 0 254:5 0 2 handle_errors keep_log";
    private const string LvmsOwn = "disk 2 254:3 1024 2 254:4 0 254:5 0 1 handle_errors";

    private static readonly DeviceIdentity Mirror = new("vg-lv", "LVM-1");
    private readonly World _world = new();
    private readonly MirrorTables _tables;

    public ReturnProgramTests() => _tables = new MirrorTables(_world);

    [Fact]
    public void No_write_gets_through_between_the_images_table_and_the_mirrors()
    {
        LearnOwnTables();
        _world.MirrorTable = Released;
        _world.IsImageReleased = true;

        Return(out var program).Should().BeTrue();

        Kinds(program)[^6..].Should().Equal(
            StepKind.Record, StepKind.Suspend, StepKind.ExpectEvents, StepKind.Resume, StepKind.Resume, StepKind.Forget);
    }

    [Fact]
    public void What_may_fail_comes_before_the_suspend()
    {
        LearnOwnTables();
        _world.MirrorTable = Released;
        _world.IsImageReleased = true;

        Return(out var program).Should().BeTrue();

        Kinds(program).TakeWhile(kind => kind != StepKind.Suspend).Should()
            .Equal(StepKind.ExpectDisk, StepKind.Expect, StepKind.Expect, StepKind.Load, StepKind.Load, StepKind.Record);
    }

    [Fact]
    public void A_return_that_lacks_only_the_mirrors_table_suspends_nothing()
    {
        LearnOwnTables();
        _world.MirrorTable = Released;

        Return(out var program).Should().BeTrue();

        Kinds(program).Should().Equal(StepKind.Expect, StepKind.Expect, StepKind.Load, StepKind.Resume);
    }

    private static StepKind[] Kinds(StepProgram program)
    {
        var kinds = new List<StepKind>();
        foreach (var step in program)
            kinds.Add(step.Kind);
        return [.. kinds];
    }

    private void LearnOwnTables()
    {
        _world.MirrorTable = LvmsOwn;
        _tables.Look(Mirror, Status());
        _tables.Arrangement.Should().Be(Arrangement.LvmsOwn);
    }

    private bool Return(out StepProgram program)
    {
        program = new StepProgram();
        _tables.Look(Mirror, Status());
        PvUuid.TryParse("kQdCrlTtY0PL7TADr9e1ZCNWdrFV44Qx"u8, out var uuid).Should().BeTrue();
        return _tables.TryReturn(program, new DiskIdentity(65536, uuid), new SuspensionRecord(Mirror, "vg/lv", new MemoryStore()), events: 3);
    }

    private static DeviceStatus Status()
    {
        var status = new DeviceStatus();
        status.Add("mirror"u8, "2 254:4 254:5 31/32 1 AD 3 disk 254:3 A"u8);
        return status;
    }

    private sealed class World : IDeviceMapper
    {
        internal string MirrorTable { get; set; } = "";

        internal bool IsImageReleased { get; set; }

        public void ReadStatus(DeviceIdentity device, DeviceStatus status)
        {
        }

        public void ReadTable(DeviceIdentity device, TableText table) =>
            table.Set(new DeviceNumber(254, 6), 32768, "mirror"u8, Encoding.ASCII.GetBytes(MirrorTable));

        public void ReadTable(DeviceNumber device, TableText table)
        {
            if (IsImageReleased && device.Minor == 5)
                table.Set(device, 32768, "error"u8, default);
            else
                table.Set(device, 32768, "linear"u8, "8:16 2048"u8);
        }

        public bool ShareDisk(DeviceNumber left, DeviceNumber right) => false;

        public LegPlace PlaceOf(DeviceNumber leg) => new(leg.ToString(), [leg.ToString()]);

        public bool HasWriteCache(DeviceNumber device) => false;

        public Sectors LogicalBlockOf(DeviceNumber device) => new(1);

        public VolumeNames NameComponents(string volume, in MirrorStatus mirror) => VolumeNames.Only(volume);
    }
}
