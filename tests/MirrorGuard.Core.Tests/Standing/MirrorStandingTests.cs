using System;
using System.Linq;

using FluentAssertions;

using MirrorGuard.Core.Explain;
using MirrorGuard.Core.Faults;
using MirrorGuard.Core.Policy;
using MirrorGuard.Core.Settings;
using MirrorGuard.Core.Standing;
using MirrorGuard.Core.Status;
using MirrorGuard.Core.Tests.Faults;
using MirrorGuard.Core.Time;

using Xunit;

namespace MirrorGuard.Core.Tests.Standing;

public sealed class MirrorStandingTests
{
    private const string DiskLog = "3 disk 254:9 A";

    private static readonly Instant Since = new(1_000_000);

    private static readonly FaultSettings Settings = new() { LegGrace = TimeSpan.FromSeconds(300), WriteHold = TimeSpan.FromSeconds(5) };

    [Theory]
    [InlineData("AA", "32/32", Condition.InSync)]
    [InlineData("AA", "8/32", Condition.Resyncing)]
    [InlineData("AD", "32/32", Condition.Degraded)]
    [InlineData("DA", "30/32", Condition.Degraded)]
    [InlineData("FA", "32/32", Condition.Degraded)]
    [InlineData("AR", "32/32", Condition.ReadFailed)]
    [InlineData("AS", "8/32", Condition.SyncFailed)]
    [InlineData("DD", "32/32", Condition.Dead)]
    [InlineData("DRF", "32/32", Condition.Dead)]
    [InlineData("ADA", "32/32", Condition.Degraded)]
    public void Without_a_record_the_letters_tell(string letters, string ratio, Condition condition) =>
        Of(letters, ratio).Condition.Should().Be(condition);

    [Fact]
    public void A_log_whose_daemon_is_silent_is_said_to_be() =>
        MirrorStanding.Of(Facts("AA", "32/32", log: "userspace 1 COM_FAILURE")).Condition.Should().Be(Condition.LogUnreachable);

    [Fact]
    public void A_status_that_is_not_understood_is_said_to_be() =>
        MirrorStanding.Of(Facts("AX", "32/32")).Condition.Should().Be(Condition.NotUnderstood);

    [Theory]
    [InlineData("AA", "32/32")]
    [InlineData("AD", "30/32")]
    public void A_released_mirror_is_known_by_its_tables_whether_or_not_it_shows_a_letter(string letters, string ratio)
    {
        var standing = Of(letters, ratio, Arrangement.Released, OutageStage.Released);

        standing.Condition.Should().Be(Condition.Released);
        standing.Until.Should().Be(Since + Settings.LegGrace);
        standing.Patience.Should().Be("leg_grace");
    }

    [Fact]
    public void A_released_mirror_without_a_record_has_no_end() =>
        Of("AA", "32/32", Arrangement.Released).Should().Match<MirrorStanding>(standing => standing.Condition == Condition.Released && standing.Until == null);

    [Fact]
    public void Where_the_primary_leg_fails_while_the_other_is_out_the_mirror_is_dead() =>
        Of("DA", "30/32", Arrangement.Released, OutageStage.Released).Condition.Should().Be(Condition.Dead);

    [Theory]
    [InlineData(Arrangement.ImageReleasedOnly, OutageStage.Releasing)]
    [InlineData(Arrangement.MirrorReleasedOnly, OutageStage.Returning)]
    [InlineData(Arrangement.Released, OutageStage.Returning)]
    [InlineData(Arrangement.LvmsOwn, OutageStage.Reloading)]
    public void Half_way_between_two_arrangements_a_change_is_under_way(Arrangement arrangement, OutageStage stage) =>
        Of("AD", "30/32", arrangement, stage).Condition.Should().Be(Condition.Changing);

    [Theory]
    [InlineData(OutageStage.Refilling)]
    [InlineData(OutageStage.Released)]
    public void A_leg_that_is_back_is_refilled_until_everything_is_in_sync(OutageStage stage)
    {
        Of("AA", "30/32", Arrangement.LvmsOwn, stage).Condition.Should().Be(Condition.Refilling);
        Of("AA", "32/32", Arrangement.LvmsOwn, stage).Should().Be(new MirrorStanding(Condition.InSync, default, null, false));
    }

    [Theory]
    [InlineData(OutageStage.Holding, "AD", Condition.Held)]
    [InlineData(OutageStage.Waiting, "AS", Condition.Waiting)]
    public void Held_writes_wait_as_long_as_the_configuration_says(OutageStage stage, string letters, Condition condition)
    {
        var standing = Of(letters, "30/32", Arrangement.LvmsOwn, stage);

        standing.Condition.Should().Be(condition);
        standing.Until.Should().Be(Since + Settings.WriteHold);
        standing.Patience.Should().Be("write_hold");
    }

    [Fact]
    public void A_hang_and_a_patience_that_ended_are_taken_from_the_record()
    {
        Of("AD", "30/32", Arrangement.LvmsOwn, OutageStage.Hung).Condition.Should().Be(Condition.Hung);
        Of("AD", "30/32", Arrangement.LvmsOwn, OutageStage.GivenUp).Condition.Should().Be(Condition.GivenUp);
        Of("AA", "32/32", Arrangement.Released, OutageStage.GivenUp).Condition.Should().Be(Condition.GivenUp);
        Of("AA", "32/32", Arrangement.LvmsOwn, OutageStage.GivenUp).Condition.Should().Be(Condition.InSync);
    }

