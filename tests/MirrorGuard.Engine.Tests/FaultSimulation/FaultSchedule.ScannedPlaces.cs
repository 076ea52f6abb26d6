using System;
using System.Collections.Generic;
using System.Linq;

using MirrorGuard.Core;
using MirrorGuard.Simulation;

namespace MirrorGuard.Engine.Tests.FaultSimulation;

/// <content>The same schedules, with a scan that meets unreadable places before the kernel does.</content>
internal sealed partial class FaultSchedule
{
    private (HostVolume Volume, FoundPlace[] Places)? _notHandedOver;

    private Actor DoWithScan(HostVolume volume)
    {
        if (_random.Next(8) > 0)
            return DoWithUnreadablePlaces(volume);
        if (_notHandedOver is { } late)
        {
            _notHandedOver = null;
            late.Volume.RelocateFound(late.Places);
        }
        else if (volume.Machine.Mirror is not null && FoundOn(volume) is { Length: > 0 } places)
        {
            if (_random.Next(4) == 0)
                _notHandedOver = (volume, places);
            else
                volume.RelocateFound(places);
        }
        return Actor.Others;
    }

    /// <summary>What the scan cannot read, in pieces of the length in which it reads; of one leg, or of all.</summary>
    private FoundPlace[] FoundOn(HostVolume volume)
    {
        var places = new List<FoundPlace>();
        var blocks = volume.Machine.Metadata.Geometry.Blocks;
        var (only, piece) = (_random.Next(2 * volume.Machine.Images.Count), 1 + _random.Next(blocks));
        for (var leg = 0; leg < volume.Machine.Images.Count; leg++)
        {
            if (only < volume.Machine.Images.Count && only != leg)
                continue;
            var image = volume.Machine.Images[leg];
            for (var first = 0; first < blocks; first += piece)
            {
                var length = Math.Min(piece, blocks - first);
                if (!Enumerable.Range(first, length).All(block => image.TryRead(block, out _)))
                    places.Add(new FoundPlace(image.Number, new SectorRange(SectorsOf(first), SectorsOf(length))));
            }
        }
        return [.. places];
    }

    private static Sectors SectorsOf(int blocks) => new((ulong)(blocks * Geometry.SectorsPerBlock));
}
