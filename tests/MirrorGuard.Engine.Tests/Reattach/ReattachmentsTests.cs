using System;
using System.Linq;
using System.Text;

using FluentAssertions;

using MirrorGuard.Core.Naming;
using MirrorGuard.Core.Reattach;
using MirrorGuard.Core.Settings;
using MirrorGuard.Core.Steps;
using MirrorGuard.Engine.Ports;
using MirrorGuard.Engine.Reattach;
using MirrorGuard.Engine.Tests.Ports;

using Xunit;

namespace MirrorGuard.Engine.Tests.Reattach;

/// <summary>What LVM is asked and told, and what is said of it, for a leg of vg/lv on a disk that comes and goes.</summary>
public sealed class ReattachmentsTests
{
    private static readonly FaultSettings Patient = new() { LegGrace = TimeSpan.FromSeconds(60), ProbeIntervalMax = TimeSpan.FromSeconds(4) };

    private readonly SimulatedLvmCommands _lvm = new();
    private readonly RecordingLog _log = new();
    private readonly ManualClock _clock = new();
    private readonly MemoryStore _store = new();
    private readonly Reattachments _reattachments;
    private string _volume = "vg|lv|32768|linear|1|/dev/sdc(0)";
    private string _disk = "[unknown]|0|missing";

    public ReattachmentsTests()
    {
        _lvm.Answer = Answer;
        _reattachments = Create();
    }

    [Fact]
    public void A_disk_that_comes_back_gets_its_leg_and_the_log_lies_where_it_lay()
    {
        _reattachments.TryAdd(Leg()).Should().BeTrue();
        Run(10);
        _log.Take().Should().ContainSingle().Which.Should().Contain("vg/lv: the disk of the removed leg lv_mimage_0 is awaited for 59.9 s");

        _disk = "/dev/sdb|131072|missing";
        Run(10);

        _lvm.Lines.Where(Changes).Should().Equal(
            "vgextend --restoremissing vg /dev/sdb",
            "lvconvert --yes --background --type mirror --mirrors +1 vg/lv /dev/sdb /dev/sdd:7-7");
        _log.Take().Should().ContainSingle().Which.Should().Contain("LVM has made a new leg on /dev/sdb");
        _reattachments.Attend().Should().BeNull();
    }

    [Fact]
    public void A_log_in_memory_stays_there()
    {
        _reattachments.TryAdd(Leg() with { LogDisk = default, HasCoreLog = true });
        _disk = "/dev/sdb|131072|";
        Run(10);

        _lvm.Lines.Where(Changes).Should().Equal("lvconvert --yes --background --type mirror --mirrors +1 --mirrorlog core vg/lv /dev/sdb");
    }

    [Fact]
    public void A_volume_that_somebody_changed_is_left_alone()
    {
        _reattachments.TryAdd(Leg());
        Run(5);
        _log.Take();

        _volume = "vg|lv|32768|mirror|2|lv_mimage_0(0),lv_mimage_1(0)";
        _disk = "/dev/sdb|131072|missing";
        Run(10);

        _lvm.Lines.Should().NotContain(line => Changes(line));
        _log.Take().Should().ContainSingle().Which.Should().Contain("somebody changed the volume");
    }

    [Fact]
    public void A_disk_that_still_holds_the_volume_is_left_alone_and_that_is_said_with_what_to_type()
    {
        _volume = "vg|lv|32768|linear|1|/dev/sdb(0)";
        _reattachments.TryAdd(Leg());
        Run(5);
        _log.Take();

        _disk = "/dev/sdb|131072|";
        Run(10);

        _lvm.Lines.Should().NotContain(line => Changes(line));
        _log.Take().Should().ContainSingle().Which.Should().Contain("/dev/sdb of the leg lv_mimage_0 still holds the volume: LVM removed another leg")
            .And.Contain("'lvconvert --type mirror --mirrors +1 vg/lv DISK'");
    }

    [Fact]
    public void A_disk_that_stays_away_is_said_once_with_what_to_type()
    {
        _reattachments.TryAdd(Leg());
        Run(5);
        _log.Take();

        Run(120);

        _log.Take().Should().ContainSingle().Which.Should().Contain("did not come back in time")
            .And.Contain("'lvconvert --type mirror --mirrors +1 vg/lv DISK'");
        _lvm.Lines.Should().NotContain(line => Changes(line)).And.HaveCountLessThan(30);
    }

    [Fact]
    public void Nothing_is_changed_while_a_repair_runs()
    {
        _reattachments.TryAdd(Leg());
        _disk = "/dev/sdb|131072|missing";
        _reattachments.RepairBegins();
        Run(20);
        _lvm.Lines.Should().NotContain(line => Changes(line));

        _reattachments.RepairEnds();
        Run(20);

        _lvm.Lines.Count(Changes).Should().Be(2);
    }

    [Fact]
    public void A_question_that_hangs_is_cut_off_and_a_change_never()
    {
        _lvm.Answer = _ => null;
        _reattachments.TryAdd(Leg());
        Run(40);
        _lvm.Started.Should().ContainSingle().Which.WasKilled.Should().BeTrue();

        _lvm.Answer = line => Changes(line) ? null : Answer(line);
        _disk = "/dev/sdb|131072|missing";
        _lvm.Started[0].End = new ChildEnd(false, "", "");
        Run(10);
        _log.Take();
        Run(200);

        _lvm.Lines.Count(Changes).Should().Be(1);
        _lvm.Started[^1].WasKilled.Should().BeFalse();
        _log.Take().Should().ContainSingle().Which.Should().Contain("NEEDS A PERSON").And.Contain("does not end");
    }

