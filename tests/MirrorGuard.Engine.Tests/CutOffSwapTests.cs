using System;
using System.Text;

using FluentAssertions;

using MirrorGuard.Core.Naming;
using MirrorGuard.Core.Status;
using MirrorGuard.Core.Steps;
using MirrorGuard.Engine.Ports;
using MirrorGuard.Engine.Tests.Ports;

using Xunit;

namespace MirrorGuard.Engine.Tests;

public sealed class CutOffSwapTests
{
    private const string Image = ""","image":{"device":[254,2],"sectors":131072,"type":"linear","parameters":"8:16 2048"}""";

    private readonly DeviceIdentity _identity = new("vg-lv", "LVM-1");
    private readonly SimulatedDeviceMapper _kernel = new();
    private readonly RecordingHelpers _helpers = new();
    private readonly MemoryStore _store = new();

    public CutOffSwapTests()
    {
        _kernel.Set(_identity, "2 254:1 254:2 32/32 1 AA 3 disk 254:0 A");
        _kernel.OnTable = table => table.Set(
            new DeviceNumber(254, 9), 131072, "mirror"u8, "disk 2 254:0 4096 2 254:1 0 254:2 0 1 handle_errors"u8, isAnotherReady: true);
    }

    [Theory]
    [InlineData("Releasing")]
    [InlineData("Returning")]
    public void Tables_that_a_swap_left_loaded_are_taken_away_under_the_groups_lock(string stage)
    {
        Attend(stage, Image);

        _helpers.Programs.Should().ContainEquivalentOf((StepKind[])[StepKind.LockGroup, StepKind.Clear, StepKind.Clear]);
    }

    [Fact]
    public void An_image_that_is_not_known_was_not_swapped() => Attend("Reloading", image: "").Programs.Should()
        .ContainEquivalentOf((StepKind[])[StepKind.LockGroup, StepKind.Clear]);

    [Theory]
    [InlineData("Holding")]
    [InlineData("Released")]
    public void Tables_of_others_are_left_where_they_are(string stage) => Attend(stage, Image).Programs.Should()
        .NotContain(program => Array.IndexOf(program, StepKind.Clear) >= 0);

    /// <summary>Found by the simulation: the next start died as well, before they were taken away, and the one after it knew of nothing.</summary>
    [Fact]
    public void The_record_says_so_until_they_are()
    {
        Attend("Releasing", Image);

        Encoding.ASCII.GetString(_store.Records["LVM-1"]).Should().Contain("\"stage\":\"Releasing\"");
    }

    private RecordingHelpers Attend(string stage, string image)
    {
        var record = $$"""{"version":1,"volume":"vg/lv","stage":"{{stage}}","leg":1,"layout":1,"since":4711,"toCopy":2,"inDoubt":0{{image}}}""";
        _store.Records["LVM-1"] = Encoding.ASCII.GetBytes(record);
        var clock = new ManualClock();
        var ports = new EnginePorts(_kernel, _helpers, new SimulatedLvm(), _store, FixedSettings.Impatient, new RecordingLog(), clock);
        var device = new MonitoredDevice(1, _identity, new VolumeName("vg", "lv"), ports, new Supervision(clock));
        device.Register(new DeviceStatus());
        device.Attend();
        return _helpers;
    }
}
