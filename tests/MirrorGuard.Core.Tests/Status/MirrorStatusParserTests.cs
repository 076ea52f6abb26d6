using System;
using System.Linq;
using System.Text;
using FluentAssertions;
using MirrorGuard.Core.Status;
using Xunit;

namespace MirrorGuard.Core.Tests.Status;

public sealed class MirrorStatusParserTests
{
    public static TheoryData<string> AllLines => new(RealLines.All);

    [Fact]
    public void A_line_with_a_dead_leg_and_a_disk_log_is_read_in_full()
    {
        MirrorStatus status = Parse("2 254:0 254:1 31/32 1 AD 3 disk 254:2 F");

        status.LegCount.Should().Be(2);
        status[0].Should().Be(new LegStatus(new DeviceNumber(254, 0), Health.Alive));
        status[1].Should().Be(new LegStatus(new DeviceNumber(254, 1), Health.WriteFailed));
        status.InSync.Should().Be(new InSyncRatio(31, 32));
        status.InSync.IsInSync.Should().BeFalse();
        status.Log.Should().Be(new LogStatus(LogKind.Disk, new DeviceNumber(254, 2), Health.FlushFailed));
    }

    [Theory]
    [MemberData(nameof(AllLines))]
    public void What_the_kernel_prints_is_accepted_with_the_values_of_the_second_reading(string line)
    {
        MirrorStatus status = Parse(line);

        StatusOracle oracle = StatusOracle.Read(line)!;
        oracle.Should().NotBeNull();
        oracle.Agrees(status).Should().BeTrue();
    }

    [Theory]
    [MemberData(nameof(AllLines))]
    public void What_is_printed_of_a_status_reads_as_the_same_status(string line)
    {
        MirrorStatus status = Parse(line);

        Parse(MirrorStatusFormatter.Format(status)).Should().Be(status);
    }

    [Theory]
    [InlineData('A', Health.Alive)]
    [InlineData('F', Health.FlushFailed)]
    [InlineData('D', Health.WriteFailed)]
    [InlineData('S', Health.SyncFailed)]
    [InlineData('R', Health.ReadFailed)]
    [InlineData('U', Health.Unclassified)]
    public void Every_letter_of_a_leg_has_its_health(char letter, Health health) =>
        Parse($"2 254:0 254:1 1/2 1 A{letter} 1 core")[1].Health.Should().Be(health);

    [Theory]
    [InlineData("", LogKind.None)]
    [InlineData("1 core", LogKind.Core)]
    [InlineData("3 disk 254:2 A", LogKind.Disk)]
    [InlineData("1 clustered-core", LogKind.ClusteredCore)]
    [InlineData("1 clustered_core", LogKind.ClusteredCore)]
    [InlineData("3 clustered-disk 254:2 A", LogKind.ClusteredDisk)]
    [InlineData("3 clustered_disk 254:2 D", LogKind.ClusteredDisk)]
    [InlineData("3 cluster 254:2 D", LogKind.ClusteredDisk)]
    [InlineData("userspace 1 clustered-core", LogKind.ClusteredCore)]
    [InlineData("userspace 3 clustered-disk 254:2 A", LogKind.ClusteredDisk)]
    [InlineData("userspace 1 COM_FAILURE", LogKind.Unreachable)]
    public void Every_form_of_a_log_has_its_kind(string log, LogKind kind) =>
        Parse($"2 254:0 254:1 1/2 1 AA {log}").Log.Kind.Should().Be(kind);

