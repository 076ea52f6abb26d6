using System;

using FluentAssertions;

using MirrorGuard.Core.Policy;
using MirrorGuard.Core.Relocation;
using MirrorGuard.Core.Settings;

using Xunit;

namespace MirrorGuard.Core.Tests.Policy;

/// <content>How a search of found places ends.</content>
public sealed partial class FoundPlacesPolicyTests
{
    [Theory]
    [InlineData(RelocationEnd.PlacesLost, Report.NeedsPersonPlacesLost)]
    [InlineData(RelocationEnd.NoLegToSpare, Report.NeedsPersonLegWornOut)]
    [InlineData(RelocationEnd.LegWornOut, Report.NeedsPersonLegWornOut)]
    [InlineData(RelocationEnd.Interrupted, Report.None)]
    [InlineData(RelocationEnd.LegSilent, Report.LegSilent)]
    public void Whatever_comes_of_it_no_leg_is_given_up_and_no_table_loaded(RelocationEnd end, Report report)
    {
        Give(InputKind.PlacesFound, Sound);

        Give(InputKind.Relocated, Sound, end, leg: 0).Should().Be((Work.None, report));
        _state.ReadFault.Stage.Should().Be(ReadFaultStage.None);
        _state.Outage.Stage.Should().Be(OutageStage.None);
    }

    [Fact]
    public void A_worn_leg_of_which_the_kernel_has_an_error_by_then_is_not_given_up_before_all_were_searched()
    {
        Give(InputKind.PlacesFound, Sound);

        Give(InputKind.Relocated, OneLeg, RelocationEnd.LegWornOut, leg: 0).Should().Be((Work.Relocate, Report.Relocating));
    }

    [Theory]
    [InlineData(InputKind.Event)]
    [InlineData(InputKind.Due)]
    [InlineData(InputKind.Relocated)]
    public void A_read_error_that_comes_meanwhile_has_all_legs_searched_at_once(InputKind kind)
    {
        Give(InputKind.PlacesFound, Sound);

        Give(kind, OneLeg, RelocationEnd.AllReadable).Should().Be((Work.Relocate, Report.Relocating));
        Give(InputKind.Relocated, OneLeg, RelocationEnd.AllReadable).Work.Should().Be(Work.Reload);
        Give(InputKind.Swapped, Sound).Report.Should().Be(Report.Relocated);
    }

    [Fact]
    public void Where_no_read_succeeds_any_more_the_reload_comes_first_as_always()
    {
        Give(InputKind.PlacesFound, Sound);

        Give(InputKind.Event, BothLegs).Work.Should().Be(Work.Reload);
        Give(InputKind.Swapped, Sound).Work.Should().Be(Work.Relocate);
    }

    [Theory]
    [InlineData(InputKind.Event)]
    [InlineData(InputKind.Relocated)]
    public void A_read_error_that_comes_into_the_copying_after_a_rewrite_waits_for_its_end_and_no_longer(InputKind kind)
    {
        Give(InputKind.PlacesFound, Sound);
        Give(kind, OneLegWhileCopying, RelocationEnd.AllReadable).Work.Should().Be(Work.None);

        (_state.ReadFault.DueAt - _now).Should().BeLessThan(TimeSpan.FromSeconds(1));
        _now = _state.ReadFault.DueAt;
        Give(InputKind.Due, OneLegWhileCopying).Work.Should().Be(Work.None);
        _now = _state.ReadFault.DueAt;
        Give(InputKind.Due, OneLeg).Should().Be((Work.Relocate, Report.Relocating));
    }

    [Fact]
    public void A_read_error_that_comes_into_that_copying_after_the_end_is_not_lost_either()
    {
        Give(InputKind.PlacesFound, Sound);
        Give(InputKind.Relocated, Copying, RelocationEnd.AllReadable).Should().Be((Work.None, Report.PlacesRelocated));

        Give(InputKind.Event, OneLegWhileCopying);
        _now = _state.ReadFault.DueAt;

        Give(InputKind.Due, OneLeg).Should().Be((Work.Relocate, Report.Relocating));
    }

    [Theory]
    [InlineData("2 254:1 254:2 31/32 1 AD 3 disk 254:0 A")]
    [InlineData("2 254:1 254:2 31/32 1 SA 3 disk 254:0 A")]
    [InlineData("2 254:1 254:7 32/32 1 AA 3 disk 254:0 A")]
    public void Anything_worse_or_a_change_of_legs_ends_it_at_once(string line)
    {
        Give(InputKind.PlacesFound, Sound);

        Give(InputKind.Event, line);

        _state.ReadFault.Stage.Should().Be(ReadFaultStage.None);
    }

    [Fact]
    public void It_ends_when_nothing_is_to_be_rewritten_any_more()
    {
        Give(InputKind.PlacesFound, Sound);
        _settings = new FaultSettings { IsRelocateEnabled = false };

        Give(InputKind.Event, Sound);

        _state.ReadFault.Stage.Should().Be(ReadFaultStage.None);
    }

    [Fact]
    public void A_suspend_that_hangs_needs_a_person()
    {
        Give(InputKind.PlacesFound, Sound);

        Give(InputKind.SwapHangs, Sound).Report.Should().Be(Report.NeedsPersonSwapHangs);
    }

    [Fact]
    public void An_end_that_comes_with_a_status_that_cannot_be_read_is_not_the_last_look()
    {
        Give(InputKind.PlacesFound, Sound);

        Give(InputKind.Relocated, line: null, RelocationEnd.AllReadable).Report.Should().Be(Report.NeedsPersonUnknownStatus);
        Give(InputKind.Event, OneLeg).Work.Should().Be(Work.Relocate);
    }

    [Fact]
    public void A_read_error_that_has_to_wait_for_its_pause_ends_it_all_the_same()
    {
        SearchAllLegs();
        var roundAt = _state.ReadFault.RoundAt;
        Give(InputKind.PlacesFound, Sound);

        Give(InputKind.Event, OneLeg).Work.Should().Be(Work.None);
        _state.ReadFault.Stage.Should().Be(ReadFaultStage.Resting);
        _state.ReadFault.DueAt.Should().Be(roundAt);
    }

    [Fact]
    public void A_dead_leg_that_the_kernel_forgets_before_its_event_is_remembered()
    {
        Give(InputKind.PlacesFound, "2 254:1 254:2 32/32 1 AD 3 disk 254:0 A").Should().Be((Work.None, Report.None));

        Give(InputKind.Event, Sound);

        _state.Repair.Copies.TrustsKernel.Should().BeFalse();
        IsRefused(Sound);
    }
}
