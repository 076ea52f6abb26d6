namespace MirrorGuard.Core.Reattach;

/// <summary>What LVM is to be asked or told next.</summary>
public enum ReattachWork : byte
{
    /// <summary>Nothing: come back at <see cref="ReattachState.DueAt"/>.</summary>
    None,

    /// <summary>How the volume is made up (<see cref="VolumeAnswer"/>).</summary>
    AskForVolume,

    /// <summary>Where the leg's disk and the log's are (<see cref="DiskAnswer"/>).</summary>
    AskForDisks,

    /// <summary>The leg's disk is back: <c>vgextend --restoremissing</c>.</summary>
    Restore,

    /// <summary>Make one leg more, on that disk.</summary>
    Convert,
}
