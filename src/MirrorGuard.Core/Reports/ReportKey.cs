namespace MirrorGuard.Core.Reports;

/// <summary>What counts as the same message to a person.</summary>
/// <param name="Kind">The event.</param>
/// <param name="Volume"><c>vg/lv</c>; empty: of no volume.</param>
/// <param name="Cause">What tells two of one kind apart, of which the second is news: two reasons why a person is needed.</param>
public sealed record ReportKey(EventKind Kind, string Volume, string Cause)
{
    /// <summary>It says whether the volume has what it needs: the last word of that must be how it is.</summary>
    public bool TellsStanding => TellsWorse || Kind == EventKind.LegReturned;

    /// <summary>It says that something is wrong now.</summary>
    public bool TellsWorse => Kind is EventKind.LegReleased or EventKind.LegRepaired or EventKind.ResyncFailed or EventKind.OtherDisk or EventKind.NeedsPerson
        or EventKind.StillDegraded;
}
