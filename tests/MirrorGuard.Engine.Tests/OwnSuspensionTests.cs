using FluentAssertions;

using MirrorGuard.Core.Naming;
using MirrorGuard.Core.Status;
using MirrorGuard.Core.Steps;
using MirrorGuard.Engine.Ports;
using MirrorGuard.Engine.Reports;
using MirrorGuard.Engine.Tests.Ports;

using Xunit;

namespace MirrorGuard.Engine.Tests;

public sealed class OwnSuspensionTests
{
    private readonly DeviceIdentity _identity = new("vg-lv", "LVM-1");
    private readonly SimulatedDeviceMapper _kernel = new();
    private readonly RecordingHelpers _helpers = new();
    private readonly MemoryStore _store = new();
    private readonly ManualClock _clock = new();

    public OwnSuspensionTests() => _kernel.Set(_identity, "2 254:1 254:2 32/32 1 AA 3 disk 254:0 A");

    [Fact]
    public void A_volume_that_we_left_suspended_is_resumed_at_once_under_the_groups_lock()
    {
        _store.Records["LVM-1.quiesced"] = [(byte)'{'];
        _kernel.OnTable = table => Set(table, isSuspended: true);

        Register();

        _helpers.Programs.Should().ContainSingle().Which.Should().Equal(StepKind.LockGroup, StepKind.Resume, StepKind.Forget);
    }

    [Fact]
    public void A_volume_that_somebody_else_suspended_is_not_touched()
    {
        _kernel.OnTable = table => Set(table, isSuspended: true);

        Register();

        _helpers.Programs.Should().BeEmpty("there is no record");
    }

    [Fact]
    public void A_volume_whose_table_somebody_exchanges_is_not_touched()
    {
        _store.Records["LVM-1.quiesced"] = [(byte)'{'];
        _kernel.OnTable = table => Set(table, isSuspended: true, isAnotherReady: true);

        Register();

        _helpers.Programs.Should().BeEmpty();
    }

    [Fact]
    public void A_suspend_that_was_cut_off_is_carried_to_its_end()
    {
        _store.Records["LVM-1.quiesced"] = [(byte)'{'];
        _kernel.OnTable = table => Set(table);

        Register();

        _helpers.Programs.Should().ContainSingle().Which.Should()
            .Equal(StepKind.LockGroup, StepKind.Expect, StepKind.Suspend, StepKind.Resume, StepKind.Forget);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_return_that_was_cut_off_leaves_no_table_ready(bool isSuspended)
    {
        _store.Records["LVM-1.quiesced"] = """{"version":1,"volume":"vg/lv","for":"return"}"""u8.ToArray();
        _kernel.OnTable = table => Set(table, isSuspended, isAnotherReady: true);

        Register();

        StepKind[] resumed = isSuspended ? [StepKind.Resume] : [];
        _helpers.Programs.Should().ContainSingle().Which.Should()
            .Equal([StepKind.LockGroup, StepKind.Clear, StepKind.Clear, .. resumed, StepKind.Forget]);
    }

    [Fact]
    public void A_volume_that_an_earlier_helper_left_suspended_after_the_registration_is_found_when_volumes_are_looked_at()
    {
        var device = Register();
        _store.Records["LVM-1.quiesced"] = [(byte)'{'];
        _kernel.OnTable = table => Set(table, isSuspended: true);

        new VolumeWatch(device, default).Look(_kernel, default, _clock.Now);
        device.Attend();

        _helpers.Programs.Should().ContainSingle().Which.Should().Equal(StepKind.LockGroup, StepKind.Resume, StepKind.Forget);
    }

    private static void Set(TableText table, bool isSuspended = false, bool isAnotherReady = false) => table.Set(
        new DeviceNumber(254, 9), 131072, "mirror"u8, "disk 2 254:0 4096 2 254:1 0 254:2 0 1 handle_errors"u8, isSuspended, isAnotherReady);

    private MonitoredDevice Register()
    {
        var ports = new EnginePorts(_kernel, _helpers, new SimulatedLvm(), _store, FixedSettings.Impatient, new RecordingLog(), _clock);
        var device = new MonitoredDevice(1, _identity, new VolumeName("vg", "lv"), ports, new Supervision(_clock));
        device.Register(new DeviceStatus());
        return device;
    }
}
