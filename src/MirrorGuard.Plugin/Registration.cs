using MirrorGuard.Core.Status;
using MirrorGuard.Engine;

namespace MirrorGuard.Plugin;

/// <summary>One registration with dmeventd, as its GCHandle finds it again.</summary>
/// <param name="device">The device's driver.</param>
internal sealed class Registration(MonitoredDevice device)
{
    /// <summary>The device's driver.</summary>
    internal MonitoredDevice Device { get; } = device;

    /// <summary>The buffer of dmeventd's thread for this device.</summary>
    internal DeviceStatus EventStatus { get; } = new();
}
