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

public sealed partial class FoundPlacesPolicyTests
{
    private const string Sound = "2 254:1 254:2 32/32 1 AA 3 disk 254:0 A";
    private const string Copying = "2 254:1 254:2 31/32 1 AA 3 disk 254:0 A";
    private const string OneLeg = "2 254:1 254:2 32/32 1 RA 3 disk 254:0 A";
    private const string OneLegWhileCopying = "2 254:1 254:2 31/32 1 RA 3 disk 254:0 A";
    private const string BothLegs = "2 254:1 254:2 32/32 1 RR 3 disk 254:0 A";

    private FaultSettings _settings = new();
    private Arrangement _arrangement = Arrangement.LvmsOwn;
    private bool _arePlacesThere = true;
    private DeviceState _state = DeviceState.Registered;
    private Instant _now = new(1_000_000);

    public FoundPlacesPolicyTests() => Give(InputKind.Registered, Sound);

    [Fact]
    public void Places_that_the_scan_found_are_rewritten_and_no_table_is_loaded_for_it()
    {
        Give(InputKind.PlacesFound, Sound).Should().Be((Work.RelocatePlaces, Report.RelocatingPlaces));
        Give(InputKind.Event, Sound).Should().Be((Work.None, Report.None));

        Give(InputKind.Relocated, Sound, RelocationEnd.AllReadable).Should().Be((Work.None, Report.PlacesRelocated));
        _state.ReadFault.Should().Be(default(ReadFault), "it leaves nothing behind");
    }

    [Fact]
    public void Two_hundred_places_in_a_row_are_each_begun_at_once()
    {
        for (var place = 0; place < 200; place++)
        {
            Give(InputKind.PlacesFound, Sound).Work.Should().Be(Work.RelocatePlaces);
            _now += TimeSpan.FromMilliseconds(50);
            Give(InputKind.Relocated, Sound, RelocationEnd.AllReadable).Report.Should().Be(Report.PlacesRelocated);
        }

        Give(InputKind.Event, OneLeg).Work.Should().Be(Work.Relocate, "a read error after that is not kept waiting either");
    }

    [Theory]
    [InlineData(Copying)]
    [InlineData(OneLeg)]
    [InlineData(BothLegs)]
    [InlineData("2 254:1 254:2 32/32 1 AS 3 disk 254:0 A")]
    [InlineData("1 254:1 32/32 1 A 3 disk 254:0 A")]
    public void Only_a_sound_mirror_is_touched_and_nothing_is_remembered_otherwise(string line) => IsRefused(line);

    [Fact]
    public void A_mirror_whose_tables_are_not_lvms_own_is_not_touched()
    {
        _arrangement = Arrangement.Unknown;

        IsRefused(Sound);
    }

    [Fact]
    public void Places_that_are_not_there_any_more_are_let_alone()
    {
        _arePlacesThere = false;

        IsRefused(Sound);
    }

    [Fact]
    public void After_a_flush_failed_without_the_kernels_remembering_nothing_is_touched()
    {
        Give(InputKind.Event, "2 254:1 254:2 32/32 1 DA 3 disk 254:0 A");
        IsRefused(Sound);
        Give(InputKind.Due, Sound);

        IsRefused(Sound);
    }

    [Fact]
    public void Nothing_begins_while_a_leg_is_waited_for_or_a_repair_is_due()
    {
        _settings = new FaultSettings { LegGrace = TimeSpan.Zero, WriteHold = TimeSpan.Zero };
        Give(InputKind.Event, "2 254:1 254:2 31/32 1 AD 3 disk 254:0 A").Work.Should().Be(Work.ComeBackWhenDue);

        IsRefused(Sound);
    }

    [Fact]
    public void Nothing_begins_while_all_legs_are_searched_or_a_table_is_loaded()
    {
        Give(InputKind.Event, OneLeg);
        IsRefused(OneLeg);
        Give(InputKind.Relocated, OneLeg, RelocationEnd.AllReadable);

        IsRefused(Sound);
    }

    [Fact]
    public void Nothing_begins_while_other_places_are_searched()
    {
        Give(InputKind.PlacesFound, Sound);

        IsRefused(Sound);
    }

    [Fact]
    public void Where_nothing_is_to_be_rewritten_it_is_only_said()
    {
        _settings = new FaultSettings { IsRelocateEnabled = false };
        var before = _state;

        Give(InputKind.PlacesFound, Sound).Should().Be((Work.None, Report.PlacesLeftUnreadable));
        _state.Should().Be(before);
    }

    [Fact]
    public void An_observer_only_says_it()
    {
        _settings = new FaultSettings { Mode = FaultMode.Observe };

        Give(InputKind.PlacesFound, Sound).Should().Be((Work.None, Report.PlacesLeftUnreadable));
    }

    [Fact]
    public void The_pauses_between_searches_of_all_legs_neither_hold_it_up_nor_grow_by_it()
    {
        SearchAllLegs();
        var resting = _state.ReadFault;

        Give(InputKind.PlacesFound, Sound).Work.Should().Be(Work.RelocatePlaces);
        Give(InputKind.Relocated, Sound, RelocationEnd.AllReadable).Should().Be((Work.None, Report.PlacesRelocated));

        _state.ReadFault.Should().Be(resting with { DueAt = _state.ReadFault.DueAt });
        Give(InputKind.Event, OneLeg).Work.Should().Be(Work.None);
        _now = resting.RoundAt;
        Give(InputKind.Due, OneLeg).Work.Should().Be(Work.Relocate);
    }

    private void SearchAllLegs()
    {
        for (var round = 0; round < 4; round++)
        {
            Give(InputKind.Event, OneLeg);
            _now += TimeSpan.FromMinutes(1);
            Give(InputKind.Due, OneLeg);
            Give(InputKind.Relocated, OneLeg, RelocationEnd.AllReadable);
            Give(InputKind.Swapped, Sound);
        }
        _state.ReadFault.Stage.Should().Be(ReadFaultStage.Resting);
    }

    private void IsRefused(string line)
    {
        var before = _state;

        Give(InputKind.PlacesFound, line).Should().Be((Work.None, Report.None));

        _state.Should().Be(before);
    }

    private (Work Work, Report Report) Give(InputKind kind, string? line, RelocationEnd end = RelocationEnd.None, int leg = -1)
    {
        var status = new DeviceStatus();
        if (line is null)
            status.MarkUnreadable("no memory");
        else
            status.Add("mirror"u8, Encoding.ASCII.GetBytes(line));
        var seen = Diagnosis.Of(status, _state.Repair.Copies);
        var circumstances = new Circumstances(
            _settings, _arrangement, CanRelease: false, RecentFailures: 0, new Sectors(131072), ArePlacesThere: _arePlacesThere);
        var decision = FaultPolicy.Step(_state, new PolicyInput(kind, seen, _now, circumstances, new RelocationSummary(end, leg)));
        _state = decision.State;
        return (decision.Work, decision.Report);
    }
}
