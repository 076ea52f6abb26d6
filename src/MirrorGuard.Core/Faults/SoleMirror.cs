using MirrorGuard.Core.Status;

namespace MirrorGuard.Core.Faults;

/// <summary>
/// The shape of a device that is one mirror target and nothing else; for any other device a default value, of which
/// <see cref="LegCount"/> is 0: those are left to LVM's repair.
/// </summary>
/// <param name="LegCount">Legs of the mirror.</param>
/// <param name="Part">The one part that is not alive: a leg's index, 0 being the primary, or <see cref="Log"/>; else <see cref="Nothing"/> or <see cref="Several"/>.</param>
/// <param name="Health">What that part suffers from.</param>
/// <param name="InSync">Regions in sync.</param>
/// <param name="HasDiskLog">The log is on a device, so that <paramref name="InSync"/> tells how much a leg that is out misses.</param>
/// <param name="AliveLegs">Legs without any error.</param>
/// <param name="DeadLeg">The one leg that is not alive, whatever the log is: its index; else <see cref="Nothing"/> or <see cref="Several"/>.</param>
public readonly record struct SoleMirror(int LegCount, int Part, Health Health, InSyncRatio InSync, bool HasDiskLog, int AliveLegs, int DeadLeg)
{
    /// <summary><see cref="Part"/>: the log device.</summary>
    public const int Log = -1;

    /// <summary><see cref="Part"/>: every part is alive.</summary>
    public const int Nothing = -2;

    /// <summary><see cref="Part"/>: more than one part is not alive.</summary>
    public const int Several = -3;

    /// <summary>Looks at <paramref name="device"/>.</summary>
    public static SoleMirror Of(DeviceStatus device)
    {
        if (!device.IsComplete || device.Mirrors.Length != 1 || device.OtherTargets != 0)
            return default;

        ref readonly var mirror = ref device.Mirrors[0];
        var (part, health) = mirror.Log.Health == Health.Alive ? (Nothing, Health.Alive) : (Log, mirror.Log.Health);
        var (aliveLegs, deadLeg) = (0, Nothing);
        for (var leg = 0; leg < mirror.LegCount; leg++)
        {
            if (mirror[leg].Health == Health.Alive)
            {
                aliveLegs++;
                continue;
            }
            (part, health) = (part == Nothing ? leg : Several, mirror[leg].Health);
            deadLeg = deadLeg == Nothing ? leg : Several;
        }
        return new SoleMirror(mirror.LegCount, part, health, mirror.InSync, mirror.Log.Kind == LogKind.Disk, aliveLegs, deadLeg);
    }
}
