using System;
using System.Text;

using FluentAssertions;

using MirrorGuard.Core.Faults;
using MirrorGuard.Core.Policy;
using MirrorGuard.Core.Status;
using MirrorGuard.Core.Time;

using Xunit;

namespace MirrorGuard.Core.Tests.Policy;

public sealed class RecordedStateTests
{
    private const string Record = """
        {"version":1,"volume":"vg/lv","stage":"Released","leg":1,"layout":123,"since":4711,"toCopy":2,"inDoubt":2,"outOfSync":3,
         "image":{"device":[254,3],"sectors":131072,"type":"linear","parameters":"8:16 2048"},"disk":{"sectors":204800,"uuid":"…"}}
        """;

    [Fact]
    public void A_record_is_read()
    {
        Read(Record, out var state).Should().BeTrue();

        state.Should().Be(new RecordedState(
            new Outage(OutageStage.Released, 1, 123, new Instant(4711), ToCopy: 2), DeadParts.SecondaryLeg, 123, 3, new DeviceNumber(8, 16)));
    }

    [Fact]
    public void An_image_that_is_not_linear_has_no_known_disk()
    {
        Read(Record.Replace("8:16 2048", "", StringComparison.Ordinal), out var state).Should().BeTrue();

        state.ImageDisk.Should().BeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"version":2,"stage":"None"}""")]
    [InlineData("""{"version":1,"stage":"Sleeping","leg":1,"layout":1,"since":1,"toCopy":1,"inDoubt":0}""")]
    [InlineData("""{"version":1,"stage":"Released","leg":9,"layout":1,"since":1,"toCopy":1,"inDoubt":0}""")]
    [InlineData("""{"version":1,"stage":"Released","leg":1,"layout":1,"since":1,"toCopy":1,"inDoubt":0,"image":3}""")]
    public void What_is_no_record_is_refused(string text) => Read(text, out _).Should().BeFalse();

    [Fact]
    public void Every_truncation_is_refused()
    {
        for (var length = 0; length < Record.Length; length++)
            Read(Record[..length], out _).Should().BeFalse();
    }

    private static bool Read(string text, out RecordedState state) => RecordedState.TryRead(Encoding.UTF8.GetBytes(text), out state);
}
