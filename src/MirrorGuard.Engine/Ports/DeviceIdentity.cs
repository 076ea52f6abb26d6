using System;
using System.Text;

namespace MirrorGuard.Engine.Ports;

/// <summary>What dmeventd says of a device when it registers it.</summary>
/// <param name="name">The dm name, for example <c>vg-lv</c> or <c>my--vg-lv-real</c>.</param>
/// <param name="uuid">The dm UUID, for example <c>LVM-</c> and 64 characters; it outlives a rename.</param>
public sealed class DeviceIdentity(string name, string uuid)
{
    private readonly byte[] _uuidText = Encoding.UTF8.GetBytes(uuid + '\0');

    /// <summary>The dm name.</summary>
    public string Name { get; } = name;

    /// <summary>The dm UUID.</summary>
    public string Uuid { get; } = uuid;

    /// <summary>The UUID with a NUL behind it, made once: it is asked for where nothing may be allocated.</summary>
    public ReadOnlySpan<byte> UuidText => _uuidText;
}
