using System;

using FluentAssertions;

using MirrorGuard.Core.Scan;
using MirrorGuard.Core.Time;

using Xunit;

namespace MirrorGuard.Core.Tests.Scan;

public sealed class DiskUseTests
{
    private static readonly Instant Start = new(1_000_000);

    [Theory]
    [InlineData(1000L, 1000L, true, "nobody moved anything")]
    [InlineData(1000L, 1015L, true, "less than a block in a second, of two")]
    [InlineData(1000L, 1016L, false, "a block in a second")]
    [InlineData(1000L, 999L, false, "the scan has not read what it thinks")]
    [InlineData(null, 1000L, false, "it is not known what it was before")]
    [InlineData(1000L, null, false, "they do not say")]
    public void Disks_are_free_where_others_move_next_to_nothing(long? before, long? after, bool isFree, string because)
    {
        var use = default(DiskUse).Looked(Counts(before), Start).Looked(Counts(after), Start + TimeSpan.FromSeconds(2));

        use.IsFree.Should().Be(isFree, because);

        static DiskCounts? Counts(long? moved) => moved is { } known ? new DiskCounts(known, TimeSpan.Zero) : null;
    }

    [Theory, InlineData(200, false), InlineData(201, true)]
    public void Disks_are_written_where_writes_take_a_tenth_of_the_time(int milliseconds, bool isWritten)
    {
        var use = default(DiskUse).Looked(default(DiskCounts), Start).Looked(new DiskCounts(1000, TimeSpan.FromMilliseconds(milliseconds)), Start + TimeSpan.FromSeconds(2));

        use.IsWritten.Should().Be(isWritten);
    }

    [Theory]
    [InlineData(false, false, false, OthersWait.Nowhere)]
    [InlineData(true, false, false, OthersWait.Here)]
    [InlineData(true, true, false, OthersWait.Elsewhere)]
    [InlineData(false, true, false, OthersWait.Nowhere)]
    [InlineData(false, false, true, OthersWait.Here)]
    public void Who_waits_is_told_by_the_machine_and_for_what_by_the_disks(bool isMachineBusy, bool isFree, bool isWritten, OthersWait expected) =>
        new DiskUse(Start, null, isFree, isWritten).OthersWait(isMachineBusy).Should().Be(expected);

    /// <summary>The kernel keeps the time in 32 bits.</summary>
    [Fact]
    public void A_count_that_begins_anew_is_no_writing()
    {
        var use = default(DiskUse).Looked(new DiskCounts(0, TimeSpan.FromMilliseconds(uint.MaxValue)), Start)
            .Looked(new DiskCounts(0, TimeSpan.FromMilliseconds(100)), Start + TimeSpan.FromSeconds(2));

        use.IsWritten.Should().BeFalse();
    }

    [Fact]
    public void A_look_is_due_each_second()
    {
        var use = default(DiskUse).Looked(default(DiskCounts), Start);

        use.IsDue(Start + TimeSpan.FromSeconds(0.9)).Should().BeFalse();
        use.IsDue(Start + TimeSpan.FromSeconds(1)).Should().BeTrue();
    }
}
