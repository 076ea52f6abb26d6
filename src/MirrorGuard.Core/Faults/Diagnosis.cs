using MirrorGuard.Core.Status;

namespace MirrorGuard.Core.Faults;

/// <summary>
/// What a status says is wrong, apart from what to do about it.
///
/// The hard part is what LVM's repair would do with it. It takes every leg that is not alive for
/// lost, also one with only a read or sync error, and removes it; and it removes a dead primary
/// even while the other leg is still being filled (`mirror.c: _remove_mirror_images` skips its
/// own check for a partial volume). So whether a repair is safe is decided here: an alive leg
/// must remain, and the first one that does, from which LVM's new table copies, must be known to
/// be complete.
/// </summary>
/// <param name="Verdict">The worst of all mirror targets of the device.</param>
/// <param name="Faults">Same value, same failing components with the same letters; 0: none.</param>
/// <param name="Layout">Same value, same mirror targets with the same legs and logs.</param>
/// <param name="IsFullySynced">The kernel says that every region of every mirror target is in sync.</param>
/// <param name="Dead">The parts that are dead.</param>
/// <param name="Letters">The letters of all parts.</param>
/// <param name="RestsOnMemory">It is <see cref="Verdict.Repairable"/> only because of what was seen before the fault.</param>
/// <param name="Mirror">The device, where it is one mirror and nothing else.</param>
public readonly record struct Diagnosis(
    Verdict Verdict,
    ulong Faults,
    ulong Layout,
    bool IsFullySynced,
    DeadParts Dead = DeadParts.None,
    Letters Letters = default,
    bool RestsOnMemory = false,
    SoleMirror Mirror = default)
{
    /// <summary>The <see cref="Faults"/> of a status that is not understood.</summary>
    public const ulong UnknownFaults = ulong.MaxValue;

    /// <summary>Diagnoses a device.</summary>
    /// <param name="device">Its status.</param>
    /// <param name="copies">What was known of its legs before.</param>
    public static Diagnosis Of(DeviceStatus device, CopyKnowledge copies)
    {
        if (!device.IsComplete)
            return new Diagnosis(device.IsUnreadable ? Verdict.Unreadable : Verdict.Unknown, UnknownFaults, Layout: 0, IsFullySynced: false);

        var verdict = device.IsGone ? Verdict.Gone : Verdict.NoMirror;
        var isFullySynced = device.Mirrors.Length > 0;
        var faults = default(Fingerprint);
        var layout = default(Fingerprint);
        var dead = DeadParts.None;
        var letters = default(Letters);
        var restsOnMemory = false;
        foreach (ref readonly var mirror in device.Mirrors)
        {
            isFullySynced &= mirror.InSync.IsInSync && mirror.Log.Kind != LogKind.Unreachable;
            AddTo(ref faults, ref layout, in mirror);
            dead |= DeadIn(in mirror);
            letters = letters.With(in mirror);
            verdict = Worse(verdict, VerdictOf(in mirror, copies));
            restsOnMemory |= VerdictOf(in mirror, default) == Verdict.NoCompleteLeg;
        }

        return new Diagnosis(
            verdict, faults.Value, layout.Value, isFullySynced, dead, letters, restsOnMemory && verdict == Verdict.Repairable, SoleMirror.Of(device));
    }

    /// <summary>A leg or a log is dead, whatever may be done about it.</summary>
    public bool HasDeadComponent => Dead != DeadParts.None;

    private static Verdict VerdictOf(in MirrorStatus mirror, CopyKnowledge copies)
    {
        if (DeadIn(in mirror) == DeadParts.None)
            return WithoutDeadComponent(in mirror);

        var aliveLegs = 0;
        foreach (var leg in mirror.Legs)
            aliveLegs += leg.Health == Health.Alive ? 1 : 0;
        if (aliveLegs == 0)
            return Verdict.NoGoodLeg;
        return KeepsCompleteLeg(in mirror, copies) ? Verdict.Repairable : Verdict.NoCompleteLeg;
    }

    private static bool KeepsCompleteLeg(in MirrorStatus mirror, CopyKnowledge copies)
    {
        if (mirror[0].Health == Health.Alive)
            return !copies.InDoubt.HasFlag(DeadParts.PrimaryLeg);
        // Beside a primary in doubt one leg got all writes, and of several the kernel does not say which.
        var isUnknownWhich = copies.InDoubt.HasFlag(DeadParts.PrimaryLeg) && mirror.LegCount > 2;
        return !isUnknownWhich && !copies.InDoubt.HasFlag(DeadParts.SecondaryLeg)
            && (copies.WasFullySynced || (mirror.InSync.IsInSync && copies.TrustsKernel));
    }

    private static DeadParts DeadIn(in MirrorStatus mirror)
    {
        // A userspace log whose daemon does not answer has no device that a repair could replace.
        var dead = mirror.Log.HasDevice && IsDead(mirror.Log.Health) ? DeadParts.Log : DeadParts.None;
        for (var leg = 0; leg < mirror.LegCount; leg++)
        {
            if (IsDead(mirror[leg].Health))
                dead |= leg == 0 ? DeadParts.PrimaryLeg : DeadParts.SecondaryLeg;
        }
        return dead;
    }

    private static Verdict WithoutDeadComponent(in MirrorStatus mirror)
    {
        var verdict = mirror.Log.Kind == LogKind.Unreachable ? Verdict.LogUnreachable
            : mirror.InSync.IsInSync ? Verdict.InSync
            : Verdict.Resyncing;
        foreach (var leg in mirror.Legs)
        {
            verdict = Worse(verdict, leg.Health switch
            {
                Health.SyncFailed => Verdict.SyncFailed,
                Health.ReadFailed => Verdict.ReadFailed,
                _ => verdict,
            });
        }
        return verdict;
    }

    private static bool IsDead(Health health) =>
        health is Health.WriteFailed or Health.FlushFailed or Health.Unclassified;

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
