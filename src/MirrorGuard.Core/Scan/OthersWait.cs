namespace MirrorGuard.Core.Scan;

/// <summary>Whether programs other than the scan wait for disks, and for which.</summary>
public enum OthersWait : byte
{
    /// <summary>They do not.</summary>
    Nowhere,

    /// <summary>For disks of which the volume that is scanned has none.</summary>
    Elsewhere,

    /// <summary>They use the disks of the volume that is scanned, and wait, or write to these for much of the time.</summary>
    Here,
}
