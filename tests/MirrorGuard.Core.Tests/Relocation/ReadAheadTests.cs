using System;

using FluentAssertions;

using MirrorGuard.Core.Relocation;
using MirrorGuard.Core.Time;

using Xunit;

namespace MirrorGuard.Core.Tests.Relocation;

public sealed class ReadAheadTests
{
    private static readonly RewriteBudget Budget = new(64, 0);
    private static readonly LegGeometry Leg = new(new Sectors(5 * 2048), new Sectors(1));

    private readonly SectorRange[] _reads = new SectorRange[3];

    [Fact]
    public void The_chunks_of_a_leg_that_follow_one_another_are_read_at_once()
    {
        var begun = Begin();

        var count = ReadAhead.Collect(begun.State, begun.Range, Budget, default, _reads);

        count.Should().Be(3);
        _reads.Should().Equal(Chunk(0), Chunk(1), Chunk(2));
    }

    [Fact]
    public void What_was_read_is_not_read_again()
    {
        var begun = Begin();

        var decision = ReadAhead.After(begun.State, 3, hasFailed: false, Budget, default);

        decision.Work.Should().Be(RelocationWork.Read);
        decision.Range.Should().Be(Chunk(3));
    }

    [Fact]
    public void A_chunk_that_failed_is_narrowed_down()
    {
        var begun = Begin();

        var decision = ReadAhead.After(begun.State, 1, hasFailed: true, Budget, default);

        decision.Range.Should().Be(new SectorRange(Chunk(1).Start, new Sectors(1024)));
    }

    [Fact]
    public void The_end_of_the_leg_ends_the_reads()
    {
        var begun = Begin();
        var last = ReadAhead.After(begun.State, 3, hasFailed: false, Budget, default);

        ReadAhead.Collect(last.State, last.Range, Budget, default, _reads).Should().Be(2);
        ReadAhead.After(last.State, 2, hasFailed: false, Budget, default).Work.Should().Be(RelocationWork.Finish);
    }

    /// <summary>Many reads at a time come to the same as one at a time, whatever fails.</summary>
    [Fact]
    public void Reading_ahead_finds_what_reading_one_by_one_finds()
    {
        var random = new Random(20090115);
        for (var run = 0; run < 200; run++)
        {
            var bad = (ulong)random.Next((int)Leg.Length.Count);

            Search(bad, _reads.AsSpan(0, 1)).Should().Be(Search(bad, _reads));
        }
    }

    private static SectorRange Search(ulong bad, Span<SectorRange> reads)
    {
        var decision = Begin();
        for (var program = 0; decision.Work == RelocationWork.Read; program++)
        {
            program.Should().BeLessThan(100, "the search ends");
            var count = ReadAhead.Collect(decision.State, decision.Range, Budget, default, reads);
            var good = 0;
            while (good < count && !Contains(reads[good], bad))
                good++;
            decision = ReadAhead.After(decision.State, good, hasFailed: good < count, Budget, default);
        }
        decision.Work.Should().Be(RelocationWork.Rewrite);
        return decision.Range;
    }

    private static bool Contains(SectorRange range, ulong sector) => range.Start.Count <= sector && sector < range.End.Count;

    private static RelocationDecision Begin() =>
        RelocationPlanner.Step(RelocationState.Of(Leg), RelocationInput.Begin, Budget, default(Instant));

    private static SectorRange Chunk(ulong number) => new(new Sectors(number * 2048), new Sectors(2048));
}
