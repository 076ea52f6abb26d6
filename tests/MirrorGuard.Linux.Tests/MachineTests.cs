using System;
using System.IO;

using FluentAssertions;

using MirrorGuard.Core.Scan;

using Xunit;

namespace MirrorGuard.Linux.Tests;

public sealed class MachineTests
{
    [Theory]
    [InlineData("some avg10=0.00 avg60=0.00 avg300=0.00 total=4711\nfull avg10=0.00 avg60=0.00 avg300=0.00 total=1\n", 4711L)]
    [InlineData("full avg10=0.00 avg60=0.00 avg300=0.00 total=1\n", null)]
    [InlineData("some total=18446744073709551615", null)]
    [InlineData("some total=-1", null)]
    [InlineData("", null)]
    public void What_programs_waited_is_read_or_unknown(string text, long? microseconds) =>
        Machine.Parse(text).Should().Be(microseconds is { } known ? TimeSpan.FromMicroseconds(known) : null);

    [Theory]
    [InlineData("     123        0     1000        5      456        7     2000        8        0       13       13\n", 3000L)]
    [InlineData("1 2 3 4 5 6 7 8", 10L)]
    [InlineData("1 2 3 4 5 6 7", null)]
    [InlineData("1 2 x 4 5 6 7 8", null)]
    [InlineData("", null)]
    public void What_a_disk_has_done_is_read_or_unknown(string text, long? sectors) =>
        Machine.ParseCounts(text).Should().Be(sectors is { } known ? new DiskCounts(known, TimeSpan.FromMilliseconds(8)) : null);

    [Fact]
    public void A_disk_that_is_gone_says_nothing() => new Machine().CountsOf("/sys/block/gone").Should().BeNull();

    [Fact]
    public void A_disk_of_this_machine_says_what_it_has_done()
    {
        foreach (var disk in Directory.GetDirectories("/sys/block"))
            new Machine().CountsOf(disk).Should().NotBeNull(disk);
    }
}
