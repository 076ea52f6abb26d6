using MirrorGuard.Core.Status;

namespace MirrorGuard.Core.Faults;

/// <summary>
/// A 64-bit FNV-1a hash by which two statuses are compared without keeping either: "is this the
/// fault that was already reported?". A collision would cost one report; it decides nothing else.
/// </summary>
internal struct Fingerprint
{
    private const ulong OffsetBasis = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    private ulong _hash;

    /// <summary>The hash; 0 when nothing was added.</summary>
    public readonly ulong Value => _hash;

    public void Add(DeviceNumber device, Health health)
    {
        Add(device);
        Add((ulong)health);
    }

    public void Add(DeviceNumber device) => Add(((ulong)device.Major << 32) | device.Minor);

    public void Add(ulong value)
    {
        if (_hash == 0)
            _hash = OffsetBasis;
        for (var shift = 0; shift < 64; shift += 8)
            _hash = unchecked((_hash ^ ((value >> shift) & 0xff)) * Prime);
    }
}
