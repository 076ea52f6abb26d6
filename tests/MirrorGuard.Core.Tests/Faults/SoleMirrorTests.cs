using FluentAssertions;

using MirrorGuard.Core.Faults;

using Xunit;

namespace MirrorGuard.Core.Tests.Faults;

public sealed class SoleMirrorTests
{
    [Theory]
    [InlineData("AA", 'A', SoleMirror.Nothing, SoleMirror.Nothing)]
    [InlineData("AD", 'A', 1, 1)]
    [InlineData("DA", 'D', SoleMirror.Several, 0)]
    [InlineData("AA", 'F', SoleMirror.Log, SoleMirror.Nothing)]
    [InlineData("DD", 'A', SoleMirror.Several, SoleMirror.Several)]
    [InlineData("DAD", 'D', SoleMirror.Several, SoleMirror.Several)]
    public void It_tells_which_part_and_which_leg_is_the_only_dead_one(string legs, char log, int part, int deadLeg)
    {
        var seen = SoleMirror.Of(Lines.Device(Lines.Mirror(legs, "32/32", $"3 disk 254:0 {log}")));

        seen.Part.Should().Be(part);
        seen.DeadLeg.Should().Be(deadLeg);
    }
}
