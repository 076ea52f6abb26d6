using System;
using System.Collections.Generic;

namespace MirrorGuard.Lab.Demo;

/// <summary>
/// LVM reports each device by a line of its own: "Suspending vg-data (254:8)", "Suspending
/// vg-data_mlog (254:5)". A person reads them as one step.
/// </summary>
internal static class LvmSteps
{
    private static readonly string[] Verbs = ["Loading table for", "Creating", "Suspending", "Resuming", "Removing"];

    /// <summary>The same entries, with runs of one verb joined at the time of the first.</summary>
    internal static IEnumerable<TimelineEntry> Joined(IEnumerable<TimelineEntry> entries)
    {
        TimelineEntry? open = null;
        string? openVerb = null;
        foreach (TimelineEntry entry in entries)
        {
            string? verb = entry.Voice == Voice.Lvm ? VerbOf(entry.Text) : null;
            if (open is { } step && verb is not null && verb == openVerb)
            {
                open = step with { Text = $"{step.Text}, {Device(entry.Text, verb)}" };
                continue;
            }

            if (open is not null)
                yield return open.Value;
            open = verb is null ? entry : entry with { Text = $"{verb} {Device(entry.Text, verb)}" };
            openVerb = verb;
        }

        if (open is not null)
            yield return open.Value;
    }

    private static string? VerbOf(string text) =>
        Array.Find(Verbs, verb => text.StartsWith(verb + " ", StringComparison.Ordinal));

    private static string Device(string text, string verb) => text[(verb.Length + 1)..].TrimEnd('.');
}
