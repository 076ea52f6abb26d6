using System;
using System.Text;

using FluentAssertions;

using MirrorGuard.Core.Faults;
using MirrorGuard.Core.Policy;
using MirrorGuard.Core.Relocation;
using MirrorGuard.Core.Settings;
using MirrorGuard.Core.Status;
using MirrorGuard.Core.Time;

using Xunit;

namespace MirrorGuard.Core.Tests.Policy;

public sealed partial class ReadFaultPolicyTests
{
    private const string Sound = "2 254:1 254:2 32/32 1 AA 3 disk 254:0 A";
    private const string OneLeg = "2 254:1 254:2 32/32 1 RA 3 disk 254:0 A";
    private const string BothLegs = "2 254:1 254:2 32/32 1 RR 3 disk 254:0 A";
    private const string OneLegCore = "2 254:1 254:2 32/32 1 AR 1 core";

    private static readonly Sectors Small = new(131072);

    private FaultSettings _settings = new();
    private Sectors _length = Small;
    private bool _isUnexplained;
    private DeviceState _state = DeviceState.Registered;
    private Instant _now = new(1_000_000);

    public ReadFaultPolicyTests() => Give(InputKind.Registered, Sound);

    [Fact]
    public void A_read_error_has_all_legs_searched_and_then_the_table_loaded_anew()
    {
        Give(InputKind.Event, OneLeg).Should().Be((Work.Relocate, Report.Relocating));

        Give(InputKind.Relocated, OneLeg, RelocationEnd.AllReadable).Should().Be((Work.Reload, Report.None));
        Give(InputKind.Swapped, Sound).Should().Be((Work.None, Report.Relocated));
        Give(InputKind.Event, Sound).Should().Be((Work.None, Report.None), "it was said");
    }

    [Fact]
    public void A_read_error_from_before_the_registration_is_handled_too()
    {
        _state = DeviceState.Registered;

        Give(InputKind.Registered, OneLeg).Should().Be((Work.Relocate, Report.Relocating));
    }

    [Theory]
    [InlineData("2 254:1 254:2 31/32 1 RA 3 disk 254:0 A")]
    [InlineData("1 254:1 32/32 1 R 3 disk 254:0 A")]
    public void Without_a_copy_that_is_known_to_be_complete_it_is_only_said(string line) =>
        Give(InputKind.Event, line).Should().Be((Work.None, Report.ReadFailed));

    [Fact]
    public void It_is_only_said_where_nothing_is_to_be_rewritten()
    {
        _settings = new FaultSettings { IsRelocateEnabled = false };

        Give(InputKind.Event, OneLeg).Should().Be((Work.None, Report.ReadFailed));
    }

    [Fact]
    public void It_is_only_said_by_an_observer()
    {
        _settings = new FaultSettings { Mode = FaultMode.Observe };

        Give(InputKind.Event, OneLeg).Should().Be((Work.None, Report.ReadFailed));
    }

    [Fact]
    public void After_a_flush_failed_without_the_kernels_remembering_nothing_is_rewritten()
    {
        Give(InputKind.Event, "2 254:1 254:2 32/32 1 DA 3 disk 254:0 A");
        Give(InputKind.Due, Sound);

        Give(InputKind.Event, "2 254:1 254:2 32/32 1 AR 3 disk 254:0 A").Work.Should().NotBe(Work.Relocate);
    }

    [Fact]
    public void Where_no_read_succeeds_the_reload_comes_first()
    {
        Give(InputKind.Event, BothLegs).Should().Be((Work.Reload, Report.None));

        Give(InputKind.Swapped, Sound).Should().Be((Work.Relocate, Report.Relocating));
    }

