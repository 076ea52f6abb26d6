using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Text.RegularExpressions;

using FluentAssertions;

using MirrorGuard.Core.Reports;
using MirrorGuard.Core.Scan;
using MirrorGuard.Core.Status;

using Xunit;

namespace MirrorGuard.Linux.Tests;

/// <summary>The metrics, the alerts and the dashboard, by Prometheus' own tool, which <c>build.sh test</c> fetches.</summary>
public sealed partial class MetricsRulesTests
{
    private static readonly string Repository = RepositoryAbove(AppContext.BaseDirectory);
    private static readonly string Installed = Path.Combine(Repository, "src", "MirrorGuard.Plugin", "install", "prometheus");

    private static readonly string Metrics = MetricsText.Write(
        [new VolumeMetrics("vg/lv", new VolumeStanding(VolumeCondition.Whole, 2, 2, new InSyncRatio(32, 32)), DateTimeOffset.UnixEpoch, ScanReport.New("vg/lv"))],
        [new EventCount("vg/lv", "leg-released", 1)], new ReportTally(1, 0), DateTimeOffset.UnixEpoch) + CanaryMetrics.Write(isSuccess: true, DateTimeOffset.UnixEpoch, "");

    [Fact]
    public void Prometheus_takes_the_metrics() => Promtool(Metrics, "check", "metrics");

    [Fact]
    public void Each_alert_comes_at_its_moment_and_not_before()
    {
        Promtool("", "check", "rules", "mirrorguard.rules.yml");
        Promtool("", "test", "rules", "mirrorguard.rules.test.yml");
    }

    [Theory]
    [InlineData("mirrorguard.rules.yml")]
    [InlineData("mirrorguard-dashboard.json")]
    public void Nothing_is_asked_for_that_is_not_written(string file)
    {
        var asked = MetricName().Matches(File.ReadAllText(Path.Combine(Installed, file))).Select(match => match.Value).Distinct().ToList();

        asked.Should().NotBeEmpty();
        asked.Should().OnlyContain(name => Metrics.Contains($"# TYPE {name} ", StringComparison.Ordinal));
    }

    [Fact]
    public void The_dashboard_has_a_panel_for_each_place_and_none_lies_over_another()
    {
        using var dashboard = JsonDocument.Parse(File.ReadAllText(Path.Combine(Installed, "mirrorguard-dashboard.json")));

        var places = dashboard.RootElement.GetProperty("panels").EnumerateArray().Select(panel => panel.GetProperty("gridPos"))
            .SelectMany(place => from x in Enumerable.Range(Number(place, "x"), Number(place, "w"))
                                 from y in Enumerable.Range(Number(place, "y"), Number(place, "h"))
                                 select (x, y)).ToList();

        places.Should().OnlyHaveUniqueItems().And.OnlyContain(place => place.x < 24);
    }

    private static int Number(JsonElement place, string name) => place.GetProperty(name).GetInt32();

    private static void Promtool(string input, params string[] arguments)
    {
        var path = Path.Combine(Repository, "artifacts", "tools", "promtool");
        File.Exists(path).Should().BeTrue("'./build.sh test' fetches {0}", path);
        var start = new ProcessStartInfo(path, arguments)
        {
            WorkingDirectory = Installed,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var promtool = Process.Start(start)!;
        promtool.StandardInput.Write(input);
        promtool.StandardInput.Close();
        var said = promtool.StandardOutput.ReadToEnd() + promtool.StandardError.ReadToEnd();
        promtool.WaitForExit();
        promtool.ExitCode.Should().Be(0, said);
    }

    private static string RepositoryAbove(string directory) =>
        File.Exists(Path.Combine(directory, "build.sh")) ? directory : RepositoryAbove(Path.GetDirectoryName(directory)!);

    [GeneratedRegex("mirrorguard_[a-z_]+")]
    private static partial Regex MetricName();
}
