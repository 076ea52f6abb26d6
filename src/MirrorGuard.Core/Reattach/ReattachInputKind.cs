namespace MirrorGuard.Core.Reattach;

/// <summary>What can happen to <see cref="ReattachPolicy"/>.</summary>
public enum ReattachInputKind : byte
{
    /// <summary><see cref="ReattachState.DueAt"/> has come.</summary>
    Due,

    /// <summary>LVM did what it was told, or answered.</summary>
    Done,

    /// <summary>LVM refused, or gave no answer.</summary>
    Failed,

    /// <summary>A command that changes something takes far too long; it is not cut off, since that might leave the volume suspended.</summary>
    TakesLong,
}
