using System;
using System.Collections.Generic;

using FluentAssertions;

using MirrorGuard.Core.Explain;
using MirrorGuard.Core.Policy;
using MirrorGuard.Core.Status;

using Xunit;

namespace MirrorGuard.Engine.Tests;

/// <summary>The words that people read, one report each.</summary>
public sealed class AnnouncerTests
{
    private const string DeadSecondary =
        "Warning vg/lv: secondary leg lv_mimage_2 on /dev/sdc (254:2): a write failed (D); the leg may miss what was written since.";
    private const string DeadPrimary =
        "Warning vg/lv: primary leg lv_mimage_1 on /dev/sdb (254:1): a write failed (D); the leg may miss what was written since.";

    private const string LoadAnew =
        "load the volume anew with 'lvchange -an vg/lv' and 'lvchange -ay vg/lv', or by restarting the machine where held writes keep it "
        + "in use. Do not use 'lvchange --refresh': after a failed cache flush the legs drift apart.";
    private const string KeepOtherLegs =
        "The newest data may be on the other legs only, and whatever reloads the volume copies the primary leg over them: do not refresh, "
        + "resync, repair, extend or restart vg/lv, bring the failed disk back, and save what the images of the other legs hold.";

    private readonly DeviceFixture _world = new();

    public static TheoryData<Report> Reports => [.. Enum.GetValues<Report>()];

    [Fact]
    public void In_sync()
    {
        _world.Register(DeviceFixture.Resyncing);

        _world.Event(DeviceFixture.InSync).Should().Equal("Notice vg/lv: in sync: every leg holds the same data.");
    }

    [Fact]
    public void Read_failed()
    {
        _world.Register(DeviceFixture.InSync);

        _world.Event("2 254:1 254:2 32/32 1 AR 1 core").Should().Equal(
            "Warning vg/lv: secondary leg lv_mimage_2 on /dev/sdc (254:2): a read failed (R); the leg still takes writes, but some of its data cannot be read.",
            "Warning vg/lv: nothing is lost, as long as another leg can be read there; check the disk.");
    }

    [Fact]
    public void Sync_failed()
    {
        _world.Register(DeviceFixture.Resyncing);

        _world.Event("2 254:1 254:2 3/32 1 AS 1 core").Should().Equal(
            "Warning vg/lv: secondary leg lv_mimage_2 on /dev/sdc (254:2): a resync copy failed (S); regions that were out of sync stay so.",
            "Error vg/lv: NEEDS A PERSON: the copy is incomplete, and writes to what is not in sync may wait. The kernel does not go on with it by itself: check the disk, then restart the copy with 'lvchange --refresh vg/lv'.");
    }

    [Fact]
    public void Log_unreachable()
    {
        _world.Register(DeviceFixture.InSync);

        _world.Event("2 254:1 254:2 32/32 1 AA userspace 1 COM_FAILURE").Should().Equal(
            "Warning vg/lv: log: its daemon did not answer (COM_FAILURE); which regions are in sync is unknown.",
            "Warning vg/lv: nobody keeps track of which regions are in sync; see to the cluster's log daemon.");
    }

    [Fact]
    public void Repair_follows_and_repaired_to_a_linear_volume()
    {
        _world.Register(DeviceFixture.InSync);

        _world.Event(DeviceFixture.SecondaryDead).Should().Equal(
            DeadSecondary,
            "Warning vg/lv: LVM repairs the volume now; writes wait until that is done. Nothing has to be done by hand.");
        _world.RepairTo(succeeds: true).Should().Equal(
            "Notice vg/lv: repaired: the failed leg was removed, and the volume is no longer mirrored. "
            + "Replace the disk, then add a leg with 'lvconvert --type mirror -m1 vg/lv'.");
    }

    [Theory]
    [InlineData("2 254:1 254:3 32/32 1 AA 1 core", "2 legs, in sync.")]
    [InlineData("2 254:1 254:3 5/32 1 AA 1 core", "2 legs; 5 of 32 regions are in sync, the rest is being copied.")]
    public void Repaired_to_a_mirror(string after, string shape)
    {
        _world.Register(DeviceFixture.InSync);
        _world.Event(DeviceFixture.SecondaryDead);

        _world.RepairTo(succeeds: true, after).Should().Equal($"Notice vg/lv: repaired: {shape}");
    }

