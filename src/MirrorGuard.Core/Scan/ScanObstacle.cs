namespace MirrorGuard.Core.Scan;

/// <summary>Why a volume is not read now.</summary>
public enum ScanObstacle : byte
{
    /// <summary>Nothing is in the way.</summary>
    None,

    /// <summary>The administrator has it switched off: key <c>scan/enabled</c>.</summary>
    Off,

    /// <summary>It is not the time of day: key <c>scan/window</c>.</summary>
    OutsideWindow,

    /// <summary>Its legs are not all alive and in sync, or a fault is being handled.</summary>
    Fault,

    /// <summary>It is suspended, or a table is about to change.</summary>
    Busy,

    /// <summary>Its legs cannot be told from its table: several targets, or parts of devices.</summary>
    Layout,

    /// <summary>It cannot be asked how it stands.</summary>
    Unreadable,

    /// <summary>No reader can be started.</summary>
    NoReader,
}
