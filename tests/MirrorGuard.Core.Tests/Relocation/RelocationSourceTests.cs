using System;
using System.Linq;
using System.Text;

using FluentAssertions;

using MirrorGuard.Core.Faults;
using MirrorGuard.Core.Relocation;
using MirrorGuard.Core.Status;

using Xunit;

namespace MirrorGuard.Core.Tests.Relocation;

public sealed class RelocationSourceTests
{
    private const string DiskLog = "3 disk 254:0 A";

    private static readonly CopyKnowledge Trusted = new(WasFullySynced: true);

    [Theory]
    [InlineData("2 254:1 254:2 32/32 1 RA 3 disk 254:0 A", 1, 1)]
    [InlineData("2 254:1 254:2 32/32 1 AR 3 disk 254:0 A", 2, 0)]
    [InlineData("3 254:1 254:2 254:3 32/32 1 RRA 3 disk 254:0 A", 1, 2)]
    [InlineData("3 254:1 254:2 254:3 32/32 1 ARA 3 disk 254:0 A", 2, 0)]
    [InlineData("2 254:1 254:2 32/32 1 AA 3 disk 254:0 A", 2, 0)]
    [InlineData("2 254:1 254:2 32/32 1 RR 3 disk 254:0 A", 2, 0)]
    [InlineData("2 254:1 254:2 32/32 1 RR 1 core", 1, 1)]
    [InlineData("2 254:1 254:2 32/32 1 RA 1 core", 2, 0)]
    public void Another_leg_of_a_mirror_in_sync_is_the_source_an_alive_one_first(string line, uint leg, int source)
    {
        var choice = Choose(line, leg);

        choice.Obstacle.Should().Be(SourceObstacle.None);
        choice.Leg.Should().Be(source);
        choice.Device.Should().Be(new DeviceNumber(254, (uint)source + 1));
    }

    [Theory]
    [InlineData("2 254:1 254:2 32/32 1 RA 1 core", 7, SourceObstacle.NotALeg)]
    [InlineData("2 254:1 254:2 32/32 1 DA 1 core", 1, SourceObstacle.LegIsDead)]
    [InlineData("2 254:1 254:2 31/32 1 SA 1 core", 1, SourceObstacle.LegIsDead)]
    [InlineData("2 254:1 254:2 32/32 1 RA userspace 1 COM_FAILURE", 1, SourceObstacle.LogUnreachable)]
    [InlineData("2 254:1 254:2 32/32 1 RA 3 disk 254:0 D", 1, SourceObstacle.LogIsDead)]
    [InlineData("2 254:1 254:2 32/32 1 RA 1 clustered-core", 1, SourceObstacle.SharedVolume)]
    [InlineData("2 254:1 254:2 32/32 1 RA 3 clustered-disk 254:0 A", 1, SourceObstacle.SharedVolume)]
    [InlineData("2 254:1 254:2 31/32 1 RA 1 core", 1, SourceObstacle.OutOfSync)]
    [InlineData("3 254:1 254:2 254:3 32/32 1 RAD 1 core", 1, SourceObstacle.CopiesInDoubt)]
    [InlineData("1 254:1 32/32 1 R 1 core", 1, SourceObstacle.NoOtherLeg)]
    public void Without_one_it_is_said_what_is_missing(string line, uint leg, SourceObstacle obstacle) =>
        Choose(line, leg).Should().Be(new RelocationSource(obstacle, -1, default, Rearming.Unsafe));

    [Theory]
    [InlineData(DeadParts.PrimaryLeg)]
    [InlineData(DeadParts.SecondaryLeg)]
    public void A_flush_that_failed_once_makes_every_copy_doubtful(DeadParts inDoubt) =>
        RelocationSource.Choose(Parse("2 254:1 254:2 32/32 1 RA 1 core"), new DeviceNumber(254, 1), new CopyKnowledge(true, inDoubt))
            .Obstacle.Should().Be(SourceObstacle.CopiesInDoubt);

    [Fact]
    public void After_one_source_comes_the_next()
    {
        var status = Parse("4 254:1 254:2 254:3 254:4 32/32 1 ARRA 1 core");
        var leg = new DeviceNumber(254, 2);

        var first = RelocationSource.Choose(status, leg, Trusted);
        var second = RelocationSource.Choose(status, leg, Trusted, after: first.Leg);
        var third = RelocationSource.Choose(status, leg, Trusted, after: second.Leg);

        (first.Leg, second.Leg, third.Leg).Should().Be((0, 3, 2), "an alive leg can be expected to be readable");
        RelocationSource.Choose(status, leg, Trusted, after: third.Leg).Obstacle.Should().Be(SourceObstacle.NoOtherLeg);
    }

