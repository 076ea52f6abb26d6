using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;

using MirrorGuard.Lab.Guests;

namespace MirrorGuard.Lab.Demo;

/// <summary>Brings together what the kernel, the DSO, LVM and the writer said, in order of time.</summary>
internal sealed partial class Timeline
{
    /// <summary>How the lab marks the kernel's log; it says the same in a voice of its own.</summary>
    private const string LabMark = "lab: ";

    private readonly List<TimelineEntry> _entries = [];
    private readonly long _faultUs;

    internal Timeline(long faultUs) => _faultUs = faultUs;

    /// <summary>From the fault on, in order of time. A voice that says the same again is not repeated.</summary>
    internal IEnumerable<TimelineEntry> Entries
    {
        get
        {
            var said = new HashSet<(Voice, string)>();
            return LvmSteps.Joined(_entries
                .Where(entry => entry.TimeUs >= _faultUs)
                .OrderBy(entry => entry.TimeUs)
                .Where(entry => said.Add((entry.Voice, entry.Text))));
        }
    }

    /// <summary>A line of the kernel's log: <c>[   11.760000] Buffer I/O error on dev dm-1, …</c>.</summary>
    [GeneratedRegex(@"^\[\s*(\d+)\.(\d{6})\] (.+)$")]
    private static partial Regex KernelLine { get; }

    [GeneratedRegex("([A-Za-z0-9]{6})(-[A-Za-z0-9]{4}){5}-[A-Za-z0-9]{6}")]
    private static partial Regex LvmUuid { get; }

    internal void Add(long timeUs, Voice voice, string text) => _entries.Add(new(timeUs, voice, text));

    /// <summary>What dmeventd's log has from the fault on.</summary>
    internal void AddDmeventdLog(string log)
    {
        foreach (string text in log.Split('\n'))
        {
            if (DmeventdLine.TryParse(text) is { } line && !line.IsChatter)
                Add(line.TimeUs, line.Subsystem is "lvm" or "dm" ? Voice.Lvm : Voice.Dso, WithoutUuid(line.Text));
        }
    }

    /// <summary>Kernel messages; the first is the lab's own mark, which relates the clocks.</summary>
    internal void AddKernelMessages(IReadOnlyList<string> messages)
    {
        long? markUs = null;
        foreach (string message in messages)
        {
            Match match = KernelLine.Match(message);
            if (!match.Success)
                continue;

            long timeUs = (Number(match.Groups[1]) * 1_000_000) + Number(match.Groups[2]);
            if (markUs is null)
                markUs = timeUs;
            else if (!match.Groups[3].Value.StartsWith(LabMark, StringComparison.Ordinal))
                Add(_faultUs + timeUs - markUs.Value, Voice.Kernel, match.Groups[3].Value);
        }
    }

    /// <summary>Status lines of the mirror, each with its time before it.</summary>
    internal void AddStatuses(IReadOnlyList<string> statuses)
    {
        foreach (string line in statuses)
        {
            string[] parts = line.Split(' ', 2);
            Add(long.Parse(parts[0], CultureInfo.InvariantCulture), Voice.Kernel, "status: " + parts[1].Trim());
        }
    }

    /// <summary>The write that waited longest.</summary>
    internal void AddLongestWrite(WriterSummary writer)
    {
        long endUs = writer.LongestStartUs + (long)(writer.LongestMilliseconds * 1000);
        Add(writer.LongestStartUs, Voice.Writer, "a write starts that the kernel holds");
        Add(endUs, Voice.Writer, string.Create(CultureInfo.InvariantCulture, $"that write is acknowledged, after {writer.LongestMilliseconds:F0} ms"));
    }

    /// <summary>The first six characters tell disks apart.</summary>
    private static string WithoutUuid(string text) => LvmUuid.Replace(text, "$1…");

    private static long Number(Group digits) => long.Parse(digits.ValueSpan, CultureInfo.InvariantCulture);
}
