namespace MirrorGuard.Core.Policy;

/// <summary>Where the handling of legs that cannot be read everywhere stands.</summary>
public enum ReadFaultStage : byte
{
    /// <summary>There are no such legs.</summary>
    None,

    /// <summary>Every leg had a read error, so that no read of the volume succeeds; the mirror's table is being loaded anew before anything else.</summary>
    Reloading,

    /// <summary>All legs are searched, and what is unreadable is rewritten.</summary>
    Searching,

    /// <summary>All legs can be read everywhere; the mirror's table is being loaded anew, and what that makes the kernel copy is waited for.</summary>
    Rearming,

    /// <summary>The search has ended. Another one comes later the more there were: a place that is lost for good is found again each time.</summary>
    Resting,

    /// <summary>
    /// The places are searched that the scan has found, and what is unreadable is rewritten. The kernel knows of no error there, so no
    /// table has to be loaded anew; and since no leg is read from end to end, no pause has to follow.
    /// </summary>
    SearchingPlaces,
}
