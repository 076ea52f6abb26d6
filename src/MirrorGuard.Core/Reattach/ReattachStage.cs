namespace MirrorGuard.Core.Reattach;

/// <summary>Where putting a leg back stands.</summary>
public enum ReattachStage : byte
{
    /// <summary>How LVM left the volume is yet to be learned.</summary>
    Learning,

    /// <summary>The disk is awaited.</summary>
    Awaiting,

    /// <summary>LVM is being asked for the disks.</summary>
    Looking,

    /// <summary>The disk is there; LVM is being asked whether the volume is still as it left it.</summary>
    Comparing,

    /// <summary>LVM is being told that the disk is back.</summary>
    Restoring,

    /// <summary>LVM is making a new leg on the disk.</summary>
    Converting,

    /// <summary>It is over, one way or another.</summary>
    Ended,
}