    [Fact]
    public void LVMs_own_words_tell_why_it_refused()
    {
        _lvm.Answer = line => Changes(line) ? new ChildEnd(false, "", "Insufficient free space") : Answer(line);
        _disk = "/dev/sdb|131072|";
        _reattachments.TryAdd(Leg());
        Run(40);

        var lines = _log.Take();
        lines.Count(line => line.Contains("did not put the removed leg", StringComparison.Ordinal)).Should().Be(2);
        lines[^1].Should().Contain("NEEDS A PERSON").And.Contain("Insufficient free space").And.Contain("/dev/sdb");
    }

    [Fact]
    public void Without_LVM_nothing_happens_until_the_time_is_over()
    {
        _lvm.CanStart = false;
        _reattachments.TryAdd(Leg());

        Run(120);

        _log.Take().Should().ContainSingle().Which.Should().Contain("did not come back in time");
    }

    [Fact]
    public void A_disk_that_comes_and_goes_is_not_filled_for_ever()
    {
        _disk = "/dev/sdb|131072|";
        var times = 0;
        while (times < 20 && _reattachments.TryAdd(Leg() with { Since = _clock.Now }))
        {
            times++;
            Run(10);
        }

        times.Should().Be(new FaultSettings().SyncRetries + 1);
    }

    [Fact]
    public void What_is_awaited_outlives_dmeventd()
    {
        _reattachments.TryAdd(Leg());
        Run(10);
        var next = Create();
        next.Recall();

        _disk = "/dev/sdb|131072|missing";
        Run(10, next);

        _lvm.Lines.Count(line => line.StartsWith("lvconvert", StringComparison.Ordinal)).Should().Be(1);
        _log.Take().Should().Contain(line => line.Contains("LVM has made a new leg on /dev/sdb", StringComparison.Ordinal));
        _store.Records.Should().BeEmpty();
    }

    [Fact]
    public void A_volume_that_somebody_changed_while_no_dmeventd_ran_is_left_to_them()
    {
        _reattachments.TryAdd(Leg());
        Run(10);
        var next = Create();
        next.Recall();

        (_volume, _disk) = ("vg|lv|65536|linear|1|/dev/sdc(0)", "/dev/sdb|131072|missing");
        Run(10, next);

        _lvm.Lines.Should().NotContain(line => Changes(line));
        _log.Take().Should().Contain(line => line.Contains("somebody changed the volume", StringComparison.Ordinal));
    }

    /// <summary>The command goes on by itself, and a second one would make a leg too many.</summary>
    [Fact]
    public void A_leg_that_LVM_was_making_is_not_made_again()
    {
        _lvm.Answer = line => line.StartsWith("lvconvert", StringComparison.Ordinal) ? null : Answer(line);
        _disk = "/dev/sdb|131072|";
        _reattachments.TryAdd(Leg());
        Run(10);
        var next = Create();
        next.Recall();

        Run(60, next);

        _lvm.Lines.Count(line => line.StartsWith("lvconvert", StringComparison.Ordinal)).Should().Be(1);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"version":2,"legs":[]}""")]
    [InlineData("""{"version":1,"legs":[{"vg":"vg"}]}""")]
    [InlineData("""{"version":1,"legs":[{"vg":"vg","lv":"lv","vgUuid":"?","lvUuid":"","leg":"","disk":"","sectors":1,"logDisk":"","hasCoreLog":true,"legs":2,"since":1,"left":""}]}""")]
    public void A_damaged_record_is_none(string record)
    {
        _store.Records["reattach"] = Encoding.ASCII.GetBytes(record);

        _reattachments.Recall();

        _reattachments.Attend().Should().BeNull();
    }

    private Reattachments Create() => new(_lvm, _store, new FixedSettings(Patient), _log, _clock);

    private static bool Changes(string line) => line.StartsWith("vgextend", StringComparison.Ordinal) || line.StartsWith("lvconvert", StringComparison.Ordinal);

    private RemovedLeg Leg() => new(
        new VolumeName("vg", "lv"), new VolumeId(PvUuids.Of('g'), PvUuids.Of('v')), "lv_mimage_0", new DiskIdentity(131072, PvUuids.Of('d')), PvUuids.Of('l'),
        HasCoreLog: false, LegsBefore: 2, _clock.Now);

    private ChildEnd Answer(string line)
    {
        if (line.StartsWith("vgextend", StringComparison.Ordinal))
            _disk = "/dev/sdb|131072|";
        var answer = line.Split(' ')[0] switch
        {
            "lvs" => $"  {PvUuids.Of('g')}|{PvUuids.Of('v')}|{_volume}\n",
            "pvs" => $"  {PvUuids.Of('d')}|{_disk}|{PvUuids.Of('g')}|0|free\n  {PvUuids.Of('l')}|/dev/sdd|131072||{PvUuids.Of('g')}|0|linear\n  {PvUuids.Of('l')}|/dev/sdd|131072||{PvUuids.Of('g')}|7|free\n",
            _ => "",
        };
        return new ChildEnd(true, answer, "");
    }

    private void Run(int seconds, Reattachments? reattachments = null)
    {
        for (var tenth = 0; tenth < seconds * 10; tenth++)
        {
            (reattachments ?? _reattachments).Attend();
            _clock.Advance(TimeSpan.FromMilliseconds(100));
        }
    }
}
