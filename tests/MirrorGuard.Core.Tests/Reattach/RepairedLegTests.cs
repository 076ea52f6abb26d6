using FluentAssertions;

using MirrorGuard.Core.Faults;
using MirrorGuard.Core.Reattach;
using MirrorGuard.Core.Steps;

using Xunit;

using static MirrorGuard.Core.Tests.Reattach.ReattachRun;

namespace MirrorGuard.Core.Tests.Reattach;

public sealed class RepairedLegTests
{
    private const int Log = SoleMirror.Log;
    private const int Nothing = SoleMirror.Nothing;
    private const int Several = SoleMirror.Several;

    /// <summary>Letters are disks, those of the legs and then the log's; "?" is one that is not known.</summary>
    [Theory]
    [InlineData("ab c", null, 0, 0, 0)]
    [InlineData("ab c", null, 1, 1, 1)]
    [InlineData("ab c", null, Several, 1, 1)]
    [InlineData("ab c", null, Several, Several, null)]
    [InlineData("ab c", null, Nothing, Nothing, null)]
    [InlineData("ab c", 1, Nothing, Nothing, 1)]
    [InlineData("ab c", null, Log, Nothing, null)]
    [InlineData("ab b", null, Log, Nothing, 1)]
    [InlineData("ab a", Log, Log, Nothing, 0)]
    [InlineData("ab a", Log, Several, 0, 0)]
    [InlineData("aa a", null, Log, Nothing, null)]
    [InlineData("a? ?", null, Log, Nothing, null)]
    public void It_is_the_dead_leg_or_the_one_on_the_dead_logs_disk(string disks, int? awaited, int part, int deadLeg, int? leg)
    {
        var seen = new SoleMirror(2, part, default, default, HasDiskLog: true, AliveLegs: 1, deadLeg);

        RepairedLeg.Find(in seen, awaited, [Disk(disks[0]), Disk(disks[1])], Disk(disks[3])).Should().Be(leg);

        static PvUuid Disk(char letter) => letter == '?' ? default : Uuid(letter);
    }
}
