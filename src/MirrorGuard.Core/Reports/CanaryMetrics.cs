using System;
using System.Globalization;
using System.Text;

namespace MirrorGuard.Core.Reports;

/// <summary>
/// The metrics of <c>mirrorguard canary</c>: when it last did well, in a file beside the plugin's own metrics: that one is written anew every 15 seconds, by somebody else.
/// </summary>
public static class CanaryMetrics
{
    private const string LastSuccess = "mirrorguard_canary_last_success_timestamp_seconds";

    /// <summary>The file's name, in the directory of <c>report/metrics</c>.</summary>
    public const string FileName = "mirrorguard_canary.prom";

    /// <summary>The text of the file.</summary>
    /// <param name="isSuccess">How this run went.</param>
    /// <param name="time">When.</param>
    /// <param name="earlier">The text that was there.</param>
    public static string Write(bool isSuccess, DateTimeOffset time, string earlier)
    {
        var text = new StringBuilder();
        var lastSuccess = isSuccess ? Seconds(time) : ValueIn(earlier) ?? "0";
        Gauge(text, "mirrorguard_canary_success", "Whether the last run of 'mirrorguard canary' went well.", isSuccess ? "1" : "0");
        Gauge(text, "mirrorguard_canary_last_run_timestamp_seconds", "When it last ran.", Seconds(time));
        Gauge(text, LastSuccess, "When it last went well; 0: never yet.", lastSuccess);
        return text.ToString();
    }

    private static string? ValueIn(string text)
    {
        foreach (var line in text.Split('\n'))
        {
            if (line.StartsWith(LastSuccess + " ", StringComparison.Ordinal)
                && long.TryParse(line.AsSpan(LastSuccess.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var value))
                return value.ToString(CultureInfo.InvariantCulture);
        }
        return null;
    }

    private static string Seconds(DateTimeOffset time) => time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    private static void Gauge(StringBuilder text, string name, string help, string value) =>
        text.Append("# HELP ").Append(name).Append(' ').Append(help).Append('\n')
            .Append("# TYPE ").Append(name).Append(" gauge\n")
            .Append(name).Append(' ').Append(value).Append('\n');
}
