using System;

using FluentAssertions;

using MirrorGuard.Core.Policy;
using MirrorGuard.Core.Relocation;

using Xunit;

namespace MirrorGuard.Core.Tests.Policy;

/// <content>A disk that was away for a moment looks like one with an unreadable place, and may have lost what was in its cache.</content>
public sealed partial class ReadFaultPolicyTests
{
    [Fact]
    public void A_leg_whose_disk_may_have_lost_its_cache_is_not_read_again_although_it_can_be()
    {
        _isUnexplained = true;
        Give(InputKind.Event, OneLeg).Work.Should().Be(Work.Relocate);

        Give(InputKind.Relocated, OneLeg, RelocationEnd.AllReadable).Should().Be((Work.None, Report.ReadErrorUnexplained));
        _now += TimeSpan.FromDays(1);
        Give(InputKind.Due, OneLeg).Should().Be((Work.None, Report.None));
    }

    [Fact]
    public void Where_no_read_succeeds_and_a_cache_may_be_lost_the_search_comes_first_and_a_person_if_it_finds_nothing()
    {
        _isUnexplained = true;
        Give(InputKind.Event, BothLegs).Should().Be((Work.Relocate, Report.Relocating));

        Give(InputKind.Relocated, BothLegs, RelocationEnd.AllReadable).Should().Be((Work.None, Report.NeedsPersonReadErrorsUnexplained));
    }

    [Fact]
    public void Where_the_only_source_may_have_lost_its_cache_a_person_is_called_once_and_nothing_is_reloaded()
    {
        _isUnexplained = true;
        Give(InputKind.Event, BothLegs).Work.Should().Be(Work.Relocate);

        Give(InputKind.Relocated, BothLegs, RelocationEnd.SourceInDoubt).Should().Be((Work.None, Report.NeedsPersonSourceInDoubt));
        _now += TimeSpan.FromDays(1);
        Give(InputKind.Due, BothLegs).Should().Be((Work.None, Report.None));
    }

    [Fact]
    public void As_soon_as_each_leg_has_shown_an_unreadable_place_the_volume_is_made_readable()
    {
        _isUnexplained = true;
        Give(InputKind.Event, BothLegs);

        _isUnexplained = false;
        Give(InputKind.Due, BothLegs).Work.Should().Be(Work.Reload);
    }
}
