namespace MirrorGuard.Core.Scan;

/// <summary>What the planner is told.</summary>
public enum ScanInputKind : byte
{
    /// <summary>It is time, or something may have changed.</summary>
    Due,

    /// <summary>The range was read, and the mirror stands as it did before.</summary>
    Read,

    /// <summary>The range was not read, or the mirror has changed meanwhile: what was read means nothing.</summary>
    NotRead,

    /// <summary>The range was not read, and its reader may never come back.</summary>
    ReadHangs,

    /// <summary>A leg answers nowhere: its disk may be away.</summary>
    LegSilent,

    /// <summary>Every place was rewritten that could be.</summary>
    Rewritten,

    /// <summary>Nothing can be rewritten now.</summary>
    NotRewritten,

    /// <summary>A person wants the whole volume read now.</summary>
    StartAsked,

    /// <summary>A person wants no more to be read of this pass.</summary>
    StopAsked,
}
