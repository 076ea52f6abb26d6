namespace MirrorGuard.Core.Steps;

/// <summary>By what a disk that went away is known again.</summary>
/// <param name="Sectors">Its size; 0 when nobody asked.</param>
/// <param name="Uuid">Its PV UUID; none when it has no label of LVM's.</param>
public readonly record struct DiskIdentity(ulong Sectors, PvUuid Uuid);
