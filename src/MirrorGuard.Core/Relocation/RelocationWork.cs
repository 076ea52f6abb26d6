namespace MirrorGuard.Core.Relocation;

/// <summary>What the caller has to do.</summary>
public enum RelocationWork : byte
{
    /// <summary>Nothing: go on waiting for what was asked before.</summary>
    None,

    /// <summary>Read the range of the leg, past every cache, and come back with the end of it.</summary>
    Read,

    /// <summary>
    /// Rewrite the range of the leg from a good one, and come back with the end of it. The volume is quiesced meanwhile: suspended
    /// before the good leg is read and resumed after the other is read back, or a write in between would be undone.
    /// </summary>
    Rewrite,

    /// <summary>Come back with <see cref="RelocationInput.Due"/> at <see cref="RelocationState.DueAt"/>.</summary>
    ComeBackWhenDue,

    /// <summary>It is over: see <see cref="RelocationState.Verdict"/>. Said once.</summary>
    Finish,
}