    [Theory]
    [InlineData("", 0, Expectation.LegCount)]
    [InlineData(" 2 254:0 254:1 1/2 1 AA 1 core", 0, Expectation.LegCount)]
    [InlineData("0 1/2 1  1 core", 0, Expectation.LegCount)]
    [InlineData("10 254:0 254:1 1/2 1 AA 1 core", 0, Expectation.LegCount)]
    [InlineData("02 254:0 254:1 1/2 1 AA 1 core", 0, Expectation.LegCount)]
    [InlineData("+2 254:0 254:1 1/2 1 AA 1 core", 0, Expectation.LegCount)]
    [InlineData("18446744073709551618 254:0 254:1 1/2 1 AA 1 core", 0, Expectation.LegCount)]
    [InlineData("2  254:0 254:1 1/2 1 AA 1 core", 2, Expectation.Major)]
    [InlineData("2\t254:0 254:1 1/2 1 AA 1 core", 1, Expectation.Blank)]
    [InlineData("2 /dev/sda 254:1 1/2 1 AA 1 core", 2, Expectation.Major)]
    [InlineData("2 4096:0 254:1 1/2 1 AA 1 core", 2, Expectation.Major)]
    [InlineData("2 254 254:1 1/2 1 AA 1 core", 5, Expectation.Colon)]
    [InlineData("2 254:1048576 254:1 1/2 1 AA 1 core", 6, Expectation.Minor)]
    [InlineData("2 254:-1 254:1 1/2 1 AA 1 core", 6, Expectation.Minor)]
    [InlineData("2 254:0 1/2 1 AA 1 core", 9, Expectation.Colon)]
    [InlineData("2 254:0 254:1 254:2 1/2 1 AA 1 core", 17, Expectation.Slash)]
    [InlineData("2 254:0 254:1 x/2 1 AA 1 core", 14, Expectation.SyncedRegions)]
    [InlineData("2 254:0 254:1 1 2 1 AA 1 core", 15, Expectation.Slash)]
    [InlineData("2 254:0 254:1 3/2 1 AA 1 core", 16, Expectation.TotalRegions)]
    [InlineData("2 254:0 254:1 0/0 1 AA 1 core", 16, Expectation.TotalRegions)]
    [InlineData("2 254:0 254:1 1/18446744073709551616 1 AA 1 core", 16, Expectation.TotalRegions)]
    [InlineData("2 254:0 254:1 1/99999999999999999999999 1 AA 1 core", 16, Expectation.TotalRegions)]
    [InlineData("2 254:0 254:1 1/2 2 AA 1 core", 18, Expectation.HealthWordCount)]
    [InlineData("2 254:0 254:1 1/2 1 A 1 core", 21, Expectation.LegHealth)]
    [InlineData("2 254:0 254:1 1/2 1 AAA 1 core", 22, Expectation.Blank)]
    [InlineData("2 254:0 254:1 1/2 1 Aa 1 core", 21, Expectation.LegHealth)]
    [InlineData("2 254:0 254:1 1/2 1 A\u0001 1 core", 21, Expectation.LegHealth)]
    [InlineData("2 254:0 254:1 1/2", 17, Expectation.Blank)]
    [InlineData("2 254:0 254:1 1/2 1 AA", 22, Expectation.Blank)]
    [InlineData("2 254:0 254:1 1/2 1 AA  1 core", 23, Expectation.Log)]
    [InlineData("2 254:0 254:1 1/2 1 AA 2 core", 23, Expectation.Log)]
    [InlineData("2 254:0 254:1 1/2 1 AA 1 disk", 25, Expectation.MemoryLogKind)]
    [InlineData("2 254:0 254:1 1/2 1 AA 1 COM_FAILURE", 25, Expectation.MemoryLogKind)]
    [InlineData("2 254:0 254:1 1/2 1 AA 1 core ", 29, Expectation.EndOfLine)]
    [InlineData("2 254:0 254:1 1/2 1 AA 1 core\n", 29, Expectation.EndOfLine)]
    [InlineData("2 254:0 254:1 1/2 1 AA 1 core\0", 29, Expectation.EndOfLine)]
    [InlineData("2 254:0 254:1 1/2 1 AA 1 cores", 29, Expectation.EndOfLine)]
    [InlineData("2 254:0 254:1 1/2 1 AA 3 core 254:2 A", 25, Expectation.DiskLogKind)]
    [InlineData("2 254:0 254:1 1/2 1 AA 3 disk 254:2 S", 36, Expectation.LogHealth)]
    [InlineData("2 254:0 254:1 1/2 1 AA 3 disk 254:2 AA", 37, Expectation.EndOfLine)]
    [InlineData("2 254:0 254:1 1/2 1 AA 4 disk 254:2 254:3 AA", 23, Expectation.Log)]
    [InlineData("2 254:0 254:1 1/2 1 AA 3 clustered-disk 254:2 F", 46, Expectation.ClusteredLogHealth)]
    [InlineData("2 254:0 254:1 1/2 1 AA userspace", 23, Expectation.Log)]
    [InlineData("2 254:0 254:1 1/2 1 AA userspace 2 x", 33, Expectation.UserspaceLog)]
    [InlineData("2 254:0 254:1 1/2 1 AA userspace 1 core", 35, Expectation.UserspaceMemoryLogKind)]
    [InlineData("2 254:0 254:1 1/2 1 AA userspace 3 disk 254:2 A", 35, Expectation.UserspaceDiskLogKind)]
    public void What_no_kernel_prints_is_refused_at_the_byte_that_does_not_fit(string line, int position, Expectation expected)
    {
        bool accepted = MirrorStatusParser.TryParse(Encoding.Latin1.GetBytes(line), out MirrorStatus status, out ParseError error);

        accepted.Should().BeFalse();
        error.Should().Be(new ParseError(position, expected));
        status.Should().Be(default(MirrorStatus));
    }

    [Theory]
    [MemberData(nameof(AllLines))]
    public void A_truncated_line_is_refused_except_where_it_is_a_line_whose_log_says_nothing(string line)
    {
        // The kernel prints a blank behind the letters and then what the log says; a log may say nothing.
        string letters = line.Split(' ')[int.Parse(line[..1], System.Globalization.CultureInfo.InvariantCulture) + 3];
        int behindLetters = line.IndexOf($" 1 {letters} ", StringComparison.Ordinal) + $" 1 {letters} ".Length;

        foreach (int length in Enumerable.Range(0, line.Length))
        {
            bool accepted = MirrorStatusParser.TryParse(Encoding.ASCII.GetBytes(line[..length]), out MirrorStatus status, out ParseError error);

            accepted.Should().Be(length == behindLetters, "of '{0}'", line[..length]);
            status.Log.Should().Be(default(LogStatus));
            error.Position.Should().BeLessThanOrEqualTo(length);
        }
    }

    [Fact]
    public void Neither_an_accepted_nor_a_refused_line_allocates()
    {
        byte[][] lines = [.. RealLines.All.Append("2 254:0 254:1 1/2 1 A? 1 core").Select(Encoding.ASCII.GetBytes)];
        ParseAll(lines);

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
            ParseAll(lines);

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
    }

    private static int ParseAll(byte[][] lines)
    {
        int failedLegs = 0;
        MirrorStatus last = default;
        foreach (byte[] line in lines)
        {
            if (!MirrorStatusParser.TryParse(line, out MirrorStatus status, out ParseError error))
                failedLegs += error.Position;
            foreach (LegStatus leg in status.Legs)
                failedLegs += leg.Health == Health.Alive ? 0 : 1;
            failedLegs += status == last || status.Equals(last) ? 1 : 0;
            last = status;
        }
        return failedLegs;
    }

    private static MirrorStatus Parse(string line)
    {
        MirrorStatusParser.TryParse(Encoding.Latin1.GetBytes(line), out MirrorStatus status, out ParseError error)
            .Should().BeTrue("of '{0}': {1}", line, error);
        error.Should().Be(default(ParseError));
        return status;
    }
}