    [Fact]
    public void Repaired_but_the_new_leg_is_not_filled()
    {
        _world.Register(DeviceFixture.InSync);
        _world.Event(DeviceFixture.SecondaryDead);

        _world.RepairTo(succeeds: true, "2 254:1 254:3 5/32 1 AS 1 core").Should().Equal(
            "Warning vg/lv: secondary leg lv_mimage_3 on /dev/sdd (254:3): a resync copy failed (S); regions that were out of sync stay so.",
            "Notice vg/lv: repaired: 2 legs; 5 of 32 regions are in sync, the copy of the rest failed. "
            + "The kernel does not go on with it by itself: check the disk, then restart the copy with 'lvchange --refresh vg/lv'.");
    }

    [Fact]
    public void A_repair_that_fails_and_fails_for_good()
    {
        _world.Register(DeviceFixture.InSync);
        _world.Event(DeviceFixture.SecondaryDead);

        var said = new List<string>();
        for (var repair = 1; repair <= RepairPolicy.MaxRepairs; repair++)
        {
            said.AddRange(_world.RepairTo(succeeds: false, DeviceFixture.SecondaryDead));
            _world.Clock.Advance(RepairPolicy.PauseAfter(repair));
        }

        said.Should().Equal(
            "Warning vg/lv: the repair did not help; it is tried again in 2 s (1 of 5 tries).",
            "Warning vg/lv: the repair did not help; it is tried again in 4 s (2 of 5 tries).",
            "Warning vg/lv: the repair did not help; it is tried again in 8 s (3 of 5 tries).",
            "Warning vg/lv: the repair did not help; it is tried again in 16 s (4 of 5 tries).",
            "Error vg/lv: NEEDS A PERSON: LVM's repair failed 5 times. Writes wait. See LVM's messages above, and run 'lvconvert --repair vg/lv' by hand.");
        _world.Event("2 254:1 254:2 31/32 1 AF 1 core")[^1].Should().Be(
            "Warning vg/lv: LVM repairs the volume in 32 s, since repairs have just failed; writes wait until that is done. Nothing has to be done by hand.");
    }

    [Fact]
    public void The_leg_is_back()
    {
        _world.Register(DeviceFixture.InSync);
        _world.Event(DeviceFixture.SecondaryDead);
        _world.Event(DeviceFixture.Resyncing);
        _world.Log.Take();

        _world.WorkOff();

        _world.Log.Lines.Should().Equal("Notice vg/lv: the leg is back, and the kernel brings it in sync; no repair was needed.");
    }

    [Fact]
    public void A_withdrawn_fault_of_the_secondary()
    {
        _world.Register(DeviceFixture.InSync);
        _world.Event("2 254:1 254:2 32/32 1 AD 1 core");
        _world.Event(DeviceFixture.InSync);

        _world.WorkOff();

        _world.Log.Lines.Should().Equal(
            "Error vg/lv: the kernel reports no failure any more, though nobody reloaded the volume. After a failed cache "
            + "flush its legs may differ without its knowing: take the volume out of use, then bring it in sync again with "
            + "'lvchange --resync vg/lv'.");
    }

    [Fact]
    public void A_withdrawn_fault_of_the_primary()
    {
        _world.Register(DeviceFixture.InSync);
        _world.Event("2 254:1 254:2 32/32 1 DA 1 core");
        _world.Event(DeviceFixture.InSync);

        _world.WorkOff();

        _world.Log.Lines.Should().Equal(
            "Error vg/lv: NEEDS A PERSON: the kernel reports no failure of the primary leg any more, though nobody reloaded the volume. "
            + "After a failed cache flush the newest data may be on the other legs only, and whatever reloads the volume copies the primary "
            + "leg over them: do not refresh, resync, extend or restart it. Take the primary leg out with 'lvconvert -m0 vg/lv /dev/sdb'.");
    }

