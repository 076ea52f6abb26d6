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
    [InlineData(Dead, Spent, RelocationEnd.NoLegToSpare, -1)]
    [InlineData(Dead, Busy, RelocationEnd.NoLegToSpare, -1)]
    public void Two_legs_come_to(RelocationVerdict first, RelocationVerdict second, RelocationEnd end, int leg) =>
        RelocationSummary.Of([first, second]).Should().Be(new RelocationSummary(end, leg));

    [Fact]
    public void A_leg_is_given_up_only_when_every_other_was_searched_to_its_end()
    {
        RelocationVerdict[] all = [Good, Healed, Lost, Dead, Spent, Busy, RelocationVerdict.Aborted, RelocationVerdict.None];
        var triples = from first in all from second in all from third in all select new[] { first, second, third };

        foreach (var verdicts in triples)
        {
            var summary = RelocationSummary.Of(verdicts);

            if (summary.End != RelocationEnd.LegWornOut)
                continue;
            verdicts[summary.Leg].Should().BeOneOf(Dead, Spent);
            verdicts.Where((_, leg) => leg != summary.Leg).Should().OnlyContain(verdict => verdict == Good || verdict == Healed || verdict == Lost);
        }
    }
}
