namespace MirrorGuard.Core.Relocation;

/// <summary>What the planner waits for.</summary>
public enum RelocationPhase : byte
{
    /// <summary>To begin.</summary>
    NotBegun,

    /// <summary>The end of a read where unreadable places are searched.</summary>
    Searching,

    /// <summary>The end of a read somewhere else, which tells an unreadable place from a dead leg.</summary>
    LookingElsewhere,

    /// <summary>The end of a rewrite.</summary>
    Rewriting,

    /// <summary>The moment to ask again for a rewrite that was refused.</summary>
    Waiting,

    /// <summary>It is over, but for the end of a rewrite that an abort came upon: what it healed is healed.</summary>
    OverWhileRewriting,

    /// <summary>Nothing any more.</summary>
    Over,
}
