using System;
using System.Collections.Generic;
using System.Text;

using MirrorGuard.Engine.Ports;

namespace MirrorGuard.Engine.Tests.Ports;

/// <summary>Records by UUID, which is their path too.</summary>
internal sealed class MemoryStore : IStateStore
{
    internal Dictionary<string, byte[]> Records { get; } = [];

    public byte[] PathOf(DeviceIdentity device) => Encoding.ASCII.GetBytes($"/{device.Uuid}");

    public ReadOnlySpan<byte> Read(DeviceIdentity device) => Records.GetValueOrDefault(device.Uuid);

    public void Write(DeviceIdentity device, ReadOnlySpan<byte> content) => Records[device.Uuid] = content.ToArray();

    public void Remove(DeviceIdentity device) => Records.Remove(device.Uuid);
}
