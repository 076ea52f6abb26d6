namespace MirrorGuard.Core.Status;

/// <summary>One leg of a mirror: its device and what the kernel remembers of it.</summary>
/// <param name="Device">The leg's device, for LVM the image <c>vg-lv_mimage_N</c>.</param>
/// <param name="Health">The worst error remembered.</param>
public readonly record struct LegStatus(DeviceNumber Device, Health Health)
{
    /// <summary><c>254:3 A</c></summary>
    public override string ToString() => $"{Device} {HealthLetter.Of(Health)}";
}
