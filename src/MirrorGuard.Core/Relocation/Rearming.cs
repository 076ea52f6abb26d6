namespace MirrorGuard.Core.Relocation;

/// <summary>What the reload costs that clears a leg's R, without which the kernel never reads that leg again.</summary>
public enum Rearming : byte
{
    /// <summary>The leg has no R.</summary>
    NotNeeded,

    /// <summary>Next to nothing: the log on disk knows what is in sync.</summary>
    Free,

    /// <summary>All of the volume is copied again from the primary leg, since the log is only in memory.</summary>
    FullResync,

    /// <summary>No reload: the leg still fails.</summary>
    Unsafe,
}
