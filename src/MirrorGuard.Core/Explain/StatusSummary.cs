using System;
using MirrorGuard.Core.Status;

namespace MirrorGuard.Core.Explain;

/// <summary>The last sentences of an explanation: what is in sync, how many copies are without error, and where the log is.</summary>
internal static class StatusSummary
{
    public static string Of(VolumeNames names, in MirrorStatus status, Sectors? length)
    {
        int alive = AliveLegs(status);
        bool logFailed = status.Log.Health != Health.Alive || status.Log.Kind == LogKind.Unreachable;
        string sync = alive == status.LegCount && !logFailed
            ? WithoutErrors(names.Volume, status, length)
            : WithErrors(names.Volume, status, length) + " " + Copies(alive, status.LegCount);
        return $"{sync} {LogPlace(names, status.Log)}".TrimEnd();
    }

    private static int AliveLegs(in MirrorStatus status)
    {
        int alive = 0;
        foreach (LegStatus leg in status.Legs)
            alive += leg.Health == Health.Alive ? 1 : 0;
        return alive;
    }

    private static string WithoutErrors(string volume, in MirrorStatus status, Sectors? length)
    {
        InSyncRatio ratio = status.InSync;
        string legs = status.LegCount == 1 ? $"The only leg of {volume} shows no error" : $"All {status.LegCount} legs of {volume} show no error";
        return ratio.IsInSync
            ? $"{legs}, and {RegionWords.Count(ratio)} {(ratio.Total == 1 ? "is" : "are")} in sync."
            : $"{legs}, but only {RegionWords.Count(ratio)} are in sync; {RegionWords.OutOfSync(ratio, length)} "
                + $"{RegionWords.IsOrAre(ratio)} not, and there only the leg that is copied from is sure to have good data.";
    }

    private static string WithErrors(string volume, in MirrorStatus status, Sectors? length)
    {
        InSyncRatio ratio = status.InSync;
        string count = RegionWords.Count(ratio);
        if (status.Log.Kind == LogKind.Unreachable)
            return $"The kernel counts {count} of {volume} as in sync, but could not ask the log.";
        return ratio.IsInSync
            ? $"The log counts {count} of {volume} as in sync, but that does not cover the failure."
            : $"The log counts {count} of {volume} as in sync; {RegionWords.OutOfSync(ratio, length)} {RegionWords.IsOrAre(ratio)} not.";
    }

    private static string Copies(int alive, int legs) => (alive, legs) switch
    {
        (0, _) => "No leg is without error: no copy is known to be complete.",
        (1, 1) => "The only leg shows no error.",
        (1, _) => $"1 of {legs} legs shows no error.",
        _ => $"{alive} of {legs} legs show no error.",
    };

    private static string LogPlace(VolumeNames names, LogStatus log) => log.Kind switch
    {
        LogKind.None => "The log says nothing of itself.",
        LogKind.Core => "The log is in memory: after a restart everything is copied again.",
        LogKind.Disk => $"The log device is {names.Of(log.Device)}.",
        LogKind.ClusteredCore => "The log is in the memory of the cluster's log daemon.",
        LogKind.ClusteredDisk => $"The log device, written by the cluster's log daemon, is {names.Of(log.Device)}.",
        LogKind.Unreachable => "",
        _ => throw new ArgumentOutOfRangeException(nameof(log), log.Kind, "not a kind of log"),
    };
}
