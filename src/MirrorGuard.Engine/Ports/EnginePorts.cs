namespace MirrorGuard.Engine.Ports;

/// <summary>The world, as the engine sees it: the real one in dmeventd, a simulated one in tests.</summary>
/// <param name="DeviceMapper">Statuses and names.</param>
/// <param name="Lvm">Repairs.</param>
/// <param name="Log">What people read.</param>
/// <param name="Clock">Time.</param>
public sealed record EnginePorts(IDeviceMapper DeviceMapper, ILvm Lvm, IEventLog Log, IClock Clock);
