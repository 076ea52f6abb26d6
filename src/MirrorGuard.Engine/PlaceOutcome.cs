namespace MirrorGuard.Engine;

/// <summary>What became of a place that the scan found.</summary>
public enum PlaceOutcome : byte
{
    /// <summary>Nothing yet, or not all that is to be done: something came in between. It is worth another try.</summary>
    NotNow,

    /// <summary>All of it can be read: what was unreadable is rewritten, if there was anything.</summary>
    Healed,

    /// <summary>Some of it cannot be read on any leg; all else is healed. Only a write helps.</summary>
    Lost,

    /// <summary>It was to be overwritten, and was not: what it holds could not be kept.</summary>
    NotKept,

    /// <summary>It was begun to be overwritten, and nobody knows how far that came. A person was told.</summary>
    HalfOverwritten,

    /// <summary>The leg, or the one from which it was to be rewritten, answers nowhere: its disk may be away. It is worth another try, later.</summary>
    LegSilent,

    /// <summary>The leg cannot be rewritten: its disk fails, or has had as many rewrites as it may have. A person was called.</summary>
    LegWornOut,
}
