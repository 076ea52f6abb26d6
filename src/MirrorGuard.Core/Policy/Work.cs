namespace MirrorGuard.Core.Policy;

/// <summary>What the device's driver has to do.</summary>
public enum Work : byte
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Come back with <see cref="InputKind.Due"/> at <see cref="DeviceState.DueAt"/>, on the worker.</summary>
    ComeBackWhenDue,

    /// <summary>Run LVM's repair now, then come back with its end.</summary>
    Repair,
}
