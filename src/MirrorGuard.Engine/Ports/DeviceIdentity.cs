namespace MirrorGuard.Engine.Ports;

/// <summary>What dmeventd says of a device when it registers it.</summary>
/// <param name="Name">The dm name, for example <c>vg-lv</c> or <c>my--vg-lv-real</c>.</param>
/// <param name="Uuid">The dm UUID, for example <c>LVM-</c> and 64 characters; it outlives a rename.</param>
public sealed record DeviceIdentity(string Name, string Uuid);
