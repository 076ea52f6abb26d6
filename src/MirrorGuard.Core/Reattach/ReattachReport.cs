namespace MirrorGuard.Core.Reattach;

/// <summary>What a person is told; the words are the engine's.</summary>
public enum ReattachReport : byte
{
    /// <summary>Nothing that was not said before.</summary>
    None,

    /// <summary>The disk is awaited.</summary>
    Awaited,

    /// <summary>The leg is back, and the kernel fills it.</summary>
    PutBack,

    /// <summary>The disk did not come back in time.</summary>
    NotBack,

    /// <summary>A disk of another size carries the name of the one that is awaited.</summary>
    OtherDisk,

    /// <summary>The disk still holds the volume: LVM removed another leg.</summary>
    OtherLeg,

    /// <summary>The disk belongs to the volume's group no more.</summary>
    DiskTaken,

    /// <summary>The volume is not as LVM's repair left it.</summary>
    VolumeChanged,

    /// <summary>It is not wanted any more.</summary>
    TurnedOff,

    /// <summary>LVM refused; it is tried again.</summary>
    TriedAgain,

    /// <summary>LVM refused as often as it was tried.</summary>
    NeedsPersonRefused,

    /// <summary>A command of LVM's does not end.</summary>
    NeedsPersonHangs,
}
