using System;
using System.Collections.Generic;

using FluentAssertions;

using MirrorGuard.Core.Reattach;
using MirrorGuard.Core.Settings;

using Xunit;

using static MirrorGuard.Core.Tests.Reattach.ReattachRun;

namespace MirrorGuard.Core.Tests.Reattach;

public sealed class ReattachPolicyTests
{
    private readonly ReattachRun _run = new();

    [Fact]
    public void A_disk_that_comes_back_is_restored_and_gets_its_leg()
    {
        _run.Due().Work.Should().Be(ReattachWork.AskForVolume);
        _run.Done(Volume()).Report.Should().Be(ReattachReport.Awaited);
        _run.Now = _run.State.DueAt;

        _run.SeeDisk(Disk() + LogDisk()).Work.Should().Be(ReattachWork.Restore);
        _run.Done();
        _run.SeeDisk(Disk("/dev/sdb|131072|") + LogDisk()).Work.Should().Be(ReattachWork.Convert);
        _run.State.LogDisk!.Name.Should().Be("/dev/sdd");
        _run.State.LogDisk.FreeExtent.Should().Be(3);

        _run.Done().Report.Should().Be(ReattachReport.PutBack);
        _run.State.Stage.Should().Be(ReattachStage.Ended);
    }

    [Fact]
    public void A_disk_that_LVM_does_not_hold_for_missing_is_not_restored() =>
        _run.Awaiting().SeeDisk(Disk("/dev/sdb|131072|")).Work.Should().Be(ReattachWork.Convert);

    /// <summary>Two disks were away, and one came back before LVM looked.</summary>
    [Fact]
    public void Where_LVM_removed_another_leg_none_is_put_onto_the_disk_of_the_one_that_is_left()
    {
        _run.Awaiting().Due();

        _run.Done(Disk("/dev/sdc|131072|") + LogDisk()).Report.Should().Be(ReattachReport.OtherLeg);
        _run.State.Stage.Should().Be(ReattachStage.Ended);
    }

    [Fact]
    public void A_disk_is_found_under_another_name()
    {
        _run.Awaiting().SeeDisk(Disk("/dev/sdx|131072|missing"));

        _run.State.Disk!.Name.Should().Be("/dev/sdx");
    }

    [Fact]
    public void The_pauses_between_looks_grow_and_the_disk_is_awaited_no_longer_than_leg_grace()
    {
        _run.Awaiting();
        List<double> pauses = [];
        ReattachDecision last;
        while ((last = _run.Due()).Report == ReattachReport.None)
        {
            last.Work.Should().Be(ReattachWork.AskForDisks);
            _run.Done(Disk("[unknown]|0|missing")).Work.Should().Be(ReattachWork.None);
            pauses.Add((_run.State.DueAt - _run.Now).TotalSeconds);
            _run.Now = _run.State.DueAt;
        }

        last.Report.Should().Be(ReattachReport.NotBack);
        _run.State.Stage.Should().Be(ReattachStage.Ended);
        pauses.Should().StartWith([1.0, 2.0, 4.0, 4.0]).And.HaveCountLessThan(20);
        (_run.Now - Leg.Since).Should().BeGreaterThanOrEqualTo(_run.Settings.LegGrace);
    }

    [Theory]
    [InlineData("/dev/sdb|131064|missing", 'g', ReattachReport.OtherDisk)]
    [InlineData("/dev/sdb|131072|", 'h', ReattachReport.DiskTaken)]
    public void Another_disk_is_not_touched(string disk, char group, ReattachReport report)
    {
        _run.Awaiting().Due();

        var decision = _run.Done(Disk(disk, group));

        decision.Should().Be(new ReattachDecision(_run.State, ReattachWork.None, report));
        _run.State.Stage.Should().Be(ReattachStage.Ended);
    }

    [Fact]
    public void A_disk_that_was_taken_out_of_the_group_is_not_touched()
    {
        _run.Awaiting().Due();

        _run.Done(LogDisk()).Report.Should().Be(ReattachReport.DiskTaken);
    }

    [Theory]
    [InlineData("vg|lv|32768|mirror|2|lv_mimage_0(0),lv_mimage_1(0)")]
    [InlineData("vg|lv|65536|linear|1|/dev/sdc(0)")]
    [InlineData("vg|other|32768|linear|1|/dev/sdc(0)")]
    [InlineData("vg|lv|32768|linear|1|/dev/sde(0)")]
    public void A_volume_that_somebody_changed_is_left_to_them(string now)
    {
        _run.Awaiting().Due();
        _run.Done(Disk());

        var decision = _run.Done(Volume(now));

        decision.Should().Be(new ReattachDecision(_run.State, ReattachWork.None, ReattachReport.VolumeChanged));
        _run.State.Stage.Should().Be(ReattachStage.Ended);
    }

    [Fact]
    public void The_volume_is_compared_again_after_the_disk_was_restored()
    {
        _run.Awaiting().SeeDisk(Disk()).Work.Should().Be(ReattachWork.Restore);
        _run.Done();
        _run.Due();
        _run.Done(Disk("/dev/sdb|131072|"));

        _run.Done("").Report.Should().Be(ReattachReport.VolumeChanged);
    }

