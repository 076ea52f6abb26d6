using System;
using System.Globalization;
using MirrorGuard.Core.Policy;
using MirrorGuard.Core.Settings;
using MirrorGuard.Core.Status;
using MirrorGuard.Core.Time;

namespace MirrorGuard.Core.Explain;

/// <summary>What is said of a part that is waited for.</summary>
public static class OutageWords
{
    /// <summary>Whether <paramref name="report"/> is about a wait.</summary>
    public static bool Tells(Report report) => report
        is Report.Released or Report.Held or Report.WaitsForLeg or Report.Refilling or Report.Recovered or Report.OtherDisk
        or Report.PatienceEnds or Report.LvmTookOver or Report.NeedsPersonSwapHangs or Report.NeedsPersonCopyStandsStill;

    /// <summary>The sentence for <paramref name="report"/>.</summary>
    /// <param name="report">What is to be said.</param>
    /// <param name="outage">The wait.</param>
    /// <param name="settings">How long it may last.</param>
    /// <param name="part">The part, for example <c>the leg lv_mimage_1 on /dev/sdb</c>.</param>
    /// <param name="status">The status by which it was decided.</param>
    /// <param name="now">The time.</param>
    public static string Sentence(
        Report report, in Outage outage, FaultSettings settings, string part, DeviceStatus status, Instant now) => report switch
        {
            Report.Released => $"writes go on without {part}. It is awaited {Left(outage.Since + settings.LegGrace, now)}{AndPercent(settings, status)}; "
                + "when it comes back, only what it misses is copied, otherwise LVM repairs the volume. Nothing has to be done by hand.",
            Report.Held => $"writes wait {Left(outage.Since + settings.WriteHold, now)} in case {part} comes back; otherwise LVM repairs the volume. "
                + "Nothing has to be done by hand.",
            Report.WaitsForLeg => $"the copy is restarted as soon as {part} answers; if it does not {Left(outage.Since + settings.WriteHold, now)}, LVM "
                + "repairs the volume. Until then writes to what is not in sync wait. Nothing has to be done by hand.",
            Report.Refilling => $"{part} is back after {Seconds(now - outage.Since)}; the kernel copies what it misses{Missing(status)}.",
            Report.Recovered => $"{part} is in sync again, {Regions(outage.ToCopy)} copied.",
            Report.OtherDisk => $"another disk answers in the place of {part}. It is not touched; the right one is waited for.",
            Report.PatienceEnds => $"{part} did not come back in time ({Seconds(now - outage.Since)}); LVM repairs the volume now. Nothing has to be done by hand.",
            Report.LvmTookOver => $"LVM loaded its own tables while {part} was out; the kernel brings it in sync.",
            Report.NeedsPersonSwapHangs => "NEEDS A PERSON: the kernel does not finish loading a table, and will not before the machine is restarted. "
                + "Writes to this volume may wait until then; other volumes are not affected.",
            Report.NeedsPersonCopyStandsStill => $"NEEDS A PERSON: nothing was copied to {part} for {Seconds(now - outage.CopiedAt)}, though it still misses "
                + $"{Regions(outage.ToCopy)}. Load the volume anew, with 'lvchange -an' and 'lvchange -ay', when it is not in use.",
            _ => throw new ArgumentOutOfRangeException(nameof(report)),
        };

    /// <summary>What a part is called: <c>the leg lv_mimage_1 on /dev/sdb (254:4)</c>.</summary>
    /// <param name="names">What the parts are called.</param>
    /// <param name="mirror">The mirror.</param>
    /// <param name="part">A leg's index, or <see cref="Outage.Log"/>.</param>
    public static string PartName(VolumeNames names, in MirrorStatus mirror, int part)
    {
        if (part == Outage.Log)
            return mirror.Log.HasDevice ? $"the log {names.Of(mirror.Log.Device)}" : "the log";
        return part < mirror.LegCount ? $"the leg {names.Of(mirror[part].Device)}" : "the leg";
    }

    private static string Left(Instant end, Instant now) => end > now ? $"for {Seconds(end - now)}" : "no longer";

    private static string AndPercent(FaultSettings settings, DeviceStatus status) =>
        status.Mirrors.Length > 0 && status.Mirrors[0].Log.HasDevice && settings.MaxOutOfSync != Percent.All
            ? $", or until it misses {settings.MaxOutOfSync} of the volume"
            : "";

    private static string Missing(DeviceStatus status) =>
        status.Mirrors.Length > 0 && status.Mirrors[0].InSync.OutOfSync > 0 ? $", {Regions(status.Mirrors[0].InSync.OutOfSync)}" : "";

    private static string Regions(ulong count) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? "region" : "regions")}");

    private static string Seconds(TimeSpan duration) =>
        string.Create(CultureInfo.InvariantCulture, $"{Math.Round(duration.TotalSeconds, 1)} s");
}
