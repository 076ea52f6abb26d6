using System;
using System.Collections.Generic;

using MirrorGuard.Core;
using MirrorGuard.Engine.Ports;

namespace MirrorGuard.Engine.Tests.FaultSimulation;

/// <summary>Where the records of scans are: on a disk of its own, which may be full, or give back something else.</summary>
internal sealed class ScanStoreOfHost(SimulatedHost host) : IScanStore
{
    private readonly Dictionary<string, byte[]> _records = [];

    /// <summary>Nothing can be written.</summary>
    internal bool IsFull { get; set; }

    public byte[] Read(DeviceIdentity device)
    {
        var record = _records.GetValueOrDefault(device.Uuid, []);
        return record.Length > 0 && host.Variant.Recalls is { } changed ? changed(record) : record;
    }

    public bool TryWrite(DeviceIdentity device, ReadOnlySpan<byte> content)
    {
        if (!IsFull)
            _records[device.Uuid] = content.ToArray();
        return !IsFull;
    }

    public string? SetAside(DeviceIdentity device) => _records.Remove(device.Uuid) ? "aside" : null;

    /// <summary>What was overwritten, by file.</summary>
    internal Dictionary<string, KeptBlocks> Kept { get; } = [];

    public string? PlaceToKeep(DeviceIdentity device, int leg, SectorRange range, DateTimeOffset time) =>
        IsFull ? null : $"/kept/{device.Name}.leg{leg}.{range.Start.Count}.{time.Ticks}";

    /// <summary>A record is cut off, or a bit of it altered.</summary>
    internal void Damage(DeviceIdentity device)
    {
        if (!_records.TryGetValue(device.Uuid, out var record) || record.Length == 0)
            return;
        host.Tell(null, $"the record of {device.Name} is damaged");
        if (host.Random.Next(2) == 0)
        {
            _records[device.Uuid] = record[..host.Random.Next(record.Length)];
            return;
        }
        var altered = (byte[])record.Clone();
        altered[host.Random.Next(record.Length)] ^= (byte)(1 << host.Random.Next(8));
        _records[device.Uuid] = altered;
    }
}