    /// <summary>By the policy "allocate" LVM gave the volume a leg on another disk; and a volume of other legs was never ours.</summary>
    [Theory]
    [InlineData("vg|lv|32768|mirror|2|lv_mimage_0(0),lv_mimage_1(0)")]
    [InlineData("vg|lv|32768|striped|2|/dev/sdc(0),/dev/sde(0)")]
    public void Where_LVM_removed_no_leg_nothing_is_said(string left)
    {
        _run.Due();

        _run.Done(Volume(left)).Report.Should().Be(ReattachReport.None);
        _run.State.Stage.Should().Be(ReattachStage.Ended);
    }

    [Fact]
    public void One_of_three_legs_is_awaited_when_two_are_left()
    {
        var run = new ReattachRun { Removed = Leg with { LegsBefore = 3 } };
        run.Due();

        run.Done(Volume("vg|lv|32768|mirror|2|lv_mimage_0(0),lv_mimage_1(0)")).Report.Should().Be(ReattachReport.Awaited);
    }

    [Fact]
    public void While_a_repair_runs_LVM_is_told_nothing()
    {
        _run.Awaiting().IsRepairing = true;

        _run.SeeDisk(Disk()).Work.Should().Be(ReattachWork.None);

        _run.IsRepairing = false;
        _run.Now = _run.State.DueAt;
        _run.SeeDisk(Disk()).Work.Should().Be(ReattachWork.Restore);
    }

    [Fact]
    public void LVM_is_asked_again_after_a_refusal_and_then_a_person()
    {
        _run.Awaiting();
        for (var refusal = 1; refusal < ReattachPolicy.MaxRefusals; refusal++)
        {
            _run.SeeDisk(Disk("/dev/sdb|131072|")).Work.Should().Be(ReattachWork.Convert);
            _run.Failed().Report.Should().Be(ReattachReport.TriedAgain);
            _run.State.DueAt.Should().BeGreaterThan(_run.Now);
            _run.Now = _run.State.DueAt;
        }
        _run.SeeDisk(Disk("/dev/sdb|131072|"));

        _run.Failed().Report.Should().Be(ReattachReport.NeedsPersonRefused);
        _run.State.Stage.Should().Be(ReattachStage.Ended);
    }

    [Fact]
    public void A_question_without_an_answer_is_asked_again()
    {
        _run.Due();
        _run.Failed().Should().Be(new ReattachDecision(_run.State));
        _run.State.Stage.Should().Be(ReattachStage.Learning);
        _run.Awaiting().Due();

        _run.Failed().Should().Be(new ReattachDecision(_run.State));
        _run.State.Stage.Should().Be(ReattachStage.Awaiting);
        _run.State.DueAt.Should().BeGreaterThan(_run.Now);
    }

    [Fact]
    public void A_command_that_hangs_is_said_and_its_end_still_counts()
    {
        _run.Awaiting().SeeDisk(Disk("/dev/sdb|131072|"));

        _run.TakesLong().Report.Should().Be(ReattachReport.NeedsPersonHangs);

        _run.Done().Report.Should().Be(ReattachReport.PutBack);
    }

    [Theory, InlineData(true), InlineData(false)]
    public void Turned_off_it_ends_before_anything_is_changed(bool whileComparing)
    {
        var off = whileComparing ? new FaultSettings { IsReattachEnabled = false } : new FaultSettings { Mode = FaultMode.Observe };
        _run.Awaiting();
        if (whileComparing)
        {
            _run.Due();
            _run.Done(Disk());
        }
        _run.Settings = off;

        var decision = whileComparing ? _run.Done(Volume()) : _run.Due();

        decision.Should().Be(new ReattachDecision(_run.State, ReattachWork.None, ReattachReport.TurnedOff));
    }

    [Fact]
    public void A_leg_is_wanted_only_if_it_is_known_by_its_disk_and_there_is_time_left()
    {
        bool IsWanted(RemovedLeg leg, double afterSeconds = 0) =>
            ReattachPolicy.IsWanted(leg, _run.Settings, leg.Since + TimeSpan.FromSeconds(afterSeconds));

        IsWanted(Leg).Should().BeTrue();
        IsWanted(Leg, afterSeconds: 60).Should().BeFalse();
        IsWanted(Leg with { Disk = default }).Should().BeFalse();
        _run.Settings = _run.Settings with { IsReattachEnabled = false };
        IsWanted(Leg).Should().BeFalse();
    }

    [Theory]
    [InlineData("/dev/sdd|131072|missing", "0|free")]
    [InlineData("[unknown]|0|", "0|free")]
    [InlineData("/dev/sdd|131072|", "0|linear,9|mirror")]
    public void A_log_disk_that_is_missing_itself_or_full_is_not_named(string disk, string pieces)
    {
        _run.Awaiting().SeeDisk(Disk() + LogDisk(disk, pieces));

        _run.State.LogDisk.Should().BeNull();
    }

    [Theory]
    [InlineData("LVM-", false)]
    [InlineData("LVM-ggggggggggggggggggggggggggggggggvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvv", true)]
    [InlineData("LVM-ggggggggggggggggggggggggggggggggvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvv-real", false)]
    [InlineData("LVM-gggggggggggggggggggggggggggggggg/vvvvvvvvvvvvvvvvvvvvvvvvvvvvvvv", false)]
    public void A_volume_is_known_by_its_dm_UUID(string uuid, bool isVolume)
    {
        VolumeId.TryParse(uuid, out var id).Should().Be(isVolume);

        id.Should().Be(isVolume ? Leg.Id : default);
    }
}
