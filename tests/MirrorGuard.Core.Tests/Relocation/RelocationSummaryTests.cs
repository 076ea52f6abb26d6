using System.Linq;

using FluentAssertions;

using MirrorGuard.Core.Relocation;

using Xunit;

namespace MirrorGuard.Core.Tests.Relocation;

public sealed class RelocationSummaryTests
{
    private const RelocationVerdict Good = RelocationVerdict.NothingFound;
    private const RelocationVerdict Healed = RelocationVerdict.AllHealed;
    private const RelocationVerdict Lost = RelocationVerdict.BadOnBothLegs;
    private const RelocationVerdict Doubt = RelocationVerdict.SourceInDoubt;
    private const RelocationVerdict Dead = RelocationVerdict.LegDead;
    private const RelocationVerdict Spent = RelocationVerdict.BudgetSpent;
    private const RelocationVerdict Busy = RelocationVerdict.VolumeBusy;

    [Theory]
    [InlineData(Healed, Good, RelocationEnd.AllReadable, -1)]
    [InlineData(Good, Good, RelocationEnd.AllReadable, -1)]
    [InlineData(Lost, Healed, RelocationEnd.PlacesLost, -1)]
    [InlineData(Lost, Lost, RelocationEnd.PlacesLost, -1)]
    [InlineData(Dead, Good, RelocationEnd.LegWornOut, 0)]
    [InlineData(Healed, Spent, RelocationEnd.LegWornOut, 1)]
    [InlineData(Spent, Lost, RelocationEnd.LegWornOut, 0)]
    [InlineData(Dead, Lost, RelocationEnd.NoLegToSpare, -1)]
    [InlineData(Good, Busy, RelocationEnd.Interrupted, -1)]
    [InlineData(Lost, Busy, RelocationEnd.Interrupted, -1)]
    [InlineData(Good, RelocationVerdict.Aborted, RelocationEnd.Interrupted, -1)]
    [InlineData(Good, RelocationVerdict.None, RelocationEnd.Interrupted, -1)]
    [InlineData(Doubt, Good, RelocationEnd.SourceInDoubt, -1)]
    [InlineData(Lost, Doubt, RelocationEnd.SourceInDoubt, -1)]
    [InlineData(Doubt, Busy, RelocationEnd.Interrupted, -1)]
    [InlineData(Spent, Doubt, RelocationEnd.NoLegToSpare, -1)]
    [InlineData(Dead, Spent, RelocationEnd.NoLegToSpare, -1)]
    [InlineData(Dead, Busy, RelocationEnd.NoLegToSpare, -1)]
    public void Two_legs_come_to(RelocationVerdict first, RelocationVerdict second, RelocationEnd end, int leg) =>
        RelocationSummary.Of([first, second]).Should().Be(new RelocationSummary(end, leg));

    [Theory]
    [InlineData(Healed, Good, RelocationEnd.AllReadable)]
    [InlineData(Healed, Busy, RelocationEnd.Interrupted)]
    [InlineData(RelocationVerdict.None, Good, RelocationEnd.Interrupted)]
    [InlineData(RelocationVerdict.Aborted, Lost, RelocationEnd.PlacesLost)]
    [InlineData(Lost, Healed, RelocationEnd.PlacesLost)]
    [InlineData(Lost, Spent, RelocationEnd.NoLegToSpare)]
    [InlineData(Dead, Good, RelocationEnd.LegSilent)]
    [InlineData(RelocationVerdict.SourceSilent, Good, RelocationEnd.LegSilent)]
    [InlineData(RelocationVerdict.RewriteFailed, Dead, RelocationEnd.NoLegToSpare)]
    [InlineData(Dead, Busy, RelocationEnd.LegSilent)]
    public void No_leg_is_given_up_for_some_of_its_places(RelocationVerdict first, RelocationVerdict second, RelocationEnd end)
    {
        RelocationSummary.OfPlaces([first, second]).Should().Be(new RelocationSummary(end, -1));
        RelocationSummary.OfPlaces([second, first]).Should().Be(new RelocationSummary(end, -1));
    }

    [Fact]
    public void A_leg_is_given_up_only_when_every_other_was_searched_to_its_end()
    {
        RelocationVerdict[] all = [Good, Healed, Lost, Doubt, Dead, RelocationVerdict.RewriteFailed, Spent, Busy, RelocationVerdict.Aborted, RelocationVerdict.None];
        var triples = from first in all from second in all from third in all select new[] { first, second, third };

        foreach (var verdicts in triples)
        {
            var summary = RelocationSummary.Of(verdicts);

            if (summary.End != RelocationEnd.LegWornOut)
                continue;
            verdicts[summary.Leg].Should().BeOneOf(Dead, RelocationVerdict.RewriteFailed, Spent);
            verdicts.Where((_, leg) => leg != summary.Leg).Should().OnlyContain(verdict => verdict == Good || verdict == Healed || verdict == Lost);
        }
    }
}
