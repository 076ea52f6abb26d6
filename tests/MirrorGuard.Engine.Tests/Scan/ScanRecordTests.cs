using System;

using FluentAssertions;

using MirrorGuard.Core;
using MirrorGuard.Core.Scan;
using MirrorGuard.Engine.Scan;

using Xunit;

namespace MirrorGuard.Engine.Tests.Scan;

public sealed class ScanRecordTests
{
    private static readonly DateTimeOffset Monday = new(2026, 11, 23, 1, 0, 0, TimeSpan.FromHours(1));

    private static readonly ScanState State = ScanState.New with
    {
        Layout = ulong.MaxValue,
        Pass = new ScanPass(new Sectors(4096), Monday, IsOnDemand: true, new ScanTally(1, 2, 3, 4, 5)),
        LastFinishedAt = Monday.AddDays(-7),
        RestUntil = Monday.AddDays(7),
    };

    [Fact]
    public void What_is_written_is_read_again()
    {
        ScanRecord.TryRead(ScanRecord.Write("vg/lv", State), out var read).Should().BeTrue();

        read.Should().Be(State);
    }

    [Fact]
    public void No_change_of_a_bit_goes_unnoticed()
    {
        var record = ScanRecord.Write("vg/lv", State);
        for (var bit = 0; bit < record.Length * 8; bit++)
        {
            record[bit / 8] ^= (byte)(1 << (bit % 8));
            // The checksum's letters may be large or small, and nothing is lost with the last line's end.
            var isRead = ScanRecord.TryRead(record, out var read);
            if (isRead)
                read.Should().Be(State, $"bit {bit}");
            record[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    [Fact]
    public void No_truncation_is_believed()
    {
        var record = ScanRecord.Write("vg/lv", State);
        for (var length = 0; length < record.Length - 1; length++)
            ScanRecord.TryRead(record.AsSpan(0, length), out _).Should().BeFalse($"{length} bytes are not all");
    }
}
