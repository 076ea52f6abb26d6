using System;
using System.Linq;
using System.Text;

using FluentAssertions;

using MirrorGuard.Core.Reports;
using MirrorGuard.Core.Status;

using Xunit;

namespace MirrorGuard.Core.Tests.Reports;

public sealed class ReportTextTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, 250, TimeSpan.Zero);

    [Fact]
    public void Every_event_has_a_name_of_its_own_that_a_program_can_switch_by()
    {
        var names = Enum.GetValues<EventKind>().Select(EventNames.Of).ToList();

        names.Should().OnlyHaveUniqueItems();
        names.Should().OnlyContain(name => name.All(letter => letter == '-' || char.IsAsciiLetterLower(letter)));
    }

    [Fact]
    public void A_line_of_the_history_is_read_as_it_was_written()
    {
        var entry = new HistoryEntry(Noon, "vg/lv", "leg-released", "warning", "writes go on without \"it\"\n'now' é", "2 254:3 254:4 32/32 1 AD 1 core");

        var line = entry.ToLine();

        line.Count(letter => letter == '\n').Should().Be(1);
        HistoryEntry.TryParse(line.AsMemory(0, line.Length - 1), out var read).Should().BeTrue();
        read.Should().Be(entry);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{\"time\":\"2026-11-23T12:00:00Z\",\"volume\":\"vg/lv\"}")]
    [InlineData("{\"time\":\"yesterday\",\"volume\":\"\",\"event\":\"\",\"severity\":\"\",\"text\":\"\"}")]
    [InlineData("{\"time\":4,\"volume\":1,\"event\":\"\",\"severity\":\"\",\"text\":\"\"}")]
    public void A_line_that_is_none_is_passed_over(string line) =>
        HistoryEntry.TryParse(Encoding.UTF8.GetBytes(line), out _).Should().BeFalse();

    [Fact]
    public void Every_truncation_of_a_line_is_passed_over()
    {
        var line = new HistoryEntry(Noon, "vg/lv", "note", "warning", "é", null).ToLine();

        for (var length = 0; length < line.Length - 2; length++)
            HistoryEntry.TryParse(line.AsMemory(0, length), out _).Should().BeFalse("{0} bytes are not all", length);
    }

    [Fact]
    public void Metrics_name_each_volume_and_its_state()
    {
        var standing = new VolumeStanding(VolumeCondition.Degraded, 2, 1, new InSyncRatio(31, 32));

        var text = MetricsText.Write([new VolumeMetrics("vg/lv", standing, Noon, null)], [new EventCount("vg/lv", "leg-released", 3), new EventCount("", "test", 1)], new ReportTally(2, 1), Noon);

        text.Split('\n').Should().Contain(
            "mirrorguard_volumes 1",
            "mirrorguard_disks_required{volume=\"vg/lv\"} 2",
            "mirrorguard_disks{volume=\"vg/lv\",state=\"active\"} 1",
            "mirrorguard_disks{volume=\"vg/lv\",state=\"failed\"} 1",
            "mirrorguard_state{volume=\"vg/lv\",state=\"degraded\"} 1",
            "mirrorguard_state{volume=\"vg/lv\",state=\"active\"} 0",
            "mirrorguard_blocks_synced{volume=\"vg/lv\"} 31",
            "mirrorguard_last_observation_timestamp_seconds{volume=\"vg/lv\"} 1795435200.25",
            "mirrorguard_events_total{volume=\"vg/lv\",event=\"leg-released\"} 3",
            "mirrorguard_reports_total 2",
            "mirrorguard_report_failures_total 1");
    }

    [Fact]
    public void Every_metric_has_its_help_and_type_once_and_nothing_but_its_lines_follow()
    {
        var text = MetricsText.Write([], [], default, Noon);

        var heads = text.Split('\n').Where(line => line.StartsWith("# TYPE ", StringComparison.Ordinal)).Select(line => line.Split(' ')[2]).ToList();
        heads.Should().OnlyHaveUniqueItems().And.OnlyContain(name => name.StartsWith("mirrorguard_", StringComparison.Ordinal));
        text.Should().EndWith("\n");
    }
}
