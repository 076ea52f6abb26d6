using System;
using System.Linq;
using System.Text;

using FluentAssertions;

using MirrorGuard.Core.Control;

using Xunit;

namespace MirrorGuard.Core.Tests.Control;

public sealed class ControlRequestTests
{
    private const string Start = """{"command":"scan-start","volume":"vg/lv"}""";

    [Theory]
    [InlineData("vg/lv", "vg/lv")]
    [InlineData("/dev/vg/lv", "vg/lv")]
    [InlineData("/dev/mapper/my--vg-lv", "my-vg/lv")]
    public void A_volume_may_be_named_in_three_ways(string text, string name)
    {
        var line = Encoding.UTF8.GetBytes($$"""{"command":"scan-start","volume":"{{text}}"}""");

        ControlRequest.TryParse(line, out var request, out _).Should().BeTrue();

        request!.Volume!.ToString().Should().Be(name);
        request.Command.Should().Be(ControlCommand.ScanStart);
    }

    [Fact]
    public void Without_a_volume_all_are_meant()
    {
        ControlRequest.TryParse("""{"command":"scan-status"}"""u8.ToArray(), out var request, out _).Should().BeTrue();
        request!.Volume.Should().BeNull();
    }

    [Theory]
    [InlineData("", "one JSON object")]
    [InlineData("[]", "a JSON object")]
    [InlineData("{}", "no \"command\"")]
    [InlineData("""{"command":7}""", "\"command\" is to be a text")]
    [InlineData("""{"command":"format"}""", "\"format\" is no command; there are scan-start, scan-stop, scan-status")]
    [InlineData("""{"command":"scan-stop","command":"scan-stop"}""", "\"command\" is there twice")]
    [InlineData("""{"command":"scan-stop","force":"yes"}""", "\"force\" is not known")]
    [InlineData("""{"command":"scan-stop","volume":"../lv"}""", "\"../lv\" is no volume")]
    [InlineData("""{"command":"scan-stop","volume":"vg/lv/x"}""", "is no volume")]
    [InlineData("""{"command":"scan-stop","volume":"\u0007\u001b[31m"}""", "\"??[31m\" is no volume")]
    [InlineData("""{"command":"scan-stop"} {}""", "one JSON object")]
    [InlineData("""{"command":{"a":{"b":{}}}}""", "one JSON object")]
    public void What_is_not_understood_is_refused_with_a_reason(string line, string reason) => Parse(line).Should().Contain(reason);

    [Fact]
    public void Every_truncation_is_refused()
    {
        foreach (var length in Enumerable.Range(0, Start.Length))
            Parse(Start[..length]).Should().NotBeEmpty();
    }

    [Fact]
    public void No_mutation_is_more_than_a_refusal()
    {
        var random = new Random(4711);
        for (var round = 0; round < 100_000; round++)
        {
            var line = Encoding.UTF8.GetBytes(Start);
            for (var change = random.Next(1, 4); change > 0; change--)
                line[random.Next(line.Length)] = (byte)random.Next(256);

            var isRequest = ControlRequest.TryParse(line, out var request, out var fault);

            (request is not null).Should().Be(isRequest);
            (fault is null).Should().Be(isRequest);
            (fault ?? "").All(letter => letter is >= ' ' and <= '~').Should().BeTrue("a terminal shows it");
        }
    }

    private static string Parse(string line) => ControlRequest.TryParse(Encoding.UTF8.GetBytes(line), out _, out var fault) ? "" : fault;
}
