using System;
using MirrorGuard.Core.Faults;
using MirrorGuard.Core.Steps;

namespace MirrorGuard.Core.Reattach;

/// <summary>Which leg a repair takes out of a mirror, before LVM was asked. LVM may decide otherwise: see <see cref="VolumeAnswer.Lacks"/>.</summary>
public static class RepairedLeg
{
    /// <summary>
    /// The only leg that is dead; or else the only one on the disk of a log that is dead, whose death holds up all writes before one of
    /// them meets the leg. Null where that is not exactly one.
    /// </summary>
    /// <param name="seen">The mirror as the kernel sees it.</param>
    /// <param name="awaited">The leg that was waited for until now, or the log; null for none.</param>
    /// <param name="legs">The disks of the legs, as far as they are known.</param>
    /// <param name="log">The disk of the log; none when it is not known, or the log has no device.</param>
    public static int? Find(in SoleMirror seen, int? awaited, ReadOnlySpan<PvUuid> legs, PvUuid log)
    {
        if (awaited >= 0)
            return awaited;
        if (seen.DeadLeg >= 0)
            return seen.DeadLeg;
        return seen.Part == SoleMirror.Log && !log.IsNone && legs.Count(log) == 1 ? legs.IndexOf(log) : null;
    }
}
