namespace MirrorGuard.Core.Reports;

/// <summary>What happened to a volume, as programs tell it apart; <see cref="EventNames"/> has the names.</summary>
public enum EventKind : byte
{
    /// <summary>Worth a line in the log and the history, and nobody's sleep.</summary>
    Noted,

    /// <summary>The second leg is out; writes go on without it.</summary>
    LegReleased,

    /// <summary>A leg is back, or was put back.</summary>
    LegReturned,

    /// <summary>LVM repaired the volume: a leg or a log was taken out or replaced.</summary>
    LegRepaired,

    /// <summary>A resync failed; it is restarted by itself.</summary>
    ResyncFailed,

    /// <summary>Unreadable places were rewritten, and can be read again.</summary>
    Relocated,

    /// <summary>Something cannot be read on a leg, and is left so.</summary>
    Unreadable,

    /// <summary>Legs hold different things at a place.</summary>
    Mismatch,

    /// <summary>What differed was made the same; what was overwritten is kept.</summary>
    Overwritten,

    /// <summary>All legs were read from end to end.</summary>
    ScanFinished,

    /// <summary>Another disk answers in place of the one that is waited for.</summary>
    OtherDisk,

    /// <summary>Nothing more is done without a person.</summary>
    NeedsPerson,

    /// <summary>The configuration has mistakes.</summary>
    ConfigurationRefused,

    /// <summary>A volume has been without all its copies for a day more.</summary>
    StillDegraded,

    /// <summary>A person wants to see whether reports arrive.</summary>
    Test,
}
