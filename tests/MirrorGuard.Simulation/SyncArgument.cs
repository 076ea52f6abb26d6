namespace MirrorGuard.Simulation;

/// <summary>The optional last argument of a log in a table.</summary>
public enum SyncArgument
{
    /// <summary>None: the log knows, if it is on a disk.</summary>
    None,

    /// <summary><c>sync</c>: everything is copied, whatever the log says.</summary>
    Sync,

    /// <summary><c>nosync</c>: everything counts as in sync, whatever the log says.</summary>
    NoSync,
}
