namespace MirrorGuard.Core.Scan;

/// <summary>What the caller has to do.</summary>
public enum ScanWork : byte
{
    /// <summary>Nothing: go on waiting for what was asked before.</summary>
    None,

    /// <summary>Come back at <see cref="ScanState.DueAt"/>.</summary>
    ComeBackWhenDue,

    /// <summary>Read the range on all legs and compare; come back with the answer.</summary>
    Read,

    /// <summary>Have the places rewritten; come back with how it ended.</summary>
    Rewrite,
}
