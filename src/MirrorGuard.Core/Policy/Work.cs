namespace MirrorGuard.Core.Policy;

/// <summary>What the device's driver has to do.</summary>
public enum Work : byte
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Come back with <see cref="InputKind.Due"/> at <see cref="RepairState.DueAt"/>, on the worker.</summary>
    ComeBackWhenDue,

    /// <summary>Run LVM's repair now, then come back with its end.</summary>
    Repair,

    /// <summary>Put an error target beneath the second image and load the mirror with <c>handle_errors keep_log</c>; comes back with how that ended.</summary>
    Release,

    /// <summary>See whether the part that is waited for answers and is the same disk; comes back with what was found.</summary>
    Probe,

    /// <summary>Load the second image's own table and LVM's table of the mirror; comes back with how that ended.</summary>
    Return,

    /// <summary>Load LVM's table of the mirror anew; comes back with how that ended.</summary>
    Reload,

    /// <summary>Search all legs for unreadable places and rewrite those, until another decision ends it; comes back with <see cref="InputKind.Relocated"/>.</summary>
    Relocate,

    /// <summary>The same, of the places alone that the scan has found.</summary>
    RelocatePlaces,
}
