using MirrorGuard.Core.Status;

namespace MirrorGuard.Core.Faults;

/// <summary>
/// What a status says is wrong, apart from what to do about it.
///
/// The hard part is what LVM's repair would do with it. It takes every leg that is not alive for
/// lost, also one with only a read or sync error, and removes it; and it removes a dead primary
/// even while the other leg is still being filled (`mirror.c: _remove_mirror_images` skips its
/// own check for a partial volume). So whether a repair is safe is decided here: an alive leg
/// must remain, and it must be known to be complete.
/// </summary>
/// <param name="Verdict">The worst of all mirror targets of the device.</param>
/// <param name="Faults">Same value, same failing components with the same letters; 0: none.</param>
/// <param name="Layout">Same value, same mirror targets with the same legs and logs.</param>
/// <param name="IsFullySynced">The kernel says that every region of every mirror target is in sync.</param>
public readonly record struct Diagnosis(Verdict Verdict, ulong Faults, ulong Layout, bool IsFullySynced)
{
    /// <summary>Diagnoses a device.</summary>
    /// <param name="device">Its status.</param>
    /// <param name="wasFullySynced">The volume was seen in sync before the fault, with this table.</param>
    public static Diagnosis Of(DeviceStatus device, bool wasFullySynced)
    {
        if (!device.IsComplete)
            return new Diagnosis(Verdict.Unknown, Faults: 0, Layout: 0, IsFullySynced: false);

        var verdict = device.IsGone ? Verdict.Gone : Verdict.NoMirror;
        var isFullySynced = device.Mirrors.Length > 0;
        var faults = default(Fingerprint);
        var layout = default(Fingerprint);
        foreach (ref readonly var mirror in device.Mirrors)
        {
            isFullySynced &= mirror.InSync.IsInSync;
            AddTo(ref faults, ref layout, in mirror);
        }
        foreach (ref readonly var mirror in device.Mirrors)
            verdict = Worse(verdict, VerdictOf(in mirror, wasFullySynced));

        return new Diagnosis(verdict, faults.Value, layout.Value, isFullySynced);
    }

    /// <summary>A leg or a log is dead, whatever may be done about it.</summary>
    public bool HasDeadComponent => Verdict is Verdict.Repairable or Verdict.NoCompleteLeg or Verdict.NoGoodLeg;

    private static Verdict VerdictOf(in MirrorStatus mirror, bool wasFullySynced)
    {
        var aliveLegs = 0;
        var worst = Health.Alive;
        for (var leg = 0; leg < mirror.LegCount; leg++)
        {
            if (mirror[leg].Health == Health.Alive)
                aliveLegs++;
            worst = Graver(worst, mirror[leg].Health);
        }

        // A userspace log whose daemon does not answer has no device that a repair could replace.
        var isLogDead = mirror.Log.HasDevice && IsDead(mirror.Log.Health);
        if (!IsDead(worst) && !isLogDead)
            return WithoutDeadComponent(in mirror, worst);
        if (aliveLegs == 0)
            return Verdict.NoGoodLeg;

        // wasFullySynced is about the time before the fault: a failed write itself marks regions as not in sync.
        var othersAreComplete = wasFullySynced || mirror.InSync.IsInSync;
        return mirror[0].Health == Health.Alive || othersAreComplete ? Verdict.Repairable : Verdict.NoCompleteLeg;
    }

    private static Verdict WithoutDeadComponent(in MirrorStatus mirror, Health worst) => worst switch
    {
        Health.SyncFailed => Verdict.SyncFailed,
        Health.ReadFailed => Verdict.ReadFailed,
        _ => mirror.InSync.IsInSync ? Verdict.InSync : Verdict.Resyncing,
    };

    private static bool IsDead(Health health) =>
        health is Health.WriteFailed or Health.FlushFailed or Health.Unclassified;

    private static Health Graver(Health left, Health right) => Gravity(left) >= Gravity(right) ? left : right;

    private static int Gravity(Health health) => health switch
    {
        Health.Alive => 0,
        Health.ReadFailed => 1,
        Health.SyncFailed => 2,
        _ => 3,
    };

    private static Verdict Worse(Verdict left, Verdict right) => left > right ? left : right;

    private static void AddTo(ref Fingerprint faults, ref Fingerprint layout, in MirrorStatus mirror)
    {
        layout.Add((ulong)mirror.LegCount);
        layout.Add((ulong)mirror.Log.Kind);
        layout.Add(mirror.Log.Device);
        for (var leg = 0; leg < mirror.LegCount; leg++)
        {
            layout.Add(mirror[leg].Device);
            if (mirror[leg].Health != Health.Alive)
                faults.Add(mirror[leg].Device, mirror[leg].Health);
        }
        if (mirror.Log.Health != Health.Alive)
            faults.Add(mirror.Log.Device, mirror.Log.Health);
    }
}
