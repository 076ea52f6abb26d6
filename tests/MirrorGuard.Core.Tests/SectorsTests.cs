using System;
using FluentAssertions;
using Xunit;

namespace MirrorGuard.Core.Tests;

public sealed class SectorsTests
{
    [Fact]
    public void A_sector_has_512_bytes() => new Sectors(41943040).Bytes.Should().Be(20UL << 30);

    [Fact]
    public void More_bytes_than_64_bits_can_count_are_a_bug_and_not_a_small_number()
    {
        Func<ulong> bytes = () => new Sectors(Sectors.MaxCount + 1).Bytes;

        bytes.Should().Throw<OverflowException>();
    }
}