    [Theory]
    [InlineData("2 254:1 254:2 32/32 1 RR 3 disk 254:0 A", 2u, SourceObstacle.SourceInDoubt, -1)]
    [InlineData("2 254:1 254:2 32/32 1 RR 3 disk 254:0 A", 1u, SourceObstacle.None, 1)]
    [InlineData("3 254:1 254:2 254:3 32/32 1 RRA 3 disk 254:0 A", 2u, SourceObstacle.None, 2)]
    [InlineData("3 254:1 254:2 254:3 32/32 1 RRR 3 disk 254:0 A", 2u, SourceObstacle.None, 2)]
    public void A_leg_that_may_have_been_away_is_no_source(string line, uint unexplained, SourceObstacle obstacle, int source)
    {
        var choice = RelocationSource.Choose(Parse(line), new DeviceNumber(254, 1), Trusted, [new DeviceNumber(254, unexplained)]);

        (choice.Obstacle, choice.Leg).Should().Be((obstacle, source));
    }

    [Fact]
    public void What_the_other_sources_could_not_read_is_in_doubt_while_there_is_one_that_may_have_been_away()
    {
        var status = Parse("3 254:1 254:2 254:3 32/32 1 RRA 3 disk 254:0 A");

        RelocationSource.Choose(status, new DeviceNumber(254, 1), Trusted, [new DeviceNumber(254, 2)], after: 2)
            .Obstacle.Should().Be(SourceObstacle.SourceInDoubt);
    }

    [Theory]
    [InlineData("RA", DiskLog, Rearming.Free)]
    [InlineData("RA", "1 core", Rearming.FullResync)]
    [InlineData("RA", "", Rearming.FullResync)]
    [InlineData("AA", "1 core", Rearming.NotNeeded)]
    public void It_is_said_what_clearing_the_read_error_costs(string letters, string log, Rearming expected)
    {
        var choice = Choose($"2 254:1 254:2 32/32 1 {letters} {log}", leg: 1);

        choice.Rearming.Should().Be(expected);
        choice.After(RelocationVerdict.AllHealed).Should().Be(expected);
        choice.After(RelocationVerdict.NothingFound).Should().Be(expected);
    }

    [Fact]
    public void A_leg_that_still_fails_is_never_reloaded()
    {
        var choice = Choose($"2 254:1 254:2 32/32 1 RA {DiskLog}", leg: 1);

        foreach (var verdict in Enum.GetValues<RelocationVerdict>().Except([RelocationVerdict.AllHealed, RelocationVerdict.NothingFound]))
            choice.After(verdict).Should().Be(Rearming.Unsafe, "of {0}", verdict);
        ((Action)(() => choice.After((RelocationVerdict)200))).Should().Throw<ArgumentOutOfRangeException>();
    }

    /// <summary>All letters of three legs, in sync or not, with all logs.</summary>
    [Fact]
    public void No_status_whatever_gives_a_source_that_may_be_stale()
    {
        var logs = new[] { "1 core", DiskLog, "3 disk 254:0 D", "3 disk 254:0 F", "1 clustered-core", "userspace 1 COM_FAILURE", "" };
        foreach (var letters in Letters(3))
        {
            foreach (var log in logs)
            {
                foreach (var ratio in new[] { "32/32", "31/32" })
                {
                    var choice = Choose($"3 254:1 254:2 254:3 {ratio} 1 {letters} {log}", leg: 2);

                    var isPossible = ratio == "32/32" && (log is "1 core" or DiskLog or "")
                        && letters.All(letter => letter is 'A' or 'R');
                    (choice.Obstacle == SourceObstacle.None).Should().Be(isPossible, "{0} {1} {2}", ratio, letters, log);
                    if (isPossible)
                        (choice.Leg != 1 && (letters[choice.Leg] == 'A' || (letters[0], letters[2]) == ('R', 'R'))).Should().BeTrue();
                }
            }
        }
    }

    private static string[] Letters(int legs) =>
        legs == 0 ? [""] : [.. Letters(legs - 1).SelectMany(letters => "AFDSRU".Select(letter => letters + letter))];

    private static RelocationSource Choose(string line, uint leg) => RelocationSource.Choose(Parse(line), new DeviceNumber(254, leg), Trusted);

    private static MirrorStatus Parse(string line)
    {
        MirrorStatusParser.TryParse(Encoding.ASCII.GetBytes(line), out var status, out var error).Should().BeTrue("{0}: {1}", line, error);
        return status;
    }
}
