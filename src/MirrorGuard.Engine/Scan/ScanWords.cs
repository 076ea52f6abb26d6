using System;
using System.Globalization;
using System.Linq;
using MirrorGuard.Core;
using MirrorGuard.Core.Explain;
using MirrorGuard.Core.Scan;
using MirrorGuard.Core.Settings;
using MirrorGuard.Core.Status;
using MirrorGuard.Engine.Ports;

namespace MirrorGuard.Engine.Scan;

/// <summary>What is said of scans.</summary>
internal static class ScanWords
{
    private const double MebibyteSectors = 2048;

    /// <summary>A reader hangs.</summary>
    internal const string ReadHangs = "a read of a leg has not come back for five minutes, though the kernel calls the leg good. The scan tries again in an hour, and then ever more seldom; "
        + "look at the disks. A process mirrorguard-rd may be left until the read ends.";

    /// <summary>A reader has died.</summary>
    internal const string ReaderDied = "the process that reads the legs has ended; another one goes on.";

    /// <summary>The store is full, or read-only.</summary>
    internal const string NotKept = "where the scan is cannot be kept in /var/lib/mirrorguard, so after a restart it begins anew.";

    /// <summary>There is no room for what is overwritten.</summary>
    internal const string OverwrittenNotKept = "legs are made the same only where what is overwritten can be kept in "
        + "/var/lib/mirrorguard/overwritten, 256 MiB at the most, and that could not be written. Make room, or look what is kept there and take it away.";

    /// <summary>There is no reader.</summary>
    internal static string OfNoReader(string? fault) => $"there is no process to read the legs with ({fault}), so they are not scanned.";

    /// <summary>Of pieces that are not overwritten after all.</summary>
    internal static string OfDropped(int count) =>
        $"{Count((ulong)count, "piece")} of the places named above {(count == 1 ? "is" : "are")} not overwritten: the volume was busy, or has changed since, "
        + "or nothing could be kept. Legs still differ there; the next pass finds it again.";

    /// <summary>Of a place where legs differ.</summary>
    /// <param name="mismatch">The place.</param>
    /// <param name="mirror">The legs.</param>
    /// <param name="names">Their names.</param>
    /// <param name="settle">For how long they were seen to differ.</param>
    /// <param name="response">What becomes of it.</param>
    internal static string Of(in Mismatch mismatch, in MirrorStatus mirror, VolumeNames names, TimeSpan settle, MismatchResponse response)
    {
        var place = string.Create(
            CultureInfo.InvariantCulture,
            $"{Count(mismatch.Range.Length.Count, "sector")} at sector {mismatch.Range.Start.Count} ({mismatch.Range.Start.Count / MebibyteSectors:0.###} MiB)");
        var seen = string.Create(CultureInfo.InvariantCulture, $"unchanged for {settle.TotalSeconds:0.#} s");
        var legs = mirror.Legs.ToArray().Select(leg => Name(names.Of(leg.Device))).ToArray();
        if (response == MismatchResponse.Resync && mismatch.Source < legs.Length)
            return $"the scan found {place} where {string.Join(" and ", legs)} do not hold the same, {seen}. What {legs[mismatch.Source]} "
                + "holds is to be written over what the others hold, which is kept first.";
        return mismatch.OddLeg is { } odd && odd < legs.Length
            ? $"the scan found {place} where {legs[odd]} holds something else than the other legs, {seen}. Nothing was changed."
            : $"the scan found {place} where {string.Join(" and ", legs)} do not hold the same, {seen}. Which of them is right cannot be told, so nothing "
                + $"was changed; what is read comes from {legs[0]}. A file system leaves such places where it does not care what they hold; if it does, compare with a backup.";
    }

    /// <summary>Of a pass that has come to its end.</summary>
    internal static (Severity Severity, string Sentence) Of(in ScanPass pass, Sectors length, int legs, DateTimeOffset time)
    {
        var tally = pass.Tally;
        var found = (tally.Mismatches, tally.Unreadable, tally.Relocated) switch
        {
            (0, 0, 0) => "all legs hold the same and can be read everywhere",
            _ => string.Join(
                ", ",
                new[]
                {
                    tally.Mismatches > 0 ? $"{Count((ulong)tally.Mismatches, "place")} where legs differ ({Count(tally.MismatchedSectors, "sector")})" : null,
                    tally.Relocated > 0 ? $"{Count((ulong)tally.Relocated, "unreadable place")} rewritten" : null,
                    tally.Unreadable > 0 ? $"{Count((ulong)tally.Unreadable, "place")} that cannot be read" : null,
                }.OfType<string>()),
        };
        var what = string.Create(CultureInfo.InvariantCulture, $"{length.Count / MebibyteSectors:0.#} MiB on each of {legs} legs in {Duration(time - pass.StartedAt)}");
        return (tally is { Mismatches: 0, Unreadable: 0 } ? Severity.Information : Severity.Warning, $"the scan has read {what}: {found}.");
    }

    /// <summary>Of a record that was damaged.</summary>
    internal static string OfDamage(string? asideAs) => asideAs is null
        ? "what was kept of earlier scans is damaged, and is not used; the scan begins anew."
        : $"what was kept of earlier scans is damaged, and is not used; the scan begins anew. The file is now {asideAs}.";

    private static string Duration(TimeSpan time) => time switch
    {
        { TotalDays: >= 2 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalDays:0.#} days"),
        { TotalHours: >= 2 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalHours:0.#} hours"),
        { TotalMinutes: >= 2 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes:0.#} minutes"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.#} s"),
    };

    private static string Name(ComponentName leg) =>
        leg.Image is null ? leg.Device.ToString() : leg.Disks.Count == 0 ? leg.Image : $"{leg.Image} ({string.Join(", ", leg.Disks)})";

    private static string Count(ulong count, string what) => string.Create(CultureInfo.InvariantCulture, $"{count} {what}{(count == 1 ? "" : "s")}");
}
