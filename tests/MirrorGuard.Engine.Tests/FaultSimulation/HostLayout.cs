using System.Collections.Generic;

using MirrorGuard.Simulation;

namespace MirrorGuard.Engine.Tests.FaultSimulation;

/// <summary>Where the volumes of a machine lie.</summary>
internal static class HostLayout
{
    /// <summary>Three for legs, one for logs, one to spare.</summary>
    internal const int Disks = 5;

    private const int LogDisk = 3;
    private const int SpareDisk = 4;

    private const int BlocksPerVolume = 4;
    private const int FirstLogBlock = 2 * BlocksPerVolume;

    /// <summary>Free for the repairs of one volume.</summary>
    internal static Extent SpareExtent(int volume) => new(SpareDisk, volume * BlocksPerVolume);

    internal static Extent SpareLog(int volume) => new(SpareDisk, FirstLogBlock + volume);

    internal static IReadOnlyList<HostVolume> Draw(SimulatedHost host)
    {
        var random = host.Random;
        var volumes = new List<HostVolume>();
        for (var count = random.Next(4) == 0 ? 2 : 1; volumes.Count < count;)
        {
            var number = volumes.Count;
            var legs = random.Next(6) == 0 ? 3 : 2;
            var first = random.Next(3);
            var images = new List<Extent>();
            for (var leg = 0; leg < legs; leg++)
                images.Add(new Extent((first + leg) % 3, number * BlocksPerVolume));
            var geometry = random.Next(3) == 0 ? new Geometry(2, 2) : new Geometry(2 + random.Next(2), 1);
            Extent? log = random.Next(3) == 0 ? null : new Extent(random.Next(4) == 0 ? images[random.Next(legs)].Disk : LogDisk, FirstLogBlock + number);
            volumes.Add(new HostVolume(host, number, new VolumeMetadata(geometry, images, log)));
        }
        return volumes;
    }
}
