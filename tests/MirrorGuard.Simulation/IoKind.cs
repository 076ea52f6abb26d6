namespace MirrorGuard.Simulation;

/// <summary>What an application asks for.</summary>
public enum IoKind
{
    /// <summary>One block is read.</summary>
    Read,

    /// <summary>One block is written, without waiting for it to be durable.</summary>
    Write,

    /// <summary>What was written is to be durable: an empty bio with PREFLUSH, as fsync sends it.</summary>
    Flush,
}