    [Fact]
    public void A_record_of_other_legs_counts_for_nothing()
    {
        var facts = Facts("AD", "30/32") with { Record = new RecordedState(new Outage(OutageStage.Holding, 1, Layout: 4711, Since), default, 4711, 0) };

        MirrorStanding.Of(facts).Should().Match<MirrorStanding>(standing => standing.Condition == Condition.Degraded && standing.Outage == default);
    }

    [Fact]
    public void Legs_in_doubt_are_shown_where_the_kernel_shows_nothing()
    {
        var facts = Facts("AA", "32/32") with { Record = new RecordedState(default, DeadParts.SecondaryLeg, 0, 0) };

        MirrorStanding.Of(facts).Condition.Should().Be(Condition.InDoubt);
    }

    [Fact]
    public void A_primary_leg_that_dies_beside_one_in_doubt_leaves_no_complete_leg()
    {
        var facts = Facts("DA", "32/32") with { Record = new RecordedState(default, DeadParts.SecondaryLeg, 0, 0) };

        MirrorStanding.Of(facts).Condition.Should().Be(Condition.Incomplete);
    }

    [Fact]
    public void Each_condition_has_its_word_and_all_but_one_a_sentence()
    {
        var words = Enum.GetValues<Condition>().Select(StandingWords.Of).ToList();

        words.Should().OnlyHaveUniqueItems().And.OnlyContain(word => word.Length > 0 && word.Length <= 13);
        foreach (var condition in Enum.GetValues<Condition>())
        {
            var standing = new MirrorStanding(condition, new Outage(OutageStage.Released, 1), null, false);
            var sentence = StandingWords.Sentence(Facts("AD", "30/32", Arrangement.Released), in standing, Since);
            (sentence is null).Should().Be(condition == Condition.InSync, condition.ToString());
        }
    }

    [Fact]
    public void A_released_leg_is_awaited_for_what_is_left_of_its_time()
    {
        var facts = Facts("AD", "30/32", Arrangement.Released, OutageStage.Released);

        StandingWords.Sentence(facts, MirrorStanding.Of(facts), Since + TimeSpan.FromSeconds(100)).Should().Be(
            "writes go on without the leg lv_mimage_1 on /dev/sdb (254:2). It is awaited for 200 s, or until it misses 50 % of the volume; when it comes "
            + "back, only what it misses is copied, otherwise LVM repairs the volume. Nothing has to be done by hand.");
    }

    [Fact]
    public void A_resync_is_told_with_what_is_left()
    {
        var facts = Facts("AA", "31/32");

        StandingWords.Sentence(facts, MirrorStanding.Of(facts), Since).Should().Be(
            "the kernel copies from the primary leg; 1 region, at most 512 KiB, is still to be copied.");
    }

    [Fact]
    public void Who_does_not_watch_is_said_to_do_nothing()
    {
        var facts = Facts("AD", "30/32") with { IsWatched = false };

        StandingWords.Sentence(facts, MirrorStanding.Of(facts), Since).Should().EndWith(
            "MirrorGuard does not watch this volume, and does nothing about it: 'lvchange --monitor y vg/lv'.");
    }

    [Fact]
    public void Each_leg_and_the_log_have_words_of_their_own()
    {
        var released = Facts("AD", "30/32", Arrangement.Released, OutageStage.Released);
        var resyncing = Facts("AAA", "30/32");
        var failed = Facts("RA", "32/32");

        OfLegs(released).Should().Equal("alive", "released: writes go on without it");
        OfLegs(resyncing).Should().Equal("alive", "alive, being filled", "alive, being filled");
        OfLegs(failed).Should().Equal("a read failed (R)", "alive");
        StandingWords.OfLog(new LogStatus(LogKind.Disk, new(254, 9), Health.WriteFailed)).Should().Be("a read or write failed (D)");
        Enum.GetValues<LogKind>().Select(kind => StandingWords.OfLog(new LogStatus(kind, default, Health.Alive))).Should().OnlyContain(words => words.Length > 0);
    }

    private static string[] OfLegs(MirrorFacts facts) =>
        [.. Enumerable.Range(0, facts.Status.Mirrors[0].LegCount).Select(leg => StandingWords.OfLeg(facts, MirrorStanding.Of(facts), 0, leg))];

    private static MirrorStanding Of(string letters, string ratio, Arrangement arrangement = Arrangement.LvmsOwn, OutageStage stage = OutageStage.None) =>
        MirrorStanding.Of(Facts(letters, ratio, arrangement, stage));

    private static MirrorFacts Facts(
        string letters, string ratio, Arrangement arrangement = Arrangement.LvmsOwn, OutageStage stage = OutageStage.None, string log = DiskLog)
    {
        var status = Lines.Device(Lines.Mirror(letters, ratio, log));
        var layout = Diagnosis.Of(status, default).Layout;
        var names = new VolumeNames("vg/lv", [.. letters.Select((_, leg) => new ComponentName($"lv_mimage_{leg}", [$"/dev/sd{(char)('a' + leg)}"], new(254, (uint)leg + 1)))], null);
        RecordedState? record = stage == OutageStage.None ? null : new RecordedState(new Outage(stage, 1, layout, Since), default, layout, 0);
        return new MirrorFacts("vg/lv", status, [new Sectors(32 * 1024)], [names], arrangement, record, Settings, IsWatched: true);
    }
}
