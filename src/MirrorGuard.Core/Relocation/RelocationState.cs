using MirrorGuard.Core.Time;

namespace MirrorGuard.Core.Relocation;

/// <summary>
/// All that is remembered of a relocation between two inputs. There is no list of bad places: a run of them is rewritten as soon as
/// its end is known, so that one run is all there is to keep, and an abort loses nothing.
/// </summary>
/// <param name="Phase">What it waits for.</param>
/// <param name="Leg">The leg.</param>
/// <param name="Order">The order of the chunks that are searched.</param>
/// <param name="Turn">The chunk that is searched, in that order.</param>
/// <param name="Search">How far that chunk is searched.</param>
/// <param name="Run">Adjacent bad blocks that are still to be rewritten; at most <see cref="RelocationPlanner.MaxRewrite"/>.</param>
/// <param name="Healing">How far <paramref name="Run"/> is rewritten.</param>
/// <param name="FailedReadsInARow">Reads that failed since the last that did not.</param>
/// <param name="Looks">Places elsewhere that failed, in this look.</param>
/// <param name="Refusals">How often in a row the rewrite was refused.</param>
/// <param name="DueAt">When to ask for it again.</param>
/// <param name="Tally">What was done.</param>
/// <param name="Verdict">How it ended.</param>
public readonly record struct RelocationState(
    RelocationPhase Phase,
    LegGeometry Leg,
    ChunkOrder Order,
    ulong Turn,
    BadBlockSearch Search,
    SectorRange Run,
    BadBlockSearch Healing,
    int FailedReadsInARow,
    int Looks,
    int Refusals,
    Instant DueAt,
    RelocationTally Tally,
    RelocationVerdict Verdict)
{
    /// <summary>A relocation that has not begun.</summary>
    /// <param name="leg">The leg to search.</param>
    /// <param name="hint">
    /// Where an unreadable place is supposed, if there is an idea. It changes the order of the search, never what is found.
    /// </param>
    public static RelocationState Of(LegGeometry leg, Sectors? hint = null) => In(leg, new ChunkOrder(leg.Length, hint));

    /// <summary>A relocation that has not begun, of what is unreadable in a part of a leg; the rest is read only to tell a bad place from a dead leg.</summary>
    /// <param name="leg">The leg.</param>
    /// <param name="range">The part; it is widened to whole blocks.</param>
    /// <exception cref="System.InvalidOperationException">The leg has no such part.</exception>
    public static RelocationState Within(LegGeometry leg, SectorRange range) => In(leg, new ChunkOrder(leg.BlocksOf(range)));

    private static RelocationState In(LegGeometry leg, ChunkOrder order) =>
        default(RelocationState) with { Leg = leg, Order = order, Search = BadBlockSearch.Over(order[0]) };
}
