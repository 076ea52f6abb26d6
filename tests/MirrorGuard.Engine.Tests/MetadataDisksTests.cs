using System;
using System.Linq;

using FluentAssertions;

using MirrorGuard.Core.Naming;
using MirrorGuard.Core.Settings;
using MirrorGuard.Core.Status;
using MirrorGuard.Core.Steps;
using MirrorGuard.Engine.Ports;
using MirrorGuard.Engine.Tests.Ports;

using Xunit;

namespace MirrorGuard.Engine.Tests;

/// <summary>A leg that fails before its disk was seen: LVM's metadata says which disk may be taken back.</summary>
public sealed class MetadataDisksTests
{
    private const string Group = "SivQrhZl2c8nvuhaBNY4Ss4lE4elXi4O";
    private const string FirstCopyFailed = "2 254:1 254:2 3/32 1 AS 3 disk 254:0 A";
    private const string Answer = "  [lv_mimage_2]|4Irdpx-8MGE-XL8B-WGHy-cKu0-ZI9W-3oHaUm|262144\n";
    private const string Missing = "  [lv_mimage_2]|4Irdpx-8MGE-XL8B-WGHy-cKu0-ZI9W-3oHaUm|0\n";

    private readonly DeviceIdentity _identity = new("vg-lv", $"LVM-{Group}{Group}");
    private readonly SimulatedDeviceMapper _kernel = new();
    private readonly RecordingHelpers _helpers = new();
    private readonly SimulatedLvmCommands _lvm = new();
    private readonly ManualClock _clock = new();
    private readonly MonitoredDevice _device;

    public MetadataDisksTests()
    {
        _kernel.Set(_identity, FirstCopyFailed);
        _kernel.OnTable = table => table.Set(
            new DeviceNumber(254, 9), 131072, "mirror"u8, "disk 2 254:0 4096 2 254:1 0 254:2 0 1 handle_errors"u8, isAnotherReady: false);
        _kernel.OnPart = (device, table) => table.Set(device, 131072, "linear"u8, "8:16 2048"u8, isAnotherReady: false);
        var settings = new FixedSettings(new FaultSettings { WriteHold = TimeSpan.FromMinutes(5) });
        var ports = new EnginePorts(_kernel, _helpers, new SimulatedLvm(), new MemoryStore(), settings, new RecordingLog(), _clock);
        var supervision = new Supervision(_clock) { LvmQuestions = new LvmQuestions(_lvm) };
        _device = new MonitoredDevice(1, _identity, new VolumeName("vg", "lv"), ports, supervision);
        _device.Register(new DeviceStatus());
        _device.Attend();
    }

    [Fact]
    public void LVM_is_asked_once_and_without_a_lock()
    {
        AttendFor(seconds: 1);

        _lvm.Lines.Should().ContainSingle().Which.Should()
            .StartWith("pvs --segments --readonly ").And.EndWith(" --select vg_uuid=SivQrh-Zl2c-8nvu-haBN-Y4Ss-4lE4-elXi4O");
    }

    [Fact]
    public void Without_an_answer_no_disk_is_probed()
    {
        AttendFor(seconds: 3);

        _helpers.Programs.Should().NotContain(program => program.Contains(StepKind.ExpectDisk));
    }

    [Fact]
    public void The_disk_that_LVM_names_is_the_one_that_is_probed_for()
    {
        End(0, Answer);
        AttendFor(seconds: 3);

        _helpers.Programs.Should().ContainEquivalentOf((StepKind[])[StepKind.ExpectDisk, StepKind.Read, StepKind.Read]);
        _lvm.Started.Should().HaveCount(1);
    }

    [Fact]
    public void While_the_disk_is_missing_LVM_is_asked_again_and_less_and_less_often()
    {
        _lvm.Answer = _ => new ChildEnd(true, Missing, "");
        End(0, Missing);
        AttendFor(seconds: 4);

        _lvm.Started.Should().HaveCount(3, "after one second, and after two more");
    }

    [Fact]
    public void An_answer_that_takes_too_long_is_cut_off_and_only_its_end_lets_another_be_asked()
    {
        AttendFor(seconds: 32);
        _lvm.Started.Should().ContainSingle().Which.WasKilled.Should().BeTrue();

        End(0, "");
        AttendFor(seconds: 2);
        _lvm.Started.Should().HaveCount(2);
    }

    [Fact]
    public void The_end_of_a_registration_cuts_its_question_off()
    {
        _device.Retire();
        _device.Attend();

        _lvm.Started.Should().ContainSingle().Which.WasKilled.Should().BeTrue();
    }

    private void End(int question, string output) => _lvm.Started[question].End = new ChildEnd(true, output, "");

    private void AttendFor(int seconds)
    {
        for (var tenth = 0; tenth < 10 * seconds; tenth++)
        {
            _clock.Advance(TimeSpan.FromSeconds(0.1));
            _device.Attend();
        }
    }
}
