namespace MirrorGuard.Engine.Ports;

/// <summary>The world, as the engine sees it: the real one in dmeventd, a simulated one in tests.</summary>
/// <param name="DeviceMapper">Statuses, tables and names.</param>
/// <param name="Helpers">Who changes tables.</param>
/// <param name="Lvm">Repairs.</param>
/// <param name="Store">What outlives a registration.</param>
/// <param name="Settings">What the administrator wants.</param>
/// <param name="Log">What people read.</param>
/// <param name="Clock">Time.</param>
public sealed record EnginePorts(
    IDeviceMapper DeviceMapper, IHelpers Helpers, ILvm Lvm, IStateStore Store, ISettings Settings, IEventLog Log, IClock Clock);
