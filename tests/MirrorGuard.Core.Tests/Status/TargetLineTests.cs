using System;
using System.Linq;
using System.Text;
using FluentAssertions;
using MirrorGuard.Core.Status;
using Xunit;

namespace MirrorGuard.Core.Tests.Status;

public sealed class TargetLineTests
{
    [Fact]
    public void The_line_of_the_mail_is_a_mirror_of_20_GiB()
    {
        byte[] line = Bytes("0 41943040 mirror 2 254:3 254:4 40960/40960 1 AA 3 clustered_disk 254:2 A");

        TargetLine.TryParse(line, out TargetLine target, out ParseError error).Should().BeTrue("{0}", error);

        target.Start.Should().Be(new Sectors(0));
        target.Length.Should().Be(new Sectors(41943040));
        target.IsMirror(line).Should().BeTrue();
        Text(line, target.Name).Should().BeEmpty();
        MirrorStatusParser.TryParse(line.AsSpan(target.Parameters), out MirrorStatus status, out _).Should().BeTrue();
        status.Log.Should().Be(new LogStatus(LogKind.ClusteredDisk, new DeviceNumber(254, 2), Health.Alive));
    }

    [Theory]
    [InlineData("vg0-data: 0 2048 mirror 2 x", "vg0-data", "mirror", "2 x")]
    [InlineData("vg0-data: 2048 2048 linear ", "vg0-data", "linear", "")]
    [InlineData("vg0-data: 0 2048 linear", "vg0-data", "linear", "")]
    [InlineData("0 2048 raid raid1 2 AA 10/10 idle 0 0 -", "", "raid", "raid1 2 AA 10/10 idle 0 0 -")]
    [InlineData("a: b: c: 0 8 zero", "a: b: c", "zero", "")]
    [InlineData("a b:c: 0 8 zero x: 0 8 error", "a b:c", "zero", "x: 0 8 error")]
    [InlineData("7: 0 8 error ", "7", "error", "")]
    [InlineData("d\u00e4ta: 0 8 error ", "d\u00e4ta", "error", "")]
    public void A_name_ends_where_a_target_follows(string line, string name, string type, string parameters)
    {
        byte[] bytes = Bytes(line);

        TargetLine.TryParse(bytes, out TargetLine target, out ParseError error).Should().BeTrue("{0}", error);

        Text(bytes, target.Name).Should().Be(name);
        Text(bytes, target.Type).Should().Be(type);
        Text(bytes, target.Parameters).Should().Be(parameters);
    }

    [Theory]
    [InlineData("", 0, Expectation.StartSector)]
    [InlineData("hello", 0, Expectation.StartSector)]
    [InlineData("vg0-data: ", 10, Expectation.StartSector)]
    [InlineData(": 0 8 zero", 0, Expectation.StartSector)]
    [InlineData("0", 1, Expectation.Blank)]
    [InlineData("0 0 mirror", 2, Expectation.SectorCount)]
    [InlineData("0 36028797018963968 mirror", 2, Expectation.SectorCount)]
    [InlineData("0 8 ", 4, Expectation.TargetType)]
    [InlineData("0 8 a-name-with-16-b", 4, Expectation.TargetType)]
    [InlineData("0 8 mir\u0001or", 7, Expectation.TargetType)]
    [InlineData("vg0-data: 0 eight mirror", 12, Expectation.SectorCount)]
    [InlineData("2 254:3 254:4 40960/40960 1 AA 1 core", 5, Expectation.Blank)]
    public void A_line_that_is_no_target_is_refused_at_the_byte_that_does_not_fit(string line, int position, Expectation expected)
    {
        TargetLine.TryParse(Bytes(line), out TargetLine target, out ParseError error).Should().BeFalse();

        error.Should().Be(new ParseError(position, expected));
        target.Should().Be(default(TargetLine));
    }

    [Fact]
    public void A_name_ends_within_the_length_that_names_can_have()
    {
        string longest = new('x', TargetLine.MaxNameLength);

        TargetLine.TryParse(Bytes($"{longest}: 0 8 zero"), out _, out _).Should().BeTrue();
        TargetLine.TryParse(Bytes($"x{longest}: 0 8 zero"), out _, out _).Should().BeFalse();
    }

    [Fact]
    public void A_million_mutated_lines_raise_no_exception_and_give_ranges_inside_the_line()
    {
        var mutator = new StatusMutator(7);
        foreach (int _ in Enumerable.Range(0, 1_000_000))
        {
            byte[] line = [.. "vg: 0 8 mirror "u8, .. mutator.Next()];
            if (TargetLine.TryParse(line.AsSpan(line.Length % 16), out TargetLine target, out ParseError error))
                target.Parameters.GetOffsetAndLength(line.Length - line.Length % 16);
            else
                error.Expected.Should().NotBe(Expectation.Nothing);
        }
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static string Text(byte[] line, Range range) => Encoding.UTF8.GetString(line[range]);
}
