namespace MirrorGuard.Core.Policy;

/// <summary>Where the handling of a device stands.</summary>
public enum Phase : byte
{
    /// <summary>Nothing to do but to look at what comes.</summary>
    Watching,

    /// <summary>A repair is due at <see cref="RepairState.DueAt"/>.</summary>
    RepairDue,

    /// <summary>LVM's repair runs.</summary>
    Repairing,

    /// <summary>Nothing more can be done without a person; said once per fault.</summary>
    NeedsPerson,
}
