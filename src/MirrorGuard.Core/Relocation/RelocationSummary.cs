using System;

namespace MirrorGuard.Core.Relocation;

/// <summary>What the relocations of all legs of a volume, or of some places of them, come to.</summary>
/// <param name="End">How it ended.</param>
/// <param name="Leg">The leg that is worn out, 0 being the primary; -1 when there is none, or none that could be spared.</param>
public readonly record struct RelocationSummary(RelocationEnd End, int Leg)
{
    /// <summary>Sums up.</summary>
    /// <param name="verdicts">One for each leg, in the order of the table.</param>
    /// <remarks>
    /// A worn leg may still be the only one that can be read somewhere. So it is given up only when every other leg was searched to its
    /// end: what was unreadable there has been rewritten, from the worn leg if need be, or can be read nowhere. A leg that does not
    /// answer at all was no help with that, and may be again, so where another one has lost places it is not given up.
    /// </remarks>
    public static RelocationSummary Of(ReadOnlySpan<RelocationVerdict> verdicts)
    {
        var worn = -1;
        var (wornLegs, deadLegs, unsearchedLegs, legsWithLosses, legsInDoubt) = (0, 0, 0, 0, 0);
        for (var leg = 0; leg < verdicts.Length; leg++)
        {
            switch (verdicts[leg])
            {
                case RelocationVerdict.LegDead or RelocationVerdict.RewriteFailed or RelocationVerdict.BudgetSpent:
                    worn = leg;
                    wornLegs++;
                    deadLegs += verdicts[leg] == RelocationVerdict.BudgetSpent ? 0 : 1;
                    break;
                case RelocationVerdict.BadOnBothLegs:
                    legsWithLosses++;
                    break;
                case RelocationVerdict.SourceInDoubt:
                    legsInDoubt++;
                    break;
                case RelocationVerdict.NothingFound or RelocationVerdict.AllHealed:
                    break;
                default:
                    unsearchedLegs++;
                    break;
            }
        }
        return (wornLegs, unsearchedLegs, legsWithLosses) switch
        {
            (0, 0, _) when legsInDoubt > 0 => new RelocationSummary(RelocationEnd.SourceInDoubt, -1),
            (1, 0, _) when legsInDoubt > 0 => new RelocationSummary(RelocationEnd.NoLegToSpare, -1),
            (1, 0, 0) => new RelocationSummary(RelocationEnd.LegWornOut, worn),
            (1, 0, _) when deadLegs == 0 => new RelocationSummary(RelocationEnd.LegWornOut, worn),
            (0, 0, 0) => new RelocationSummary(RelocationEnd.AllReadable, -1),
            (0, 0, _) => new RelocationSummary(RelocationEnd.PlacesLost, -1),
            (0, _, _) => new RelocationSummary(RelocationEnd.Interrupted, -1),
            _ => new RelocationSummary(RelocationEnd.NoLegToSpare, -1),
        };
    }

    /// <summary>Sums up where only some places were searched.</summary>
    /// <param name="verdicts">One for each place.</param>
    /// <remarks>
    /// Nothing is known of the rest of the legs, so that no leg can be spared. Whatever needs a person comes before what was not
    /// searched: that is found again.
    /// </remarks>
    public static RelocationSummary OfPlaces(ReadOnlySpan<RelocationVerdict> verdicts)
    {
        var end = RelocationEnd.AllReadable;
        foreach (var verdict in verdicts)
            end = Worse(end, EndOfPlace(verdict));
        return new RelocationSummary(end, -1);
    }

    private static RelocationEnd EndOfPlace(RelocationVerdict verdict) => verdict switch
    {
        RelocationVerdict.RewriteFailed or RelocationVerdict.BudgetSpent => RelocationEnd.NoLegToSpare,
        RelocationVerdict.LegDead or RelocationVerdict.SourceSilent => RelocationEnd.LegSilent,
        RelocationVerdict.BadOnBothLegs => RelocationEnd.PlacesLost,
        RelocationVerdict.SourceInDoubt => RelocationEnd.Interrupted,
        RelocationVerdict.NothingFound or RelocationVerdict.AllHealed => RelocationEnd.AllReadable,
        _ => RelocationEnd.Interrupted,
    };

    private static RelocationEnd Worse(RelocationEnd left, RelocationEnd right) => (left, right) switch
    {
        (RelocationEnd.NoLegToSpare, _) or (_, RelocationEnd.NoLegToSpare) => RelocationEnd.NoLegToSpare,
        (RelocationEnd.PlacesLost, _) or (_, RelocationEnd.PlacesLost) => RelocationEnd.PlacesLost,
        (RelocationEnd.LegSilent, _) or (_, RelocationEnd.LegSilent) => RelocationEnd.LegSilent,
        (RelocationEnd.AllReadable, RelocationEnd.AllReadable) => RelocationEnd.AllReadable,
        _ => RelocationEnd.Interrupted,
    };
}
