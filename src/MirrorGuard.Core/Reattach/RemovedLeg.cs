using MirrorGuard.Core.Naming;
using MirrorGuard.Core.Steps;
using MirrorGuard.Core.Time;

namespace MirrorGuard.Core.Reattach;

/// <summary>A leg that a repair is about to remove, as it was known while all was well.</summary>
/// <param name="Volume">The volume, for LVM and for people.</param>
/// <param name="Id">By what the volume is known again, whatever its name is then.</param>
/// <param name="Leg">The leg for a person, for example <c>lv_mimage_0 on /dev/sdb (254:3)</c>.</param>
/// <param name="Disk">The leg's disk; it has a PV UUID and a size.</param>
/// <param name="LogDisk">The disk of the log; none when it is not known, or the log has no device.</param>
/// <param name="HasCoreLog">The log is in memory.</param>
/// <param name="LegsBefore">Legs with this one, at least 2.</param>
/// <param name="Since">When the fault was seen.</param>
public sealed record RemovedLeg(
    VolumeName Volume, VolumeId Id, string Leg, DiskIdentity Disk, PvUuid LogDisk, bool HasCoreLog, int LegsBefore, Instant Since);
