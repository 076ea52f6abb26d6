using System;

namespace MirrorGuard.Core.Faults;

/// <summary>Which parts of a device are dead (D, F, U), over all its mirror targets.</summary>
[Flags]
public enum DeadParts : byte
{
    /// <summary>No part.</summary>
    None = 0,

    /// <summary>A log device.</summary>
    Log = 1,

    /// <summary>A leg that is not the first of its table.</summary>
    SecondaryLeg = 2,

    /// <summary>The first leg of a table, from which every reload copies.</summary>
    PrimaryLeg = 4,

    /// <summary>Any leg.</summary>
    Legs = SecondaryLeg | PrimaryLeg,
}
