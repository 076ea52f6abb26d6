namespace MirrorGuard.Engine;

/// <summary>What is done about places that the scan found.</summary>
public enum PlacesAnswer : byte
{
    /// <summary>Nothing now: the volume is not at rest, or not as it was when the scan looked, or the legs are worn out. The scan finds them again.</summary>
    NotNow,

    /// <summary>They are searched and rewritten; what became of each comes from <see cref="MonitoredDevice.TryTakeRelocated"/>.</summary>
    Begun,

    /// <summary>They were reported, and are left as they are: the administrator wants it so.</summary>
    OnlyReported,
}
