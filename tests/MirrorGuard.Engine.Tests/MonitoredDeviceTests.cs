using System;
using System.Linq;
using System.Threading;

using FluentAssertions;

using MirrorGuard.Core.Explain;
using MirrorGuard.Core.Policy;
using MirrorGuard.Core.Status;

using Xunit;

namespace MirrorGuard.Engine.Tests;

public sealed class MonitoredDeviceTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private readonly DeviceFixture _world = new();

    [Fact]
    public void A_dead_leg_is_repaired_by_lvm_under_its_volumes_name()
    {
        _world.Register(DeviceFixture.InSync);
        _world.Event(DeviceFixture.SecondaryDead);
        _world.Lvm.Repairs.Should().BeEmpty("an event waits for nothing");

        _world.WorkOff();

        _world.Lvm.Repairs.Select(volume => volume.ToString()).Should().Equal("vg/lv");
    }

    [Fact]
    public void A_registration_does_not_end_before_its_repair()
    {
        using var repairBegan = new ManualResetEventSlim();
        using var repairMayEnd = new ManualResetEventSlim();
        _world.Register(DeviceFixture.SecondaryDead);
        _world.Lvm.OnRepair = _ =>
        {
            repairBegan.Set();
            return repairMayEnd.Wait(Limit);
        };
        var worker = new Thread(() => _world.WorkOff());
        var dmeventd = new Thread(_world.Device.Retire);
        worker.Start();
        repairBegan.Wait(Limit).Should().BeTrue();

        dmeventd.Start();
        var endedEarly = dmeventd.Join(TimeSpan.FromMilliseconds(200));
        repairMayEnd.Set();

        endedEarly.Should().BeFalse("dmeventd may exit as soon as it has");
        dmeventd.Join(Limit).Should().BeTrue();
        worker.Join(Limit).Should().BeTrue();
    }

    [Fact]
    public void A_leg_that_is_dead_at_registration_is_repaired()
    {
        _world.Register(DeviceFixture.SecondaryDead);

        _world.WorkOff();

        _world.Lvm.Repairs.Should().HaveCount(1);
    }

    [Fact]
    public void A_failed_repair_is_tried_again_when_its_pause_is_over()
    {
        _world.Lvm.OnRepair = _ => false;
        _world.Register(DeviceFixture.SecondaryDead);

        for (var repair = 1; repair < RepairPolicy.MaxRepairs; repair++)
        {
            _world.WorkOff().Should().Be(1);
            _world.Clock.Advance(RepairPolicy.PauseAfter(repair) - TimeSpan.FromMilliseconds(1));
            _world.WorkOff().Should().Be(0, "the pause is not over");
            _world.Clock.Advance(TimeSpan.FromMilliseconds(1));
        }
        _world.WorkOff();
        _world.Clock.Advance(TimeSpan.FromDays(1));
        _world.WorkOff().Should().Be(0);

        _world.Lvm.Repairs.Should().HaveCount(RepairPolicy.MaxRepairs);
        _world.Log.Lines[^1].Should().Contain("NEEDS A PERSON");
    }

    [Fact]
    public void A_fault_between_the_last_look_and_the_decision_is_not_lost()
    {
        _world.Register("3 254:1 254:2 254:3 32/32 1 AAA 1 core");
        _world.Event("3 254:1 254:2 254:3 31/32 1 AAD 1 core");
        _world.Lvm.OnRepair = _ =>
        {
            _world.Kernel.Set(_world.Identity, DeviceFixture.InSync);
            _world.Kernel.AfterRead = _ =>
            {
                _world.Kernel.AfterRead = null;
                _world.Event(DeviceFixture.SecondaryDead);
            };
            return true;
        };

        _world.Worker.TakeDue()!.Work();

        _world.Worker.TakeDue().Should().NotBeNull("the second leg needs a repair too");
    }

    [Fact]
    public void A_storm_of_events_delays_a_repair_but_does_not_stop_it()
    {
        _world.Register(DeviceFixture.SecondaryDead);
        _world.Kernel.AfterRead = _ => _world.Device.HandleEvent(_world.Kernel.StatusOf(_world.Identity));

        _world.Worker.TakeDue()!.Work();

        _world.Lvm.Repairs.Should().HaveCount(1);
    }

    [Fact]
    public void Nothing_is_done_or_said_after_the_registration_has_ended()
    {
        _world.Register(DeviceFixture.SecondaryDead);
        _world.Log.Take();

        _world.Device.Retire();

        _world.WorkOff();
        _world.Device.HandleEvent(_world.Kernel.StatusOf(_world.Identity));
        _world.Device.Work();
        _world.Lvm.Repairs.Should().BeEmpty();
        _world.Log.Lines.Should().BeEmpty();
    }

    [Fact]
    public void LVMs_library_is_made_ready_before_it_is_needed_and_given_back_once()
    {
        _world.Register(DeviceFixture.InSync);
        _world.WorkOff();
        _world.Lvm.Users.Should().Be(0, "an LVM command waits for the registration");
        _world.Clock.Advance(TimeSpan.FromSeconds(1));
        _world.WorkOff();
        _world.Lvm.Users.Should().Be(1);

        _world.Device.Retire();
        _world.WorkOff();
        _world.Device.Work();

        _world.Lvm.Users.Should().Be(0);
    }

    [Fact]
    public void A_library_that_cannot_be_started_is_said_and_tried_again_before_a_person_is_called()
    {
        _world.Lvm.CanBePrepared = false;
        _world.Register(DeviceFixture.SecondaryDead);
        _world.WorkOff();
        _world.Log.Take().Should().Contain(line => line.Contains("LVM's library cannot be started", StringComparison.Ordinal));

        _world.Lvm.CanBePrepared = true;
        _world.Clock.Advance(RepairPolicy.PauseAfter(1));
        _world.WorkOff();

        _world.Lvm.Repairs.Should().HaveCount(1);
    }

    [Fact]
    public void A_leg_in_doubt_stays_so_when_the_volume_is_registered_anew()
    {
        _world.Register(DeviceFixture.InSync);
        _world.Event("2 254:1 254:2 32/32 1 DA 1 core");
        _world.Kernel.Set(_world.Identity, DeviceFixture.InSync);
        _world.WorkOff();
        _world.Device.Retire();

        var next = _world.Create();
        _world.Log.Take();
        next.Register(new DeviceStatus());
        _world.Log.Take().Should().Contain(line => line.Contains("NEEDS A PERSON: the kernel reports no failure of the primary leg", StringComparison.Ordinal));

        _world.Kernel.Set(_world.Identity, DeviceFixture.SecondaryDead);
        next.HandleEvent(_world.Kernel.StatusOf(_world.Identity));
        _world.WorkOff();
        _world.Lvm.Repairs.Should().BeEmpty("a repair would keep the stale primary alone");
    }

    [Fact]
    public void A_resync_seen_by_a_new_registration_ends_the_doubt()
    {
        _world.Register(DeviceFixture.InSync);
        _world.Event("2 254:1 254:2 32/32 1 AD 1 core");
        _world.Kernel.Set(_world.Identity, DeviceFixture.InSync);
        _world.WorkOff();
        _world.Device.Retire();

        _world.Kernel.Set(_world.Identity, DeviceFixture.Resyncing);
        var next = _world.Create();
        next.Register(new DeviceStatus());
        _world.Kernel.Set(_world.Identity, DeviceFixture.InSync);
        next.HandleEvent(_world.Kernel.StatusOf(_world.Identity));
        _world.Kernel.Set(_world.Identity, DeviceFixture.PrimaryDead);
        next.HandleEvent(_world.Kernel.StatusOf(_world.Identity));
        _world.WorkOff();

        _world.Lvm.Repairs.Should().HaveCount(1);
    }

    [Fact]
    public void A_status_that_cannot_be_read_does_not_end_a_repair()
    {
        _world.Register(DeviceFixture.InSync);
        _world.Event(DeviceFixture.SecondaryDead);
        _world.Kernel.Set(_world.Identity, status => status.MarkUnreadable("no memory"));
        _world.WorkOff();
        _world.Lvm.Repairs.Should().BeEmpty();

        _world.Kernel.Set(_world.Identity, DeviceFixture.SecondaryDead);
        _world.Clock.Advance(RepairPolicy.PauseAfter(1));
        _world.WorkOff();

        _world.Lvm.Repairs.Should().HaveCount(1);
    }

    [Fact]
    public void A_repair_that_outlives_its_registration_says_nothing_and_the_next_registration_looks_for_itself()
    {
        var next = _world.Create();
        _world.Lvm.OnRepair = _ =>
        {
            next.Register(new DeviceStatus());
            _world.Device.Retire();
            _world.Log.Take();
            return false;
        };
        _world.Register(DeviceFixture.SecondaryDead);

        _world.Worker.TakeDue()!.Work();

        _world.Log.Lines.Should().BeEmpty();
        _world.Worker.TakeDue().Should().BeSameAs(next);
    }

    [Fact]
    public void Names_are_learned_while_all_is_well()
    {
        _world.Register(DeviceFixture.InSync);
        _world.Kernel.Names[new DeviceNumber(254, 2)] = ComponentName.Unknown(new DeviceNumber(254, 2));

        _world.Event(DeviceFixture.SecondaryDead).Should().Contain(line => line.Contains("lv_mimage_2 on /dev/sdc", StringComparison.Ordinal));
        _world.Kernel.NameLookups.Should().Be(1);
    }

    [Fact]
    public void Names_are_learned_anew_after_a_repair_that_used_the_old_numbers()
    {
        _world.Register(DeviceFixture.InSync);
        _world.Event(DeviceFixture.SecondaryDead);
        _world.Kernel.Names[new DeviceNumber(254, 2)] = new ComponentName("lv_mimage_9", ["/dev/sdz"], new DeviceNumber(254, 2));
        _world.RepairTo(succeeds: true, DeviceFixture.Resyncing);

        _world.Event(DeviceFixture.SecondaryDead).Should().Contain(line => line.Contains("lv_mimage_9 on /dev/sdz", StringComparison.Ordinal));
    }

    [Fact]
    public void Names_of_legs_that_were_not_learned_are_looked_up()
    {
        _world.Register(DeviceFixture.InSync);

        _world.Event("2 254:1 254:7 31/32 1 AD 1 core").Should().Contain(line => line.Contains("lv_mimage_7 on /dev/sdh", StringComparison.Ordinal));
    }

    [Fact]
    public void An_event_that_brings_nothing_new_allocates_nothing()
    {
        _world.Register(DeviceFixture.InSync);
        var status = _world.Kernel.StatusOf(_world.Identity);
        var line = "2 254:1 254:2 32/32 1 AA 1 core"u8.ToArray();
        for (var warmUp = 0; warmUp < 1000; warmUp++)
            Handle();

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var count = 0; count < 1000; count++)
            Handle();

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);

        void Handle()
        {
            status.Clear();
            status.Add("mirror"u8, line);
            _world.Device.HandleEvent(status);
        }
    }
}