    [Theory]
    [InlineData("/dev/sdb,/dev/sdx", "/dev/sdc", "Take the primary leg out with 'lvconvert -m0 vg/lv /dev/sdb /dev/sdx'.")]
    [InlineData("/dev/mapper/a (/dev/sdb)", "/dev/sdc", "Take the primary leg out with 'lvconvert -m0 vg/lv /dev/mapper/a'.")]
    [InlineData("/dev/sdb,/dev/sdx", "/dev/sdx",
        "Take the primary leg out with 'lvconvert -m0 vg/lv DISKS', DISKS being all disks of lv_mimage_1 on /dev/sdb and /dev/sdx (254:1) "
        + "and of no other leg: else LVM takes a good leg out.")]
    [InlineData("", "/dev/sdc",
        "Take the primary leg out with 'lvconvert -m0 vg/lv DISKS', DISKS being all disks of lv_mimage_1 (254:1) "
        + "and of no other leg: else LVM takes a good leg out.")]
    public void The_primary_leg_is_taken_out_by_disks_that_can_mean_no_other_leg(string primary, string secondary, string words)
    {
        var (first, second) = (new DeviceNumber(254, 1), new DeviceNumber(254, 2));
        _world.Kernel.Names[first] = new ComponentName("lv_mimage_1", primary.Split(',', StringSplitOptions.RemoveEmptyEntries), first);
        _world.Kernel.Names[second] = new ComponentName("lv_mimage_2", [secondary], second);
        _world.Register(DeviceFixture.InSync);
        _world.Event("2 254:1 254:2 32/32 1 DA 1 core");
        _world.Event(DeviceFixture.InSync);

        _world.WorkOff();

        _world.Log.Lines[^1].Should().EndWith(words);
    }

    [Theory]
    [InlineData("2 254:1 254:2 31/32 1 AD 1 core", "Error vg/lv: NEEDS A PERSON: no leg that a repair would keep is known to be complete, "
        + "so it could keep stale data and is not run. " + KeepOtherLegs)]
    [InlineData("2 254:1 254:2 31/32 1 DD 1 core",
        "Error vg/lv: NEEDS A PERSON: every leg failed, so a repair would remove the last copy and is not run. " + KeepOtherLegs)]
    [InlineData("2 254:1 254:2 31/32 1 AS 1 core",
        "Error vg/lv: NEEDS A PERSON: the copy is incomplete, and writes to what is not in sync may wait. " + KeepOtherLegs)]
    [InlineData("2 254:1 254:2 32/32 1 AR 1 core", "Warning vg/lv: what is read now may be old. " + KeepOtherLegs)]
    public void Nobody_is_told_to_reload_while_the_primary_is_in_doubt(string next, string words)
    {
        _world.Register(DeviceFixture.InSync);
        _world.Event("2 254:1 254:2 32/32 1 DA 1 core");
        _world.Event(DeviceFixture.InSync);
        _world.WorkOff();

        _world.Event(next)[^1].Should().Be(words);
    }

    [Fact]
    public void No_complete_leg()
    {
        _world.Register(DeviceFixture.Resyncing);

        _world.Event(DeviceFixture.PrimaryDead).Should().Equal(
            DeadPrimary,
            "Error vg/lv: NEEDS A PERSON: no leg that a repair would keep is known to be complete, so it could keep stale data and is not run. "
            + "Bring the failed disk back, then " + LoadAnew);
    }

    [Fact]
    public void No_good_leg()
    {
        _world.Register(DeviceFixture.InSync);

        _world.Event("2 254:1 254:2 31/32 1 DD 1 core").Should().Equal(
            DeadPrimary,
            DeadSecondary,
            "Error vg/lv: NEEDS A PERSON: every leg failed, so a repair would remove the last copy and is not run. "
            + "Bring all disks back, then " + LoadAnew);
    }

    [Fact]
    public void A_status_that_is_not_understood()
    {
        _world.Register(DeviceFixture.InSync);

        _world.Event("2 254:1 254:2 32/32 1 AX 1 core")[^1].Should()
            .StartWith("Error vg/lv: NEEDS A PERSON: the kernel's status is not understood, so nothing is done: ")
            .And.Contain("2 254:1 254:2 32/32 1 AX 1 core");
    }

    [Theory]
    [MemberData(nameof(Reports))]
    public void Every_report_has_words(Report report)
    {
        var device = _world.Create((in state, in _) => new Decision(state, Work.None, report));
        _world.Kernel.Set(_world.Identity, DeviceFixture.InSync);

        device.HandleEvent(_world.Kernel.StatusOf(_world.Identity));

        _world.Log.Lines.Should().HaveCount(report == Report.None ? 0 : 1);
    }

    [Fact]
    public void A_report_that_does_not_exist_is_a_bug()
    {
        var device = _world.Create((in state, in _) => new Decision(state, Work.None, (Report)200));

        var handling = () => device.HandleEvent(_world.Kernel.StatusOf(_world.Identity));

        handling.Should().Throw<ArgumentOutOfRangeException>();
    }
}
