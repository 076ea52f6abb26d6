using System;
using MirrorGuard.Core.Faults;
using MirrorGuard.Core.Status;

namespace MirrorGuard.Core.Relocation;

/// <summary>
/// Whether a leg may be rewritten, from which other one, and what clearing its R costs afterwards.
///
/// Any other leg that answers will do, the primary or not, but only while the count of regions in
/// sync can be taken as it is: with every region in sync the kernel writes to all legs, also to one
/// with an R. An alive leg comes first, since it can be expected to be readable. A dead leg or log
/// anywhere in the mirror, even with every region in sync, is how a failed flush looks before the
/// kernel forgets it; from then on legs may differ unseen. And a leg with an R that no unreadable place
/// explains may have been away, and have lost what its cache held: it is no source, or what is old there
/// would be written over the only copy of what is new.
/// </summary>
/// <param name="Obstacle">What is in the way.</param>
/// <param name="Leg">The index of the good leg; -1 when there is an obstacle.</param>
/// <param name="Device">The good leg; 0:0 when there is an obstacle.</param>
/// <param name="Rearming">What clearing the R costs once the leg can be read everywhere.</param>
public readonly record struct RelocationSource(SourceObstacle Obstacle, int Leg, DeviceNumber Device, Rearming Rearming)
{
    /// <summary>Chooses the good leg.</summary>
    /// <param name="status">The mirror, now.</param>
    /// <param name="leg">The leg with unreadable places; it has an R, or the kernel does not know of them yet.</param>
    /// <param name="copies">What was known of the legs before.</param>
    /// <param name="unexplained">The legs with an R that nothing explains.</param>
    /// <param name="after">
    /// The index of a good leg that turned out to be unreadable in the same place, to try the next; -1 for the first.
    /// </param>
    public static RelocationSource Choose(in MirrorStatus status, DeviceNumber leg, CopyKnowledge copies, ReadOnlySpan<DeviceNumber> unexplained = default, int after = -1)
    {
        var obstacle = ObstacleIn(in status, leg, copies);
        if (obstacle != SourceObstacle.None)
            return Impossible(obstacle);

        var needsRearming = status[IndexOf(in status, leg)].Health == Health.ReadFailed;
        var source = Next(in status, leg, after, unexplained);
        if (source < 0)
            return Impossible(HasOther(unexplained, leg) ? SourceObstacle.SourceInDoubt : SourceObstacle.NoOtherLeg);
        var rearming = needsRearming ? CostWith(status.Log.Kind) : Rearming.NotNeeded;
        return new RelocationSource(SourceObstacle.None, source, status[source].Device, rearming);
    }

    /// <summary>Whether the leg is to be re-armed by one reload after a relocation that ended so, and at what cost.</summary>
    /// <remarks>
    /// A reload makes the kernel copy from the primary leg, with a log on disk still in every region that was just being written. A
    /// place that no leg can read would end that copying for its whole region, and with it the reading of what is good there.
    /// </remarks>
    public Rearming After(RelocationVerdict verdict) => verdict switch
    {
        _ when Rearming == Rearming.NotNeeded => Rearming.NotNeeded,
        RelocationVerdict.NothingFound or RelocationVerdict.AllHealed => Rearming,
        RelocationVerdict.None or RelocationVerdict.BadOnBothLegs or RelocationVerdict.SourceInDoubt or RelocationVerdict.LegDead or RelocationVerdict.SourceSilent
            or RelocationVerdict.RewriteFailed or RelocationVerdict.BudgetSpent or RelocationVerdict.VolumeBusy or RelocationVerdict.NotKept or RelocationVerdict.HalfOverwritten or RelocationVerdict.Aborted => Rearming.Unsafe,
        _ => throw new ArgumentOutOfRangeException(nameof(verdict)),
    };

    /// <summary>All alive legs come first, then those with an R, each in the order of the table.</summary>
    private static int Next(in MirrorStatus status, DeviceNumber leg, int after, ReadOnlySpan<DeviceNumber> unexplained)
    {
        var isBehind = after < 0;
        foreach (var health in (ReadOnlySpan<Health>)[Health.Alive, Health.ReadFailed])
        {
            for (var source = 0; source < status.LegCount; source++)
            {
                var isOther = status[source].Health == health && status[source].Device != leg;
                if (isBehind && isOther && !unexplained.Contains(status[source].Device))
                    return source;
                isBehind |= source == after && status[source].Health == health;
            }
        }
        return -1;
    }

    private static SourceObstacle ObstacleIn(in MirrorStatus status, DeviceNumber leg, CopyKnowledge copies)
    {
        var index = IndexOf(in status, leg);
        if (index < 0)
            return SourceObstacle.NotALeg;
        if (status[index].Health is not (Health.Alive or Health.ReadFailed))
            return SourceObstacle.LegIsDead;
        if (status.Log.Kind == LogKind.Unreachable)
            return SourceObstacle.LogUnreachable;
        if (status.Log.Health != Health.Alive)
            return SourceObstacle.LogIsDead;
        if (status.Log.Kind is LogKind.ClusteredCore or LogKind.ClusteredDisk)
            return SourceObstacle.SharedVolume;
        if (!status.InSync.IsInSync)
            return SourceObstacle.OutOfSync;
        return copies.TrustsKernel && !HasDeadLeg(in status) ? SourceObstacle.None : SourceObstacle.CopiesInDoubt;
    }

    private static bool HasOther(ReadOnlySpan<DeviceNumber> legs, DeviceNumber leg) => legs.ContainsAnyExcept(leg);

    private static bool HasDeadLeg(in MirrorStatus status)
    {
        foreach (var leg in status.Legs)
        {
            if (leg.Health is not (Health.Alive or Health.ReadFailed))
                return true;
        }
        return false;
    }

    private static int IndexOf(in MirrorStatus status, DeviceNumber device)
    {
        for (var leg = 0; leg < status.LegCount; leg++)
        {
            if (status[leg].Device == device)
                return leg;
        }
        return -1;
    }

    /// <summary>Where the log says nothing of itself, the worst is assumed.</summary>
    private static Rearming CostWith(LogKind log) => log == LogKind.Disk ? Rearming.Free : Rearming.FullResync;

    private static RelocationSource Impossible(SourceObstacle obstacle) => new(obstacle, Leg: -1, default, Rearming.Unsafe);
}
