using System;
using System.Collections.Generic;

using MirrorGuard.Core;
using MirrorGuard.Core.Scan;
using MirrorGuard.Core.Status;
using MirrorGuard.Engine.Ports;

namespace MirrorGuard.Engine.Tests.Scan;

/// <summary>Readers that answer at once, a store in memory, and a machine at rest.</summary>
internal sealed class SimulatedScanWorld : ILegReaders, IScanStore, IMachine, IPageCache
{
    internal List<CompareRequest> Requests { get; } = [];

    internal Dictionary<string, byte[]> Records { get; } = [];

    internal List<string> SetAsideRecords { get; } = [];

    /// <summary>What is answered; null: nothing, for ever.</summary>
    internal Func<CompareRequest, Comparison?> Answer { get; set; } = Same;

    internal int Readers { get; private set; }

    /// <summary>No reader starts, and nothing can be written.</summary>
    internal bool IsBroken { get; set; }

    internal ScanPorts Ports => new(this, this, this, this);

    /// <summary>Each time that it was asked for.</summary>
    internal List<DeviceNumber> KeptStable { get; } = [];

    public TimeSpan LongestUnwritten { get; internal set; }

    public DateTimeOffset Time { get; internal set; } = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    public TimeSpan? DiskWaits { get; internal set; }

    /// <summary>By disk; of others nothing is known.</summary>
    internal Dictionary<string, long> Moved { get; } = [];

    public DiskCounts? CountsOf(string disk) => Moved.TryGetValue(disk, out var moved) ? new(moved, Writing) : null;

    /// <summary>What writes took, of each disk.</summary>
    internal TimeSpan Writing { get; set; }

    internal static Comparison Same(CompareRequest request) => new(
        request.Id, CompareOutcome.Done, 0, -1, request.Range.Length, TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(1), [], []);

    public ILegReader? Start(string volume, out string? fault)
    {
        fault = IsBroken ? "a test has none" : null;
        if (IsBroken)
            return null;
        Readers++;
        return new Reader(this);
    }

    public void WaitForAnswers(TimeSpan limit)
    {
    }

    public void Wake()
    {
    }

    public byte[] Read(DeviceIdentity device) => Records.GetValueOrDefault(device.Uuid, []);

    public bool TryWrite(DeviceIdentity device, ReadOnlySpan<byte> content)
    {
        if (!IsBroken)
            Records[device.Uuid] = content.ToArray();
        return !IsBroken;
    }

    public void KeepStable(DeviceNumber device) => KeptStable.Add(device);

    public string? SetAside(DeviceIdentity device)
    {
        SetAsideRecords.Add(device.Uuid);
        Records.Remove(device.Uuid);
        return "/var/lib/mirrorguard/x.damaged";
    }

    /// <summary>So many pieces may still be kept.</summary>
    internal int RoomToKeep { get; set; } = 1000;

    public string? PlaceToKeep(DeviceIdentity device, int leg, SectorRange range, DateTimeOffset time) =>
        RoomToKeep-- > 0 ? $"/kept/{device.Name}.leg{leg}.{range.Start.Count}" : null;

    private sealed class Reader(SimulatedScanWorld world) : ILegReader
    {
        private CompareRequest? _request;

        public bool TrySend(CompareRequest request)
        {
            world.Requests.Add(request);
            _request = request;
            return true;
        }

        public bool TryReceive(out Comparison? comparison)
        {
            comparison = _request is null ? null : world.Answer(_request);
            if (comparison is not null)
                _request = null;
            return comparison is not null;
        }

        public void Dispose() => world.Readers--;
    }
}
