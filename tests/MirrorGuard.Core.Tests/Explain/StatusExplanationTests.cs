using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using FluentAssertions;
using MirrorGuard.Core.Explain;
using MirrorGuard.Core.Status;
using Xunit;

namespace MirrorGuard.Core.Tests.Explain;

public sealed class StatusExplanationTests
{
    private static readonly VolumeNames Data = new(
        "vg0/data",
        [
            new ComponentName("data_mimage_0", ["/dev/sda"], new DeviceNumber(254, 3)),
            new ComponentName("data_mimage_1", ["/dev/sdb", "/dev/sdd"], new DeviceNumber(254, 4)),
        ],
        new ComponentName("data_mlog", ["/dev/sdc"], new DeviceNumber(254, 2)));

    [Fact]
    public void A_healthy_mirror_is_said_to_be_in_sync() =>
        Explain("2 254:3 254:4 32/32 1 AA 3 disk 254:2 A").Should().Equal(
            "All 2 legs of vg0/data show no error, and 32/32 regions (100%) are in sync. The log device is data_mlog on /dev/sdc (254:2).");

    [Fact]
    public void A_mirror_that_is_being_copied_is_not_said_to_be_in_sync() =>
        Explain("2 254:3 254:4 31/32 1 AA 1 core").Should().Equal(
            "All 2 legs of vg0/data show no error, but only 31/32 regions (96%) are in sync; 1 region, at most 512 KiB, is not, and there only "
            + "the leg that is copied from is sure to have good data. The log is in memory: after a restart everything is copied again.");

    [Theory]
    [InlineData('F', "A cache flush of the secondary leg data_mimage_1 on /dev/sdb and /dev/sdd (254:4) of vg0/data failed (F); writes that its disk had acknowledged may be lost there.")]
    [InlineData('D', "A write to the secondary leg data_mimage_1 on /dev/sdb and /dev/sdd (254:4) of vg0/data failed (D); the leg may miss what was written since.")]
    [InlineData('S', "A resync copy from or to the secondary leg data_mimage_1 on /dev/sdb and /dev/sdd (254:4) of vg0/data failed (S); regions that were out of sync stay so.")]
    [InlineData('R', "A read from the secondary leg data_mimage_1 on /dev/sdb and /dev/sdd (254:4) of vg0/data failed (R); the leg still takes writes, but some of its data cannot be read.")]
    [InlineData('U', "An operation on the secondary leg data_mimage_1 on /dev/sdb and /dev/sdd (254:4) of vg0/data failed (U); the kernel does not say which, so what the leg holds is uncertain.")]
    public void Each_failure_of_a_leg_has_its_sentence_and_takes_the_shine_off_the_count(char letter, string sentence) =>
        Explain($"2 254:3 254:4 32/32 1 A{letter} 1 core").Should().Equal(
            sentence,
            "The log counts 32/32 regions (100%) of vg0/data as in sync, but that does not cover the failure. 1 of 2 legs shows no error. "
            + "The log is in memory: after a restart everything is copied again.");

    [Fact]
    public void Failed_legs_and_a_failed_log_are_named_one_by_one() =>
        Explain("2 254:3 254:4 16/32 1 DR 3 disk 254:2 D").Should().Equal(
            "A write to the primary leg data_mimage_0 on /dev/sda (254:3) of vg0/data failed (D); the leg may miss what was written since.",
            "A read from the secondary leg data_mimage_1 on /dev/sdb and /dev/sdd (254:4) of vg0/data failed (R); the leg still takes writes, but some of its data cannot be read.",
            "A read or write of the log device data_mlog on /dev/sdc (254:2) of vg0/data failed (D); the log may be out of date, so after a crash it may not know which regions differ.",
            "The log counts 16/32 regions (50%) of vg0/data as in sync; 16 regions, at most 8 MiB, are not. "
            + "No leg is without error: no copy is known to be complete. The log device is data_mlog on /dev/sdc (254:2).");

    [Fact]
    public void A_failed_flush_of_the_log_is_told_apart_from_a_failed_write() =>
        Explain("2 254:3 254:4 32/32 1 AA 3 disk 254:2 F")[0].Should().Be(
            "A cache flush of the log device data_mlog on /dev/sdc (254:2) of vg0/data failed (F); what the log recorded last may be lost, so after a crash it may not know which regions differ.");

    [Fact]
    public void A_log_daemon_that_does_not_answer_makes_the_count_unknown() =>
        Explain("2 254:3 254:4 0/32 1 AA userspace 1 COM_FAILURE").Should().Equal(
            "The daemon that keeps the log of vg0/data did not answer (COM_FAILURE); which regions are in sync is unknown.",
            "The kernel counts 0/32 regions (0%) of vg0/data as in sync, but could not ask the log. 2 of 2 legs show no error.");

    [Fact]
    public void Log_lines_name_part_failure_and_meaning() =>
        StatusExplanation.LogLines(Data, Parse("2 254:3 254:4 31/32 1 AD 3 disk 254:2 D")).Should().Equal(
            "secondary leg data_mimage_1 on /dev/sdb and /dev/sdd (254:4): a write failed (D); the leg may miss what was written since.",
            "log device data_mlog on /dev/sdc (254:2): a read or write failed (D); the log may be out of date, so after a crash it may not know which regions differ.");

    [Fact]
    public void Nothing_is_logged_of_a_mirror_without_errors() =>
        StatusExplanation.LogLines(Data, Parse("2 254:3 254:4 31/32 1 AA 1 core")).Should().BeEmpty();

    [Fact]
    public void A_part_whose_name_is_unknown_or_stale_goes_by_its_number() =>
        StatusExplanation.LogLines(Data, Parse("2 254:9 254:3 32/32 1 DD 3 disk 254:8 D")).Should().SatisfyRespectively(
            first => first.Should().StartWith("primary leg 254:9: a write failed"),
            second => second.Should().StartWith("secondary leg data_mimage_0 on /dev/sda (254:3): a write failed"),
            log => log.Should().StartWith("log device 254:8: a read or write failed"));

    [Fact]
    public void Without_a_length_nothing_is_said_in_bytes() =>
        StatusExplanation.Of(Data, Parse("2 254:3 254:4 30/32 1 AA 1 core"))[0].Should().Contain("2 regions are not");

    [Fact]
    public void Every_health_and_every_log_is_explained_and_only_a_mirror_without_errors_is_called_in_sync()
    {
        DeviceNumber device = new(254, 2);
        foreach (Health leg in Enum.GetValues<Health>())
        {
            foreach (LogStatus log in Enum.GetValues<LogKind>().SelectMany(kind => Enum.GetValues<Health>().Select(health => new LogStatus(kind, device, health))))
            {
                var status = new MirrorStatus([new(new(254, 3), leg), new(new(254, 4), Health.Alive)], new(32, 32), log);

                IReadOnlyList<string> sentences = StatusExplanation.Of(Data, status);

                bool isClean = leg == Health.Alive && log.Health == Health.Alive && log.Kind != LogKind.Unreachable;
                sentences[^1].Contains("and 32/32 regions (100%) are in sync", StringComparison.Ordinal).Should().Be(isClean, "of {0}", status);
                sentences.Should().OnlyContain(sentence => sentence.EndsWith('.'));
            }
        }
    }

    private static IReadOnlyList<string> Explain(string line) =>
        StatusExplanation.Of(Data, Parse(line), new Sectors(32 * 1024));

    private static MirrorStatus Parse(string line)
    {
        MirrorStatusParser.TryParse(Encoding.ASCII.GetBytes(line), out MirrorStatus status, out ParseError error).Should().BeTrue("{0}", error);
        return status;
    }
}
