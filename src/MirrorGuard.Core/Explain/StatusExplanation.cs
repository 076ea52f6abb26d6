using System.Collections.Generic;
using MirrorGuard.Core.Status;

namespace MirrorGuard.Core.Explain;

/// <summary>Says in plain English what a status means: which part of which volume failed, how, and what that means for the data.</summary>
/// <remarks>
/// It says what is, never what will be done about it. A count of regions in sync is the log's opinion: it is called so, and no volume is
/// called in sync, as soon as any part shows an error (the kernel keeps counting a leg with <c>R</c> or a failed flush as in sync).
/// </remarks>
public static class StatusExplanation
{
    /// <summary>One sentence for each part that failed, legs first, and a summary.</summary>
    /// <param name="names">What the parts are called.</param>
    /// <param name="status">The status.</param>
    /// <param name="length">Length of the mirror, to say sizes in bytes; null when unknown.</param>
    /// <returns>For example <c>A write to the secondary leg data_mimage_1 on /dev/sdb (254:4) of vg0/data failed (D); the leg may miss what was written since.</c></returns>
    public static IReadOnlyList<string> Of(VolumeNames names, in MirrorStatus status, Sectors? length = null)
    {
        var sentences = new List<string>();
        foreach (Failure failure in Failures(names, status))
            sentences.Add($"{failure.Words.Deed} {failure.Part} of {names.Volume} failed ({failure.Letter}); {failure.Words.Meaning}.");
        if (status.Log.Kind == LogKind.Unreachable)
            sentences.Add($"The daemon that keeps the log of {names.Volume} did not answer (COM_FAILURE); which regions are in sync is unknown.");
        sentences.Add(StatusSummary.Of(names, status, length));
        return sentences;
    }

    /// <summary>One line for the log of the volume for each part that failed, legs first; none when nothing failed.</summary>
    /// <param name="names">What the parts are called.</param>
    /// <param name="status">The status.</param>
    /// <returns>For example <c>secondary leg data_mimage_1 on /dev/sdb (254:4): a write failed (D); the leg may miss what was written since.</c></returns>
    public static IReadOnlyList<string> LogLines(VolumeNames names, in MirrorStatus status)
    {
        var lines = new List<string>();
        foreach (Failure failure in Failures(names, status))
            lines.Add($"{failure.Part}: {failure.Words.Event} ({failure.Letter}); {failure.Words.Meaning}.");
        if (status.Log.Kind == LogKind.Unreachable)
            lines.Add($"log: its daemon did not answer (COM_FAILURE); which regions are in sync is unknown.");
        return lines;
    }

    /// <summary>What to call the leg at <paramref name="index"/>: <c>secondary leg data_mimage_1 on /dev/sdb (254:4)</c>.</summary>
    public static string LegName(VolumeNames names, in MirrorStatus status, int index) =>
        $"{(index == 0 ? "primary" : "secondary")} leg {names.Of(status[index].Device)}";

    private static List<Failure> Failures(VolumeNames names, in MirrorStatus status)
    {
        var failures = new List<Failure>();
        for (int leg = 0; leg < status.LegCount; leg++)
        {
            if (FailureWords.OfLeg(status[leg].Health) is { } words)
                failures.Add(new Failure(LegName(names, status, leg), HealthLetter.Of(status[leg].Health), words));
        }
        if (status.Log.HasDevice && FailureWords.OfLog(status.Log.Health) is { } logWords)
            failures.Add(new Failure($"log device {names.Of(status.Log.Device)}", HealthLetter.Of(status.Log.Health), logWords));
        return failures;
    }

    private readonly record struct Failure(string Part, char Letter, FailureWords Words);
}