    [Fact]
    public void A_reload_that_is_refused_does_not_keep_the_search_waiting_for_ever()
    {
        Give(InputKind.Event, BothLegs);

        for (var refusal = 0; refusal < 12; refusal++)
        {
            Give(InputKind.SwapRefused, BothLegs).Should().Be((Work.None, Report.None));
            _now = _state.ReadFault.DueAt;
            Give(InputKind.Due, BothLegs).Work.Should().BeOneOf(Work.Reload, Work.Relocate);
            if (_state.ReadFault.Stage == ReadFaultStage.Searching)
                return;
        }
        Give(InputKind.SwapRefused, BothLegs).Work.Should().Be(Work.Relocate);
    }

    [Fact]
    public void With_a_log_in_memory_no_reload_comes_first()
    {
        Give(InputKind.Event, "2 254:1 254:2 32/32 1 RR 1 core").Should().Be((Work.Relocate, Report.Relocating));
    }

    [Fact]
    public void A_small_volume_with_its_log_in_memory_is_copied_once_every_leg_can_be_read()
    {
        Give(InputKind.Event, OneLegCore);

        Give(InputKind.Relocated, OneLegCore, RelocationEnd.AllReadable).Work.Should().Be(Work.Reload);
        Give(InputKind.Swapped, "2 254:1 254:2 0/32 1 AA 1 core").Should().Be((Work.None, Report.None));
        Give(InputKind.Event, "2 254:1 254:2 32/32 1 AA 1 core").Should().Be((Work.None, Report.Relocated));
    }

    [Fact]
    public void A_large_one_is_left_to_a_person_and_that_is_said_once()
    {
        _length = new Sectors((16UL << 21) + 1);
        Give(InputKind.Event, OneLegCore);

        Give(InputKind.Relocated, OneLegCore, RelocationEnd.AllReadable).Should().Be((Work.None, Report.RelocatedNotRearmed));
        _now += TimeSpan.FromDays(1);
        Give(InputKind.Due, OneLegCore).Should().Be((Work.None, Report.None));
        Give(InputKind.Event, OneLegCore).Should().Be((Work.None, Report.None));
    }

    [Fact]
    public void A_place_that_is_lost_is_said_and_no_leg_is_loaded_anew_for_it_as_long_as_the_volume_can_be_read()
    {
        Give(InputKind.Event, OneLeg);

        Give(InputKind.Relocated, OneLeg, RelocationEnd.PlacesLost).Should().Be((Work.None, Report.NeedsPersonPlacesLost));
    }

    [Fact]
    public void A_place_that_is_lost_and_read_again_and_again_costs_ever_fewer_searches()
    {
        Give(InputKind.Event, BothLegs);
        Give(InputKind.Swapped, Sound);
        Give(InputKind.Relocated, Sound, RelocationEnd.PlacesLost);
        var (searches, reloads) = (0, 0);

        for (var second = 0; second < 3600; second++)
        {
            _now += TimeSpan.FromSeconds(1);
            var work = Give(InputKind.Event, BothLegs).Work;
            searches += work == Work.Relocate ? 1 : 0;
            reloads += work == Work.Reload ? 1 : 0;
            Give(InputKind.Swapped, Sound);
            if (_state.ReadFault.Stage == ReadFaultStage.Searching)
                Give(InputKind.Relocated, Sound, RelocationEnd.PlacesLost);
        }

        searches.Should().BeInRange(1, 12);
        reloads.Should().BeInRange(3600 / 31, 3600 / 15, "the volume cannot be read in between");
    }

    [Fact]
    public void A_worn_leg_is_repaired_away_when_the_others_were_searched()
    {
        Give(InputKind.Event, OneLeg);

        Give(InputKind.Relocated, OneLeg, RelocationEnd.LegWornOut, leg: 0).Should().Be((Work.ComeBackWhenDue, Report.LegWornOut));
        Give(InputKind.Due, OneLeg).Work.Should().Be(Work.Repair);
        Give(InputKind.RepairSucceeded, "1 254:2 32/32 1 A 1 core").Report.Should().Be(Report.Repaired);
    }

