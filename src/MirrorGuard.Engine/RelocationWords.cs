using System.Globalization;
using MirrorGuard.Core;
using MirrorGuard.Core.Explain;
using MirrorGuard.Core.Policy;

namespace MirrorGuard.Engine;

/// <summary>What is said of places that cannot be read.</summary>
internal static class RelocationWords
{
    private const double MebibyteSectors = 2048;

    /// <summary>
    /// <c>1 unreadable sector at sector 2048 (1 MiB) on lv_mimage_1 (/dev/sdb) was rewritten from lv_mimage_0 (/dev/sda) and can be read again.</c>
    /// </summary>
    internal static string Of(in RelocationFinding finding, VolumeNames names)
    {
        var place = $"{Sectors(finding.Range.Length)} at {Place(finding.Range.Start)}";
        if (finding.IsInDoubt)
            return $"{place} cannot be read on {Name(names.Of(finding.Leg))}, and is not rewritten, since what another leg holds there may be old.";
        if (finding.IsLost)
            return $"{place} cannot be read on {Name(names.Of(finding.Leg))}, and on no other leg: what was there is lost.";
        var held = string.Create(CultureInfo.InvariantCulture, $"{finding.HeldMicroseconds / 1000} ms");
        return $"{place} on {Name(names.Of(finding.Leg))} was rewritten from {Name(names.Of(finding.Source))} and can be read again; writes waited {held}.";
    }

    /// <summary>The sentence for <paramref name="report"/>; null when it is not about such places.</summary>
    internal static string? Sentence(Report report, string volume) => report switch
    {
        Report.Relocating => "all legs are read from end to end, and what is unreadable is rewritten from another leg. Nothing has to be done by hand.",
        Report.Relocated => "every leg can be read from end to end, and is read again by the kernel.",
        Report.RelocatedNotRearmed => "every leg can be read from end to end, but the kernel will not read the one with the error before the volume is "
            + "loaded anew, nor hold a write that the other one fails. With its log in memory that copies all of the volume, so it is not done "
            + $"unasked: 'lvchange -an {volume}' and 'lvchange -ay {volume}', when there is time for it.",
        Report.ReadErrorUnexplained => "every leg can be read from end to end, so it may be that the disk of the one with the error was away for a "
            + "moment. It has a cache, which it may have lost then, so the kernel is not made to read that leg again: it reads another. To have it "
            + $"read again, take it out and put it back: 'lvconvert --mirrors -1 {volume} DISK', then 'lvconvert --type mirror --mirrors +1 {volume}'.",
        Report.NeedsPersonReadErrorsUnexplained => "NEEDS A PERSON: every leg can be read from end to end, but the kernel reads none of them any more. "
            + "It may be that their disks were away for a moment. They have caches, which they may have lost then, so the legs may differ, and to load "
            + $"the volume anew may copy old data over new. If no disk lost its power, it is safe: 'lvchange -an {volume}' and 'lvchange -ay {volume}'.",
        Report.NeedsPersonSourceInDoubt => "NEEDS A PERSON: the places named above cannot be read on one leg, and are not rewritten from the other: a "
            + "read of that one failed too, but nowhere is it unreadable. It may be that its disk was away for a moment, and lost what its cache held, "
            + "so what it holds there may be old. If no disk lost its power, it is not: take the leg with the places named above out and put it back, "
            + $"'lvconvert --mirrors -1 {volume} DISK', then 'lvconvert --type mirror --mirrors +1 {volume}'. If one did, restore the files that lie "
            + "there: whatever is written can be read again.",
        Report.NeedsPersonPlacesLost => "NEEDS A PERSON: the places named above cannot be read on any leg. All else that was read is whole. Write to them, or "
            + "restore the files that lie there: whatever is written can be read again.",
        Report.LegWornOut => "a leg cannot be read everywhere, and rewriting it fails or was needed too often. The other legs hold all that can be "
            + "read; LVM takes the leg out now. Replace the disk.",
        Report.NeedsPersonLegWornOut => "NEEDS A PERSON: a leg cannot be read everywhere, and rewriting it fails or was needed too often. It is not "
            + "taken out by itself, since no other leg is known to hold all of the volume, or the kernel takes it for good. Replace the disk.",
        Report.RelocationPostponed => "not every leg could be searched or rewritten now: the volume was busy, or a disk did not answer. It is tried "
            + "again later. Nothing has to be done by hand.",
        Report.RelocatingPlaces => "the scan found places that cannot be read; they are rewritten from another leg. Nothing has to be done by hand.",
        Report.PlacesRelocated => "what the scan could not read can be read again.",
        Report.LegSilent => "a leg that the scan reads answers nowhere: its disk may be away. The kernel has not noticed, since nothing was written "
            + "meanwhile; with the next write it is dealt with as any leg that dies. The scan looks again in some minutes. If this is said again and "
            + "again, see to the disk.",
        Report.PlacesLeftUnreadable => "the scan found places that cannot be read, named below. They are left as they are, as faults/relocate = 0 or "
            + "faults/mode = \"observe\" has it. Nothing is lost, as long as another leg can be read there; check the disk.",
        _ => null,
    };

    /// <summary><c>lv_mimage_1 (/dev/sdb) cannot be read somewhere in the 1024 sectors from sector 2048 (1 MiB).</c></summary>
    internal static string Of(in FoundPlace place, VolumeNames names) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Name(names.Of(place.Leg))} cannot be read somewhere in the {place.Range.Length.Count} sectors from {Place(place.Range.Start)}.");

    /// <summary>What a place held where legs differed is in a file, and how it comes back.</summary>
    internal static string Of(in OverwriteFinding finding, VolumeNames names, string volume)
    {
        var (leg, range, overwriting) = finding.Place;
        var (source, file) = overwriting!.Value;
        var place = string.Create(
            CultureInfo.InvariantCulture, $"{range.Length.Count} {(range.Length.Count == 1 ? "sector" : "sectors")} at {Place(range.Start)} on {Name(names.Of(leg))}");
        if (!finding.IsWritten)
            return $"{place} may have been overwritten with what {Name(names.Of(source))} holds, wholly or in part: that failed, or was cut off. What was "
                + $"there before is kept in {file}. Check the disks; the next pass finds what still differs.";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{place} held something else than {Name(names.Of(source))}, and now holds the same, as scan/mismatch = \"resync\" has it; writes waited "
            + $"{finding.HeldMicroseconds / 1000} ms. What was there before is kept in {file}. Should that be the right one: take {volume} out of use, then "
            + $"'dd if={file} of=/dev/{volume} seek={range.Start.Count} conv=notrunc,fsync'.");
    }

    private static string Name(ComponentName leg) =>
        leg.Image is null ? leg.Device.ToString() : leg.Disks.Count == 0 ? leg.Image : $"{leg.Image} ({string.Join(", ", leg.Disks)})";

    private static string Place(Sectors start) =>
        string.Create(CultureInfo.InvariantCulture, $"sector {start.Count} ({start.Count / MebibyteSectors:0.###} MiB)");

    private static string Sectors(Sectors length) =>
        string.Create(CultureInfo.InvariantCulture, $"{length.Count} unreadable {(length.Count == 1 ? "sector" : "sectors")}");
}
