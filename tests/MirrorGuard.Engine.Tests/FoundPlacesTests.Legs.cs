using System;
using System.Linq;

using FluentAssertions;

using MirrorGuard.Core.Settings;

using Xunit;

namespace MirrorGuard.Engine.Tests;

/// <content>Legs that are worn, or answer nowhere.</content>
public sealed partial class FoundPlacesTests
{
    [Fact]
    public void Nothing_is_copied_from_a_leg_that_had_a_read_error_of_which_nobody_has_heard_yet()
    {
        _legs.Bad.Add((Second, 4096));
        var device = Monitored();
        device.RelocateFound([Place(Second, 4096, 8)]);
        _kernel.Set(_identity, FirstLegUnreadable);

        for (var turn = 0; turn < 20; turn++)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(10));
            device.Attend();
        }

        _legs.Reads.Should().NotBeEmpty();
        _legs.Copies.Should().BeEmpty();
    }

    [Fact]
    public void A_disk_that_has_had_its_rewrites_is_said_once_and_let_alone_until_its_window_is_over()
    {
        var settings = new FaultSettings { Relocations = 2 };
        var device = Monitored(settings);
        FoundPlace[] places = [.. Enumerable.Range(0, 4).Select(place => Place(Second, (ulong)place * 128, 64))];
        _legs.Bad.UnionWith(places.Select(place => (place.Leg, place.Range.Start.Count)));

        device.RelocateFound(places);
        Pass(device);
        Results(device).Select(result => result.Outcome).Should()
            .Equal(PlaceOutcome.Healed, PlaceOutcome.Healed, PlaceOutcome.LegWornOut, PlaceOutcome.LegWornOut);
        _log.Lines[^1].Should().StartWith("Error vg/lv: NEEDS A PERSON: a leg cannot be read everywhere");

        device.RelocateFound(places[2..]).Should().Be(PlacesAnswer.NotNow);
        _clock.Advance(settings.RelocationWindow + TimeSpan.FromSeconds(1));
        device.RelocateFound(places[2..]).Should().Be(PlacesAnswer.Begun);
    }

    [Fact]
    public void A_worn_leg_does_not_keep_another_from_being_rewritten()
    {
        var device = Monitored();
        _legs.DoWritesFail = true;
        _legs.Bad.Add((Second, 0));
        _legs.Bad.Add((First, 640));
        device.RelocateFound([Place(Second, 0, 64)]);
        Pass(device);
        Results(device).Single().Outcome.Should().Be(PlaceOutcome.LegWornOut);

        _legs.DoWritesFail = false;
        device.RelocateFound([Place(Second, 0, 64), Place(First, 640, 64)]).Should().Be(PlacesAnswer.Begun);
        Pass(device);

        Results(device).Select(result => result.Outcome).Should().Equal(PlaceOutcome.LegWornOut, PlaceOutcome.Healed);
        _log.Lines.Count(line => line.Contains("NEEDS A PERSON", StringComparison.Ordinal)).Should().Be(1);
    }

    [Fact]
    public void A_leg_that_answers_nowhere_may_be_away_so_nobody_is_called_and_it_is_healed_when_it_is_back()
    {
        var device = Monitored();
        for (ulong sector = 0; sector < Length; sector++)
            _legs.Bad.Add((Second, sector));
        device.RelocateFound([Place(Second, 4096, 1024), Place(Second, 8192, 1024)]).Should().Be(PlacesAnswer.Begun);
        Pass(device);

        Results(device).Select(result => result.Outcome).Should().Equal(PlaceOutcome.LegSilent, PlaceOutcome.LegSilent);
        _legs.Copies.Should().BeEmpty();
        _log.Lines.Should().NotContain(line => line.Contains("NEEDS A PERSON", StringComparison.Ordinal))
            .And.ContainSingle(line => line.Contains("answers nowhere: its disk may be away", StringComparison.Ordinal));

        _legs.Bad.Clear();
        _legs.Bad.Add((Second, 4100));
        device.RelocateFound([Place(Second, 4096, 1024)]).Should().Be(PlacesAnswer.Begun, "it is not taken for worn out");
        Pass(device);
        Results(device).Single().Outcome.Should().Be(PlaceOutcome.Healed);
    }

    [Fact]
    public void What_cannot_be_read_while_the_other_leg_answers_nowhere_is_not_lost_and_is_healed_when_that_is_back()
    {
        var device = Monitored();
        for (ulong sector = 0; sector < Length; sector++)
            _legs.Bad.Add((Second, sector));
        _legs.Bad.Add((First, 4100));
        _legs.Bad.Add((First, 4700));
        device.RelocateFound([Place(First, 4096, 1024), Place(Second, 4096, 1024)]).Should().Be(PlacesAnswer.Begun);
        Pass(device);

        Results(device).Select(result => result.Outcome).Should().Equal(PlaceOutcome.LegSilent, PlaceOutcome.LegSilent);
        _log.Lines.Should().NotContain(line => line.Contains("NEEDS A PERSON", StringComparison.Ordinal) || line.Contains("on any leg", StringComparison.Ordinal));

        _legs.Bad.RemoveWhere(bad => bad.Leg == Second);
        device.RelocateFound([Place(First, 4096, 1024)]).Should().Be(PlacesAnswer.Begun);
        Pass(device);
        Results(device).Single().Outcome.Should().Be(PlaceOutcome.Healed);
    }
}