    [Theory]
    [InlineData(OneLeg, 1)]
    [InlineData(BothLegs, 0)]
    [InlineData(Sound, 0)]
    public void A_worn_leg_that_lvm_would_not_take_out_needs_a_person(string line, int leg)
    {
        Give(InputKind.Event, OneLeg);

        var (work, report) = Give(InputKind.Relocated, line, RelocationEnd.LegWornOut, leg);

        report.Should().Be(Report.NeedsPersonLegWornOut);
        work.Should().NotBe(Work.ComeBackWhenDue);
    }

    [Fact]
    public void A_search_that_was_cut_off_is_begun_anew()
    {
        Give(InputKind.Event, OneLeg);
        Give(InputKind.Relocated, OneLeg, RelocationEnd.Interrupted).Should().Be((Work.None, Report.RelocationPostponed));

        (_state.ReadFault.DueAt - _now).Should().BeLessThan(TimeSpan.FromMinutes(1));
        _now = _state.ReadFault.DueAt;
        Give(InputKind.Due, OneLeg).Should().Be((Work.Relocate, Report.Relocating));
    }

    [Fact]
    public void A_read_error_that_is_met_before_the_reload_is_seen_to_be_done_is_searched_for_again()
    {
        Give(InputKind.Event, OneLeg);
        Give(InputKind.Relocated, OneLeg, RelocationEnd.AllReadable).Should().Be((Work.Reload, Report.None));

        Give(InputKind.Swapped, OneLeg).Should().Be((Work.None, Report.None));

        (_state.ReadFault.DueAt - _now).Should().BeLessThan(TimeSpan.FromMinutes(1));
        _now = _state.ReadFault.DueAt;
        Give(InputKind.Due, OneLeg).Should().Be((Work.Relocate, Report.Relocating));
    }

    [Theory]
    [InlineData("2 254:1 254:2 31/32 1 RD 3 disk 254:0 A")]
    [InlineData("2 254:1 254:2 31/32 1 SA 3 disk 254:0 A")]
    [InlineData("2 254:1 254:7 32/32 1 RA 3 disk 254:0 A")]
    public void Anything_worse_or_a_change_of_legs_ends_it_at_once(string line)
    {
        Give(InputKind.Event, OneLeg);

        Give(InputKind.Event, line);

        _state.ReadFault.Should().Match<ReadFault>(fault => fault.Stage == ReadFaultStage.None || fault.Layout != 0 && fault.Rounds == 1);
        if (!line.Contains("RA", StringComparison.Ordinal))
            _state.ReadFault.Stage.Should().Be(ReadFaultStage.None);
    }

    [Fact]
    public void A_suspend_that_hangs_needs_a_person()
    {
        Give(InputKind.Event, OneLeg);

        Give(InputKind.SwapHangs, OneLeg).Report.Should().Be(Report.NeedsPersonSwapHangs);
        _state.Outage.Stage.Should().Be(OutageStage.Hung);
    }

    [Fact]
    public void A_sound_hour_is_the_end_of_it()
    {
        Give(InputKind.Event, OneLeg);
        Give(InputKind.Relocated, OneLeg, RelocationEnd.AllReadable);
        Give(InputKind.Swapped, Sound);

        _now = _state.ReadFault.DueAt;
        Give(InputKind.Due, Sound);

        _state.ReadFault.Stage.Should().Be(ReadFaultStage.None);
    }

    private (Work Work, Report Report) Give(InputKind kind, string line, RelocationEnd end = RelocationEnd.None, int leg = -1)
    {
        var status = new DeviceStatus();
        status.Add("mirror"u8, Encoding.ASCII.GetBytes(line));
        var seen = Diagnosis.Of(status, _state.Repair.Copies);
        var circumstances = new Circumstances(
            _settings, Arrangement.LvmsOwn, CanRelease: false, RecentFailures: 0, _length, HasUnexplainedError: _isUnexplained);
        var decision = FaultPolicy.Step(_state, new PolicyInput(kind, seen, _now, circumstances, new RelocationSummary(end, leg)));
        _state = decision.State;
        return (decision.Work, decision.Report);
    }
}
