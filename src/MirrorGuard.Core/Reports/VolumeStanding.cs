using MirrorGuard.Core.Policy;
using MirrorGuard.Core.Status;

namespace MirrorGuard.Core.Reports;

/// <summary>How a volume stands, by the kernel's status and by what is being done about it.</summary>
/// <param name="Condition">In one word.</param>
/// <param name="Legs">Legs that its table has.</param>
/// <param name="GoodLegs">Those that hold everything, as far as is known.</param>
/// <param name="InSync">Regions in sync, over all its mirrors.</param>
public readonly record struct VolumeStanding(VolumeCondition Condition, int Legs, int GoodLegs, InSyncRatio InSync)
{
    /// <summary>Of a status and of what is remembered.</summary>
    /// <param name="status">The kernel's.</param>
    /// <param name="state">What goes on.</param>
    public static VolumeStanding Of(DeviceStatus status, in DeviceState state)
    {
        if (!status.IsComplete || status.Mirrors.Length == 0)
            return default;
        ulong synced = 0, total = 0;
        var (legs, failed, isLogDead) = (0, 0, false);
        foreach (ref readonly var mirror in status.Mirrors)
        {
            synced += mirror.InSync.Synced;
            total += mirror.InSync.Total;
            legs = mirror.LegCount > legs ? mirror.LegCount : legs;
            var bad = Failed(in mirror);
            failed = bad > failed ? bad : failed;
            isLogDead |= mirror.Log.HasDevice && mirror.Log.Health != Health.Alive;
        }
        var inSync = new InSyncRatio(synced, total);
        var isPartOut = state.Outage.Stage is not (OutageStage.None or OutageStage.Refilling);
        // A leg that is out has an error target beneath it, and its letter may still be A.
        if (isPartOut && failed == 0 && state.Outage.Leg != Outage.Log)
            failed = 1;
        var condition = state.Repair.Phase == Phase.NeedsPerson || state.Outage.Stage == OutageStage.Hung ? VolumeCondition.NeedsPerson
            : failed > 0 || isLogDead || isPartOut ? VolumeCondition.Degraded
            : inSync.IsInSync ? VolumeCondition.Whole
            : VolumeCondition.Recovering;
        return new VolumeStanding(condition, legs, legs - failed, inSync);
    }

    private static int Failed(in MirrorStatus mirror)
    {
        var failed = 0;
        foreach (var leg in mirror.Legs)
            failed += leg.Health == Health.Alive ? 0 : 1;
        return failed;
    }
}
